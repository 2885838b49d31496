import { statSync } from "node:fs";
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

/** What a synthesized stack alone tells: enough to look after its secrets, whoever wrote it. */
export interface SynthesizedDeployment extends Pick<Deployment, "paths" | "manifest" | "docker"> {
  /** The stack's folder as it was typed; absent for an environment, which commands call by its name. */
  readonly called?: string;
}

/**
 * The environment of an `<environment>` argument, validated.
 *
 * @throws InvalidEnvironment when there is none, or it is not right
 */
export function environmentOf(nameOrPath: string, paths = projectPaths()): Environment {
  return loadEnvironment(environmentFile(nameOrPath, paths.root));
}

/**
 * Synthesizes an environment, reads what the operations need of it, and reaches its engine.
 *
 * @param synthesize `synthChecked` for a verb that changes the platform
 */
export async function openDeployment(
  environment: Environment,
  paths = projectPaths(),
  synthesize = synth,
): Promise<Deployment> {
  await synthesize(paths, [environment.file]);
  const folder = stackFolder(paths, environment.name);
  const manifest = besideFile(readManifest(folder), environment.file);
  return { environment, paths, folder, manifest, docker: await answeringEngineAt(manifest.docker) };
}

/**
 * A stack of somebody's own, by the folder that cdktf wrote it to, else an environment. Relative paths in the stack start in
 * the current folder. `requireFitting` throws for an environment that the command is not for.
 *
 * @throws BulwarkError with exit code 2 when no Docker target wrote a stack into that folder
 */
export async function openStackOrEnvironment(
  stackOrEnvironment: string,
  requireFitting: (environment: Environment) => void,
  paths = projectPaths(),
): Promise<SynthesizedDeployment> {
  const folder = resolve(paths.root, stackOrEnvironment);
  // A word without a slash is a name, also where a folder has the same one.
  const isFolder = /[/\\]/.test(stackOrEnvironment) && statSync(folder, { throwIfNoEntry: false })?.isDirectory();
  if (!isFolder) {
    const environment = environmentOf(stackOrEnvironment, paths);
    requireFitting(environment);
    return openDeployment(environment, paths);
  }
  const manifest = readManifest(folder);
  return { paths, manifest, docker: await answeringEngineAt(manifest.docker), called: stackOrEnvironment };
}

/** Files that the YAML names lie beside it, wherever the command is started. */
function besideFile(manifest: Manifest, file: string): Manifest {
  const secrets = manifest.secrets.map((secret) =>
    secret.givenFile === undefined ? secret : { ...secret, givenFile: resolve(dirname(file), secret.givenFile) },
  );
  return { ...manifest, secrets };
}
