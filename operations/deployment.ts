import { dirname, resolve } from "node:path";
import type Docker from "dockerode";
import { environmentFile, loadEnvironment, type Environment } from "../config";
import { answeringEngineAt } from "./engine/connect";
import { readManifest, type Manifest } from "./manifest";
import { projectPaths, stackFolder, type ProjectPaths } from "./project";
import { synth } from "./synth";

/** An environment with what was synthesized of it, and the engine it runs on. */
export interface Deployment {
  readonly environment: Environment;
  readonly paths: ProjectPaths;
  /** The folder that Terraform runs in. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly docker: Docker;
}

/**
 * The environment of an `<environment>` argument, validated.
 *
 * @throws InvalidEnvironment when there is none, or it is not right
 */
export function environmentOf(nameOrPath: string, paths = projectPaths()): Environment {
  return loadEnvironment(environmentFile(nameOrPath, paths.root));
}

/** Synthesizes an environment, reads what the operations need of it, and reaches its engine. */
export async function openDeployment(environment: Environment, paths = projectPaths()): Promise<Deployment> {
  await synth(paths, [environment.file]);
  const folder = stackFolder(paths, environment.name);
  const manifest = besideFile(readManifest(folder), environment.file);
  return { environment, paths, folder, manifest, docker: await answeringEngineAt(manifest.docker) };
}

/** Files that the YAML names lie beside it, wherever the command is started. */
function besideFile(manifest: Manifest, file: string): Manifest {
  const secrets = manifest.secrets.map((secret) =>
    secret.givenFile === undefined ? secret : { ...secret, givenFile: resolve(dirname(file), secret.givenFile) },
  );
  return { ...manifest, secrets };
}
