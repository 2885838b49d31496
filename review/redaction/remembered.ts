/** So many answers are kept: names repeat, and hostile input has any number of them. */
const MOST = 20_000;

/** The same answers without the work: names repeat in every resource. */
export function remembered<T>(answer: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const now = answer(name);
    if (known.size < MOST && name.length < 200) known.set(name, now);
    return now;
  };
}
