import { readFileSync } from "node:fs";
// What a check loads, and the file that it reads: all that it takes beyond this is its own.
import "../../operations/check";
import "../../operations/check/environment";

const [file = ""] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
if (file.endsWith(".json")) JSON.parse(text);
