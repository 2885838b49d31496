import type Docker from "dockerode";
import type { Manifest } from "../manifest";

/**
 * Limits the processes of every container. The docker provider cannot; `ulimit nproc` counts the uid's processes on the
 * whole host. The engine keeps the limit over restarts, and the provider never reads it.
 */
export async function limitProcesses(docker: Docker, manifest: Manifest): Promise<number> {
  const changed = await Promise.all(
    manifest.containers.map(async ({ name, processes }) => {
      const container = docker.getContainer(name);
      const { HostConfig } = await container.inspect();
      if (HostConfig.PidsLimit === processes) return 0;
      await container.update({ PidsLimit: processes });
      return 1;
    }),
  );
  return changed.reduce<number>((sum, one) => sum + one, 0);
}
