/** What a reader says of a stranger's text, in one line that is not too long. */
export const firstLine = (error: unknown): string =>
  (error as Error).message.split("\n").slice(0, 2).join(" ").slice(0, 300);
