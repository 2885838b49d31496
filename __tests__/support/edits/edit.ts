import type {
  Duration,
  Image,
  Job,
  Lifecycle,
  Memory,
  Schedule,
  ScheduledJob,
  Spec,
  VolumeMount,
} from "../../../constructs/core";
import type { Seen } from "./seen";

/** What Terraform did with the container. */
export enum Change {
  REPLACED = "replaced",
  IN_PLACE = "in place",
  /** Another way than Terraform brings it, or it is no matter of a container. */
  UNTOUCHED = "untouched",
}

/** Where a value shows on the running platform. */
export interface Reading {
  readonly how: string;
  readonly of: (seen: Seen) => unknown;
}

/** One edit of a declaration, and how one sees that it landed. */
export interface Edit<T> {
  readonly from: Partial<T>;
  readonly to: Partial<T>;
  readonly reading: Reading;
  readonly shows: readonly [before: unknown, after: unknown];
  /** @default replaced */
  readonly change?: Change;
  /** Each is a container of its own. @default - exclusive */
  readonly on?: readonly Lifecycle[];
  /** What is around the spec. @default - nothing */
  readonly around?: readonly [before: Around, after: Around];
}

export interface Around {
  /** Ids of components that it uses. */
  readonly uses?: readonly string[];
  /** Attributes of the resource that no field of a spec sets. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export type Edits<E> = readonly [E, ...E[]];

/** What counts as one value, and not as something with fields. */
type Value =
  string | number | boolean | Duration | Memory | Schedule | readonly string[] | Readonly<Record<string, string>>;

/** What is derived from other fields of an image is no field, and the reason of an exception is for reports. */
type DerivedOfImage = "majorVersion" | "uid" | "gid" | "withoutDigest";

/** Docker has one health check, and runs as many replicas as it is told. */
type NoWordOfDocker = "liveness" | "scale";

/** A volume of Docker takes what the host's disk has. */
type NoWordOfVolumes = "size";

/** What an edit of shows on Docker. */
type Fields<V> = V extends Image
  ? Omit<V, DerivedOfImage>
  : V extends VolumeMount
    ? Omit<V, NoWordOfVolumes>
    : Omit<V, NoWordOfDocker>;

type EditsOfValue<V, E> = [V] extends [Value]
  ? { readonly edited: Edits<E> }
  : [V] extends [readonly Job[]]
    ? { readonly each: EditsOf<Job, Edit<Job>> }
    : [V] extends [readonly ScheduledJob[]]
      ? { readonly each: EditsOf<ScheduledJob, Edit<ScheduledJob>> }
      : [V] extends [readonly (infer Item)[]]
        ? { readonly each: EditsOf<Item, E> }
        : { readonly each: EditsOf<V, E> };

type IsRemovable<V> = undefined extends V
  ? true
  : V extends readonly object[] | Readonly<Record<string, string>>
    ? true
    : false;

/** Edits of every field of a declaration, at every depth, and the removal of every value that may be missing. */
export type EditsOf<T, E> = RowsOf<Fields<T>, E>;

type RowsOf<T, E> = {
  readonly [field in keyof T]-?: EditsOfValue<NonNullable<T[field]>, E> &
    (IsRemovable<T[field]> extends true ? { readonly removed: Edits<E> } : unknown);
};

/** A command is a plain list, and may be empty only here: then the image's own is run. */
export type SpecEdits = EditsOf<Spec, Edit<Spec>> & { readonly command: { readonly removed: Edits<Edit<Spec>> } };
