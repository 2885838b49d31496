import type { FileLine } from "../change";

/** Above so many comparisons lines are counted, and their order is not. */
const MOST_COMPARED = 1_000_000;

/** More of one file nobody reads in a review. */
const MOST_LINES = 2000;

/** What was taken out, and what came in; a line that moved is both. */
export function linesChanged(before: string, after: string): readonly FileLine[] {
  const [was, is] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < was.length && start < is.length && was[start] === is[start]) start += 1;
  let end = 0;
  while (end < was.length - start && end < is.length - start && was.at(-1 - end) === is.at(-1 - end)) end += 1;
  const [old, now] = [was.slice(start, was.length - end), is.slice(start, is.length - end)];
  const [lost, added] = old.length * now.length > MOST_COMPARED ? counted(old, now) : ordered(old, now);
  const told = (kind: FileLine["kind"], lines: readonly string[]) => (at: number) => ({
    kind,
    line: start + at + 1,
    text: lines[at]!,
  });
  return [...lost.map(told("removed", old)), ...added.map(told("added", now))].slice(0, MOST_LINES);
}

const linesOf = (text: string): readonly string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

type Places = readonly [lost: readonly number[], added: readonly number[]];

/** By the longest list of lines that both have in the same order. */
function ordered(old: readonly string[], now: readonly string[]): Places {
  const width = now.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        old[i] === now[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const [lost, added]: [number[], number[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) [i, j] = [i + 1, j + 1];
    else if (j >= now.length || (i < old.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      lost.push(i++);
    else added.push(j++);
  }
  return [lost, added];
}

/** Each line as often as it is there. */
function counted(old: readonly string[], now: readonly string[]): Places {
  return [surplus(old, now), surplus(now, old)];
}

function surplus(lines: readonly string[], others: readonly string[]): readonly number[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.flatMap((line, at) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count > 0 ? [] : [at];
  });
}
