import type { Environment } from "../../config";
import { projectPaths, stackFolder, type ProjectPaths } from "../project";
import { synth } from "../synth";
import { Cluster } from "./client";
import { besideFile, readKubernetesManifest, type KubernetesManifest } from "./manifest";

/** An environment with what was synthesized of it, and the cluster it runs in. */
export interface KubernetesDeployment {
  readonly environment: Environment;
  readonly paths: ProjectPaths;
  /** The folder that Terraform runs in. */
  readonly folder: string;
  readonly manifest: KubernetesManifest;
  readonly cluster: Cluster;
}

export const isOnKubernetes = ({ settings }: Environment): boolean => settings.target === "kubernetes";

/** What needs no cluster. @param synthesize `synthChecked` for a verb that changes the platform */
export async function synthesized(
  environment: Environment,
  paths = projectPaths(),
  synthesize = synth,
): Promise<Omit<KubernetesDeployment, "cluster">> {
  await synthesize(paths, [environment.file]);
  const folder = stackFolder(paths, environment.name);
  return { environment, paths, folder, manifest: besideFile(readKubernetesManifest(folder), environment.file) };
}

/** Synthesizes an environment, reads what the operations need of it, and reaches its cluster. */
export async function openKubernetes(environment: Environment): Promise<KubernetesDeployment> {
  const made = await synthesized(environment);
  return { ...made, cluster: await Cluster.connect(made.manifest) };
}
