import { z } from "zod";
import type { BuiltInException, FactsByKind, Kind, Subject } from "../../facts/subject";

const exceptions = z.array(z.object({ protection: z.string(), detail: z.string(), reason: z.string() })).default([]);

/** What Bulwark's targets leave beside the resources of a component. */
const part = z.object({ address: z.string(), path: z.string().min(1), exceptions, declaredAt: z.string().optional() });

type Part = z.output<typeof part>;

const comment = z.object({
  /** Of the stack itself. */
  exceptions,
  bulwark: z.object({ containers: z.array(part).default([]), releases: z.array(part).default([]) }).prefault({}),
});

/** What a stack of Bulwark says of its components besides their resources; of another stack, nothing. */
export class OwnComment {
  private readonly parts: readonly Part[];
  private readonly byName: ReadonlyMap<string, Part>;
  private readonly ofStack: Part["exceptions"];

  constructor(written: unknown) {
    const { data } = comment.safeParse(written);
    this.parts = data ? [...data.bulwark.containers, ...data.bulwark.releases] : [];
    // The first of a name counts.
    this.byName = new Map(
      [...this.parts].reverse().flatMap((one) => [nameOf(one.path, one), nameOf(one.address, one)]),
    );
    this.ofStack = data?.exceptions ?? [];
  }

  /** Replicas say the same. */
  exceptions(): readonly BuiltInException[] {
    const all = [{ path: "", exceptions: this.ofStack }, ...this.parts].flatMap((one) =>
      one.exceptions.map((exception) => ({ path: one.path, ...exception })),
    );
    return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  }

  /** The subject with the path and the line of the component that it is of. */
  placed<S extends FactsByKind[Kind]>(subject: S): S {
    const { path, declaredAt } = this.partOf(subject) ?? {};
    if (path === undefined) return subject;
    const [, file = "", line] = /^(.+):([1-9]\d{0,6})$/.exec(declaredAt ?? "") ?? [];
    return {
      ...subject,
      path: subject.path ?? path,
      ...(line === undefined ? {} : { madeAt: { file, line: Number(line) } }),
    };
  }

  /** The part that a subject is, by its address, or the one that it belongs to, by the longest part of its path. */
  private partOf({ id, path = "" }: Subject): Part | undefined {
    const words = path.split("/");
    const paths = words.map((_, index) => words.slice(0, words.length - index).join("/"));
    return [id, ...paths].map((name) => this.byName.get(name)).find((part) => part !== undefined);
  }
}

const nameOf = (name: string, part: Part): readonly [string, Part] => [name, part];
