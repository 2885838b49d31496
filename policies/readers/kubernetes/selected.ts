import { fits, labelsOf, type Labels, type LabelSelector } from "./selector";

export interface Selecting {
  readonly namespace: string;
  readonly selector: LabelSelector;
}

/**
 * Finds what selects a pod. Each selector is kept by the rarest of its labels: with thousands of policies in a namespace,
 * nobody has to ask all of them of each pod.
 */
export class Selected<T extends Selecting> {
  private readonly byLabel = new Map<string, T[]>();

  constructor(all: readonly T[]) {
    const counts = new Map<string, number>();
    for (const key of all.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const one of all) {
      const rarest = keysOf(one).reduce((best, key) => (counts.get(key)! < counts.get(best)! ? key : best));
      const others = this.byLabel.get(rarest);
      if (others) others.push(one);
      else this.byLabel.set(rarest, [one]);
    }
  }

  of(namespace: string, labels: Labels): readonly T[] {
    const keys = [keyOf(namespace), ...[...labels].map(([name, value]) => keyOf(namespace, name, value))];
    return keys.flatMap((key) => (this.byLabel.get(key) ?? []).filter(({ selector }) => fits(selector, labels)));
  }
}

/** Of a selector without plain labels the namespace alone. */
function keysOf({ namespace, selector }: Selecting): readonly string[] {
  const keys = [...labelsOf(selector.matchLabels)].map(([name, value]) => keyOf(namespace, name, value));
  return keys.length > 0 ? keys : [keyOf(namespace)];
}

const keyOf = (...words: readonly string[]): string => JSON.stringify(words);
