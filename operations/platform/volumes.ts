import type Docker from "dockerode";
import { statusOf } from "../engine/errors";
import { VolumeContent, type Manifest } from "../manifest";

/** Makes the data volumes with their labels before the first mount: they are no Terraform resources, so no apply deletes one. */
export async function createDataVolumes(docker: Docker, manifest: Manifest): Promise<void> {
  const wanted = manifest.volumes.filter(({ content }) => content === VolumeContent.DATA);
  for (const { name, component } of wanted) {
    await docker.createVolume({
      Name: name,
      Labels: {
        "bulwark.environment": manifest.environment,
        "bulwark.component": component,
        "bulwark.content": VolumeContent.DATA,
      },
    });
  }
}

/** Removes configuration volumes of earlier generations: those that no container mounts. */
export async function removeStaleConfiguration(docker: Docker, manifest: Manifest): Promise<readonly string[]> {
  const kept = new Set(manifest.configVolumes);
  return removeVolumes(docker, (name) => isConfigOf(manifest.environment, name) && !kept.has(name));
}

/** Removes what `down` removes: configuration and shared volumes; with `data`, the data volumes too. */
export async function removeEnvironmentVolumes(
  docker: Docker,
  manifest: Manifest,
  options: { readonly data: boolean },
): Promise<readonly string[]> {
  const known = new Map(manifest.volumes.map(({ name, content }) => [name, content]));
  const labelled = await namesWith(docker, { label: [`bulwark.environment=${manifest.environment}`] });
  return removeVolumes(docker, (name) => {
    if (isConfigOf(manifest.environment, name)) return true;
    if (known.get(name) === VolumeContent.SHARED) return true;
    return options.data && (known.get(name) === VolumeContent.DATA || labelled.has(name));
  });
}

export async function dataVolumesOf(docker: Docker, environment: string): Promise<readonly string[]> {
  return [...(await namesWith(docker, { label: [`bulwark.environment=${environment}`] }))].sort();
}

function isConfigOf(environment: string, name: string): boolean {
  return name.startsWith(`${environment}-config-`) && /-config-[0-9a-f]{12}$/.test(name);
}

async function removeVolumes(docker: Docker, chosen: (name: string) => boolean): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const name of await namesWith(docker, {})) {
    if (!chosen(name) || !(await removedVolume(docker, name))) continue;
    removed.push(name);
  }
  return removed;
}

async function removedVolume(docker: Docker, name: string): Promise<boolean> {
  try {
    await docker.getVolume(name).remove();
    return true;
  } catch (error) {
    // 409: a container mounts it. 404: another one was faster.
    if ([404, 409].includes(statusOf(error) ?? 0)) return false;
    throw error;
  }
}

async function namesWith(docker: Docker, filters: Record<string, string[]>): Promise<ReadonlySet<string>> {
  const { Volumes } = await docker.listVolumes({ filters });
  return new Set((Volumes ?? []).map(({ Name }) => Name));
}
