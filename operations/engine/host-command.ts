import type Docker from "dockerode";

import { HOLDER_LABELS } from "./holder-leftovers";

export interface HostCommand {
  /** Images that may have the program; the first that does is taken. */
  readonly images: readonly string[];
  /** The program by its path in the image, then its arguments; paths are relative to the folder. */
  readonly command: readonly string[];
}

/** Where the folder is bound in the container. */
const MOUNT = "/host";

/**
 * Runs a small program of some image on a folder of the Docker host, as root, since that owns what Bulwark puts there,
 * but without capabilities, network or a writable root. False when none of the images has the program, or it fails.
 */
export async function runOnHostFolder(
  docker: Docker,
  hostPath: string,
  { images, command }: HostCommand,
): Promise<boolean> {
  for (const image of images) {
    if (await succeeds(docker, { ...confined(hostPath, command), Image: image })) return true;
  }
  return false;
}

async function succeeds(docker: Docker, options: Docker.ContainerCreateOptions): Promise<boolean> {
  const container = await docker.createContainer(options).catch(() => undefined);
  if (container === undefined) return false;
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { readonly StatusCode: number };
    return StatusCode === 0;
  } catch {
    return false;
  } finally {
    await container.remove({ force: true, v: true });
  }
}

function confined(hostPath: string, [program = "", ...rest]: readonly string[]): Docker.ContainerCreateOptions {
  return {
    Entrypoint: [program],
    Cmd: rest,
    User: "0:0",
    WorkingDir: MOUNT,
    NetworkDisabled: true,
    Labels: HOLDER_LABELS,
    HostConfig: {
      Binds: [`${hostPath}:${MOUNT}`],
      NetworkMode: "none",
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      ReadonlyRootfs: true,
      LogConfig: { Type: "none", Config: {} },
    },
  };
}
