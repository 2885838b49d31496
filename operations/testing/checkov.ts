import { moduleOf, pythonEnvironment, type MadeIn } from "./python-environment";

const VERSION = "3.3.30";

/**
 * Stock checkov, which judges manifests in the end-to-end tests.
 * https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html
 *
 * @returns program and first arguments
 * @throws as `pythonEnvironment`
 */
export async function checkovFor(where: MadeIn): Promise<readonly string[]> {
  return moduleOf(await pythonEnvironment({ name: "checkov", version: VERSION }, where), "checkov.main");
}
