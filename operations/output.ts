import { writeFile } from "node:fs/promises";

/** Writes a result to standard output, or to a file where one is named. */
export async function writeResult(text: string, file?: string): Promise<void> {
  const line = text.endsWith("\n") ? text : `${text}\n`;
  if (file) await writeFile(file, line);
  else process.stdout.write(line);
}
