import { readFile } from "node:fs/promises";

import { writeAside } from "./write-aside";

/** An answer that took long to find, kept in a file until it expires. */
export interface Remembered<T> {
  readonly file: string;
  /** What the answer depends on; a kept answer to another question is not used. */
  readonly question: string;
  readonly ask: () => Promise<T>;
  /** How long an answer stays good, in hours. */
  readonly hours: (answer: T) => number;
}

/** The kept answer, or a new one that is then kept. */
export async function remembered<T>({ file, question, ask, hours }: Remembered<T>, now = Date.now()): Promise<T> {
  const kept = await tryRecall<T>(file, question, now);
  if (kept !== undefined) return kept;
  const answer = await ask();
  await writeAside(file, JSON.stringify({ question, answer, until: now + hours(answer) * 3_600_000 }));
  return answer;
}

/** The kept answer, or nothing. */
export async function tryRecall<T>(file: string, question: string, now = Date.now()): Promise<T | undefined> {
  try {
    const kept = JSON.parse(await readFile(file, "utf8")) as { question: string; answer: T; until: number };
    return kept.question === question && now < kept.until ? kept.answer : undefined;
  } catch {
    return undefined;
  }
}
