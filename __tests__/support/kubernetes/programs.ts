import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { noKubernetesPrograms } from "./errors";

const MODULE = join(__dirname, "..", "..", "..", "dist", "operations", "testing", "kubernetes.js");

/** execa is an ES module, which Jest cannot load, so this runs in a Node of its own. */
const PROGRAM = `
  require(${JSON.stringify(MODULE)}).kubernetesPrograms(console.error).then(
    (found) => console.log(JSON.stringify(found)),
    ({ message }) => { console.error(message); process.exitCode = 1; });`;

/**
 * The path of a program of the Kubernetes suites: `npm test` has said where it lies, otherwise it is built here.
 *
 * @param variable as in `TEST_PROGRAMS` of operations/testing/kubernetes.ts, or `BULWARK_HELM`
 * @throws Error with the reason where it cannot be had
 */
export function kubernetesProgram(variable: string): string {
  const path = process.env[variable] ?? programs()[variable];
  if (path === undefined) throw noKubernetesPrograms(`none is named ${variable}`);
  return path;
}

/** For Terraform, so that it finds the helm provider. */
export function helmProviderEnv(): Readonly<Record<string, string>> {
  const said = process.env.BULWARK_HELM === undefined ? programs() : process.env;
  const file = said.BULWARK_HELM_CLI_CONFIG;
  return file === undefined ? {} : { TF_CLI_CONFIG_FILE: file };
}

let found: Readonly<Record<string, string>> | undefined;

function programs(): Readonly<Record<string, string | undefined>> {
  const why = process.env.BULWARK_KUBERNETES_MISSING;
  if (why !== undefined) throw noKubernetesPrograms(why);
  return (found ??= built());
}

function built(): Readonly<Record<string, string>> {
  try {
    const stdio: ["ignore", "pipe", "pipe"] = ["ignore", "pipe", "pipe"];
    const said = execFileSync(process.execPath, ["-e", PROGRAM], { encoding: "utf8", stdio });
    return JSON.parse(said) as Readonly<Record<string, string>>;
  } catch (error) {
    throw noKubernetesPrograms((error as { readonly stderr?: string }).stderr ?? String(error));
  }
}
