import { z } from "zod";

const requirement = z.object({
  key: z.string(),
  operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist"]),
  values: z.array(z.string()).nullish(),
});

export const labelSelector = z.object({
  matchLabels: z.record(z.string(), z.string()).nullish(),
  matchExpressions: z.array(requirement).nullish(),
});

export type LabelSelector = z.infer<typeof labelSelector>;
type Requirement = z.infer<typeof requirement>;

export type Labels = ReadonlyMap<string, string>;

export const labelsOf = (written: Readonly<Record<string, string>> | null | undefined): Labels =>
  new Map(Object.entries(written ?? {}));

/**
 * Every label and every expression must fit, so that a selector without any fits everything.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function fits({ matchLabels, matchExpressions }: LabelSelector, labels: Labels): boolean {
  const equal = [...labelsOf(matchLabels)].every(([key, value]) => labels.get(key) === value);
  return equal && (matchExpressions ?? []).every((one) => meets(one, labels));
}

/** NotIn fits where there is no such label at all. */
function meets({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = labels.get(key);
  const isListed = value !== undefined && (values ?? []).includes(value);
  const answers = { In: isListed, NotIn: !isListed, Exists: value !== undefined, DoesNotExist: value === undefined };
  return answers[operator];
}

/** Whether a selector asks for nothing, and so takes everything. */
export const isEmpty = ({ matchLabels, matchExpressions }: LabelSelector): boolean =>
  labelsOf(matchLabels).size === 0 && (matchExpressions ?? []).length === 0;

/** Whether a selector asks for one of some labels. */
export const namesAny = ({ matchLabels, matchExpressions }: LabelSelector, labels: ReadonlySet<string>): boolean =>
  [...labelsOf(matchLabels).keys(), ...(matchExpressions ?? []).map(({ key }) => key)].some((key) => labels.has(key));
