import { writeFile } from "node:fs/promises";
import { notWritten } from "./errors";

/**
 * Writes a result to standard output, or to a file where one is named.
 *
 * @throws BulwarkError with exit code 2 for a file that cannot be written
 */
export async function writeResult(text: string, file?: string): Promise<void> {
  const line = text.endsWith("\n") ? text : `${text}\n`;
  if (!file) {
    process.stdout.write(line);
    return;
  }
  await writeFile(file, line).catch((error: unknown) => {
    throw notWritten(file, (error as Error).message);
  });
}
