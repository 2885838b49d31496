import { createInterface } from "node:readline/promises";
import { notConfirmed } from "./platform/errors";

/** Asks a person; returns when the answer is yes. */
export type Confirm = (question: string) => Promise<void>;

/**
 * Asks on the terminal. Without one only `--yes` confirms.
 *
 * @throws BulwarkError with exit code 1 when it is not confirmed
 */
export function confirmation(yes: boolean): Confirm {
  return async (question) => {
    if (yes) return;
    if (!process.stdin.isTTY) throw notConfirmed(question);
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      const answer = await terminal.question(`\n${question}\nGo on? Type 'yes': `);
      if (answer.trim() !== "yes") throw notConfirmed(question);
    } finally {
      terminal.close();
    }
  };
}
