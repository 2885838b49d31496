import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pythonEnvironment, type MadeIn } from "./python-environment";

/** Of Kubernetes, not of the package that has them: the control plane's, up to the second number. */
const VERSION = "1.34.0";

/**
 * The schemas of Kubernetes' own objects, for kubeconform: `<kind>-<group>-<version>.json`.
 *
 * @returns their folder
 * @throws as `pythonEnvironment`
 */
export function kubernetesSchemasFor(where: MadeIn): Promise<string> {
  return pythonEnvironment({ name: "kubernetes-schemas", version: VERSION, extract: copySchemas }, where);
}

async function copySchemas(environment: string, to: string): Promise<void> {
  const from = await schemasIn(environment);
  for (const file of await readdir(from)) {
    await writeFile(join(to, file), relativeSchema(await readFile(join(from, file), "utf8")));
  }
}

/** Below `lib/python3.x`, whose name is the machine's matter. */
async function schemasIn(environment: string): Promise<string> {
  const [python = ""] = await readdir(join(environment, "lib"));
  const packages = join(environment, "lib", python, "site-packages");
  return join(packages, "kubernetes_validate", "kubernetes-json-schema", `v${VERSION}-local-strict`);
}

/** An id of its own would have a file's references looked up on the web, and kubeconform knows no newer draft by its name. */
function relativeSchema(text: string): string {
  const { $id: _id, $schema: _draft, ...schema } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return JSON.stringify(schema).replaceAll("/api/_definitions.json", "_definitions.json");
}
