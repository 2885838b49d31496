import { text } from "node:stream/consumers";

import { load, type LoadOptions } from "./load";

/** A client in a process of its own. What it is to do comes by standard input: it holds a token. */
async function main(): Promise<void> {
  const options = JSON.parse(await text(process.stdin)) as LoadOptions;
  process.stdout.write(JSON.stringify(await load(options)));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 4;
});
