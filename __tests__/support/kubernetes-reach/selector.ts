import type { Selector } from "./policy";

export type Labels = Readonly<Record<string, string>>;

type Requirement = NonNullable<Selector["matchExpressions"]>[number];

/**
 * Every label and every expression must fit, so that a selector without any fits everything.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function fits({ matchLabels, matchExpressions }: Selector, labels: Labels): boolean {
  const equal = Object.entries(matchLabels ?? {}).every(([key, value]) => valueOf(labels, key) === value);
  return equal && (matchExpressions ?? []).every((requirement) => meets(requirement, labels));
}

/** NotIn fits where there is no such label at all. */
function meets({ key, operator, values }: Requirement, labels: Labels): boolean {
  const value = valueOf(labels, key);
  const isListed = value !== undefined && (values ?? []).includes(value);
  const answers = { In: isListed, NotIn: !isListed, Exists: value !== undefined, DoesNotExist: value === undefined };
  return answers[operator];
}

const valueOf = (labels: Labels, key: string): string | undefined =>
  Object.hasOwn(labels, key) ? labels[key] : undefined;
