import { DeadlineExceeded, UnexpectedStatus } from "../errors";

/** Full text, for the log only. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface Coded {
  readonly code?: unknown;
  readonly severity?: unknown;
}

/**
 * Why a dependency failed, short and safe to show to anybody: the full message, which may name roles and databases,
 * goes to the log only.
 */
export function reasonOf(error: unknown): string {
  if (error instanceof DeadlineExceeded || error instanceof UnexpectedStatus) return error.message;
  const { code, severity } = error as Coded;
  if (typeof code === "string") return severity ? `Postgres error ${code}` : code;
  const message = error instanceof Error ? error.message : "";
  if (/timeout|timed out/i.test(message)) return "no answer in time";
  if (/isn't writeable|connection is closed|connection terminated|max retries/i.test(message)) return "not connected";
  return /^[A-Z]{2,20}(?= )/.exec(message)?.[0] ?? "failed";
}
