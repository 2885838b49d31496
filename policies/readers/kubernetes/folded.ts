import { z } from "zod";
import { checked } from "./checked";
import { named } from "./named";
import type { KubernetesObject } from "./objects";
import { quantity } from "./quantity";
import { labelSelector, type LabelSelector } from "./selector";

/** Objects that say something of workloads, and are no subjects of their own. */

export interface Account {
  readonly namespace: string;
  readonly name: string;
  readonly mountsToken: boolean | undefined;
}

export function account(object: KubernetesObject): Account {
  const { id, namespace, name } = named(object);
  const schema = z.object({ automountServiceAccountToken: z.boolean().nullish() });
  return { namespace, name, mountsToken: checked(object, [], schema, id).automountServiceAccountToken ?? undefined };
}

/** A number of pods, or a part of all of them. */
export type Share = number | { readonly percent: number };

const share = z
  .union([z.int().nonnegative(), z.string()])
  .refine((written) => typeof written === "number" || /^\d{1,3}%$/.test(written), {
    error: "is neither a number of pods nor a part of them such as 50%",
  });

const shareOf = (written: number | string | null | undefined): Share | undefined =>
  typeof written === "string" ? { percent: parseInt(written, 10) } : (written ?? undefined);

export interface Budget {
  readonly namespace: string;
  readonly selector: LabelSelector;
  readonly minAvailable: Share | undefined;
  readonly maxUnavailable: Share | undefined;
}

const budgetSchema = z
  .object({ selector: labelSelector.nullish(), minAvailable: share.nullish(), maxUnavailable: share.nullish() })
  .nullish();

/** One that selects nothing, for it has no selector at all, is none. */
export function budgets(object: KubernetesObject): readonly Budget[] {
  const { id, namespace } = named(object);
  const { selector, minAvailable, maxUnavailable } = checked(object, ["spec"], budgetSchema, id) ?? {};
  if (!selector) return [];
  return [{ namespace, selector, minAvailable: shareOf(minAvailable), maxUnavailable: shareOf(maxUnavailable) }];
}

/** What changes how many pods a workload has. */
export interface Scaler {
  /** Of the workload. */
  readonly target: string;
  readonly least: number;
}

const scalerSchema = z.object({
  scaleTargetRef: z.object({ kind: z.string(), name: z.string() }),
  minReplicas: z.int().nonnegative().nullish(),
});

export function scaler(object: KubernetesObject): Scaler {
  const { id, namespace } = named(object);
  const { scaleTargetRef: target, minReplicas } = checked(object, ["spec"], scalerSchema, id);
  return { target: `${target.kind}/${namespace}/${target.name}`, least: minReplicas ?? 1 };
}

/** Limits of who has none. */
export interface DefaultLimits {
  readonly namespace: string;
  readonly memory: number | undefined;
  readonly cpu: number | undefined;
}

const amounts = z.object({ memory: quantity.nullish(), cpu: quantity.nullish() }).nullish();

const limitRangeSchema = z
  .object({ limits: z.array(z.object({ type: z.string().nullish(), default: amounts, max: amounts })).nullish() })
  .nullish();

/** The most that is allowed is the default when there is no other. https://kubernetes.io/docs/concepts/policy/limit-range/ */
export function defaultLimits(object: KubernetesObject): DefaultLimits {
  const { id, namespace } = named(object);
  const { limits } = checked(object, ["spec"], limitRangeSchema, id) ?? {};
  const ofContainers = (limits ?? []).filter(({ type }) => type === "Container");
  const first = (resource: "memory" | "cpu") =>
    ofContainers
      .map(({ default: usual, max }) => usual?.[resource] ?? max?.[resource])
      .find((amount) => typeof amount === "number") ?? undefined;
  return { namespace, memory: first("memory"), cpu: first("cpu") };
}

export interface ConfigMap {
  readonly namespace: string;
  readonly name: string;
  readonly data: ReadonlyMap<string, string>;
}

export function configMap(object: KubernetesObject): ConfigMap {
  const { namespace, name } = named(object);
  const { data } = object.value as { readonly data?: unknown };
  const entries = typeof data === "object" && data !== null ? Object.entries(data as Record<string, unknown>) : [];
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return { namespace, name, data: new Map(texts) };
}
