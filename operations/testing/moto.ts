import { moduleOf, pythonEnvironment, type MadeIn } from "./python-environment";

const VERSION = "5.2.1";

/**
 * Stock moto, which answers for S3 in the end-to-end tests.
 * https://docs.getmoto.org/en/latest/docs/server_mode.html
 *
 * @returns program and first arguments; host and port follow
 * @throws as `pythonEnvironment`
 */
export async function motoFor(where: MadeIn): Promise<readonly string[]> {
  return moduleOf(await pythonEnvironment({ name: "moto", version: VERSION }, where), "moto.server");
}
