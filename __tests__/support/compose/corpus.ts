import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../policies/readers/compose-corpus");

/** Compose files as people write them, by name. */
export const CORPUS: ReadonlyMap<string, string> = new Map(
  readdirSync(FOLDER).map((name) => [name.replace(/\.yaml$/, ""), readFileSync(join(FOLDER, name), "utf8")]),
);
