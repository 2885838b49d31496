import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { noPythonPackages } from "./errors";

const DIST = join(__dirname, "..", "..", "..", "dist", "operations");

/** A function of `operations/testing/` that makes packages of Python ready. */
export interface PythonPackages {
  /** For the error. */
  readonly name: string;
  /** File below `operations/testing/`, without its ending. */
  readonly module: string;
  readonly make: string;
  /** `npm test` says here why they cannot be had. */
  readonly missing: string;
}

/**
 * What that function answers. execa is an ES module, which Jest cannot load, so it runs in a Node of its own.
 *
 * @throws Error with the reason where they cannot be had
 */
export function pythonPackages<Answer>(packages: PythonPackages): Answer {
  const why = process.env[packages.missing];
  if (why !== undefined) throw noPythonPackages(packages.name, why);
  if (!answers.has(packages.make)) answers.set(packages.make, made(packages));
  return answers.get(packages.make) as Answer;
}

/** Each time all files of the cache are read, to see that they are whole. */
const answers = new Map<string, unknown>();

function made({ name, module, make }: PythonPackages): unknown {
  const program = `
    const { cacheRoot } = require(${JSON.stringify(join(DIST, "setup", "cache.js"))});
    require(${JSON.stringify(join(DIST, "testing", `${module}.js`))}).${make}(
      { cacheRoot: cacheRoot(), report: () => undefined }).then(
      (answer) => console.log(JSON.stringify(answer)),
      ({ message }) => { console.error(message); process.exitCode = 1; });`;
  try {
    const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
    return JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8", stdio }));
  } catch (error) {
    throw noPythonPackages(name, (error as { readonly stderr?: string }).stderr ?? String(error));
  }
}
