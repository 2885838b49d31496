import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { outcomeOf, type Outcome } from "../engine/engine";

const MODULE = join(__dirname, "..", "..", "..", "dist", "operations", "testing", "actionlint.js");

/** execa is an ES module, which Jest cannot load, so this runs in a Node of its own. */
const PROGRAM = `require(${JSON.stringify(MODULE)}).actionlintFor(console.error).then(console.log);`;

/** `npm test` has said where it lies, or why it cannot be had; otherwise it is built here. */
function program(): string {
  const why = process.env.BULWARK_ACTIONLINT_MISSING;
  if (why !== undefined) throw new Error(`actionlint cannot be had: ${why}`);
  const built = () => execFileSync(process.execPath, ["-e", PROGRAM], { encoding: "utf8" }).trim();
  return process.env.BULWARK_ACTIONLINT ?? built();
}

/** Without the linters of scripts that it would call where they happen to be installed. */
export const actionlint = (files: readonly string[]): Promise<Outcome> =>
  outcomeOf(program(), ["-no-color", "-shellcheck=", "-pyflakes=", ...files]);
