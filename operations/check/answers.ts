import { UnreadableSource } from "../../policies/errors";
import { evaluate } from "../../policies/evaluate";
import type { Platform } from "../../policies/facts/subject";
import type { Report, Rule } from "../../policies/rule";
import { refusedByReader } from "./errors";

/**
 * What rules say of platforms.
 *
 * @throws BulwarkError with exit code 2 for a text that is longer than a rule has room for
 */
export function answersTo(rules: readonly Rule[], platforms: readonly Platform[]): Report {
  try {
    return evaluate(platforms, rules);
  } catch (error) {
    if (error instanceof UnreadableSource) throw refusedByReader(error.message);
    throw error;
  }
}
