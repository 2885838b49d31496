import type { IncomingMessage } from "node:http";
import type Docker from "dockerode";

import { importEmptyImage, EMPTY_IMAGE } from "./empty-image";
import { engineRefused, holderBusy, statusOf, wordsOf } from "./errors";
import { EMPTY_TREE, type HostFile, type HostFolder, type HostTree } from "./host-file";
import { HOLDER_LABELS, removeDeadHolders } from "./holder-leftovers";
import { ownerBase, withoutBase, type EngineInfo, type OwnerBase } from "./owner-base";
import { packed, unpacked } from "./tar";

export interface HolderOptions {
  /** False: a folder that is not there stays so, and reads as empty. @default true */
  readonly create?: boolean;
  /** How long another run's container is waited for, in seconds. @default 60 */
  readonly patienceSeconds?: number;
}

/** Its name is the lock: an engine has one container of a name, whatever machine the runs come from. */
const NAME = "bulwark-holder";
/** Where the folder is bound in the container. */
const MOUNT = "host";
const RETRY_MS = 200;

/** A folder of a Docker host as Bulwark reaches it: through the engine, so also on a remote host and without root. */
export class HeldFolder {
  public constructor(
    private readonly docker: Docker,
    private readonly container: Docker.Container | undefined,
    private readonly base: OwnerBase,
  ) {}

  /** Everything below `path`, itself included, by paths relative to the held folder; empty when it is not there. */
  public async readFiles(path: string): Promise<HostTree> {
    const archive = await this.ifThere(this.container?.getArchive({ path: inContainer(path) }));
    if (archive === undefined) return EMPTY_TREE;
    const above = path.includes("/") ? path.slice(0, path.lastIndexOf("/") + 1) : "";
    const { folders, files, others } = await unpacked(archive);
    const at = <E extends HostFolder>(entry: E): E => ({
      ...withoutBase(entry, this.base),
      path: `${above}${entry.path}`,
    });
    return { folders: folders.map(at), files: files.map(at), others: others.map(at) };
  }

  /**
   * Writes files in place of what was there, by a new inode: a container that has the old one bound keeps that until it
   * is restarted. Their time is the engine's, to be compared with that of a container's start. Folders come first, each
   * after the one above it; what lies in them stays.
   */
  public async putFiles(files: readonly HostFile[], folders: readonly HostFolder[] = []): Promise<void> {
    const mounted = <E extends HostFolder>(entry: E): E => ({ ...entry, path: inContainer(entry.path).slice(1) });
    const archive = await packed(
      folders.map(mounted),
      files.map(mounted),
      new Date((await infoOf(this.docker)).SystemTime),
    );
    try {
      await this.container?.putArchive(archive, { path: "/" });
    } catch (error) {
      throw engineRefused("write files on its host", wordsOf(error));
    }
  }

  /** Permission bits and time of the last change, by the clock of the host; undefined when it is not there. */
  public async stat(path: string): Promise<{ readonly mode: number; readonly modified: Date } | undefined> {
    const answer: unknown = await this.ifThere(this.container?.infoArchive({ path: inContainer(path) }));
    if (answer === undefined) return undefined;
    const { headers } = (answer as IncomingMessage).resume();
    const text = Buffer.from(String(headers["x-docker-container-path-stat"]), "base64").toString();
    const { mode, mtime } = JSON.parse(text) as { readonly mode: number; readonly mtime: string };
    return { mode: mode & 0o777, modified: new Date(mtime) };
  }

  private async ifThere<T>(answer: Promise<T> | undefined): Promise<T | undefined> {
    try {
      return await answer;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw engineRefused("read files of its host", wordsOf(error));
    }
  }
}

/**
 * Opens a folder of the Docker host for `action`: a container that is created, never started and always removed again
 * has it bound, and the engine copies in and out. One run at a time on each engine.
 *
 * @throws BulwarkError with exit code 4 when another run keeps the folder too long, or the engine refuses
 */
export async function withHostFolder<T>(
  docker: Docker,
  hostPath: string,
  action: (folder: HeldFolder) => Promise<T>,
  options: HolderOptions = {},
): Promise<T> {
  await importEmptyImage(docker);
  const container = await holder(docker, hostPath, options);
  try {
    return await action(new HeldFolder(docker, container, ownerBase(await infoOf(docker))));
  } finally {
    await container?.remove({ force: true, v: true });
  }
}

async function holder(docker: Docker, hostPath: string, options: HolderOptions): Promise<Docker.Container | undefined> {
  const { create = true, patienceSeconds = 60 } = options;
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    await removeDeadHolders(docker);
    try {
      return await docker.createContainer(holderContainer(hostPath, create));
    } catch (error) {
      if (!create && wordsOf(error).includes("source path does not exist")) return undefined;
      if (statusOf(error) !== 409) throw engineRefused(`open ${hostPath} of its host`, wordsOf(error));
      if (Date.now() > deadline) throw holderBusy(NAME, patienceSeconds);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** With `Binds` the engine makes a missing folder; with `Mounts` it says that there is none. */
function holderContainer(hostPath: string, create: boolean): Docker.ContainerCreateOptions {
  const bound = create
    ? { Binds: [`${hostPath}:/${MOUNT}`] }
    : { Mounts: [{ Type: "bind" as const, Source: hostPath, Target: `/${MOUNT}`, ReadOnly: true }] };
  return {
    name: NAME,
    Image: EMPTY_IMAGE,
    Cmd: ["never-started"],
    Labels: HOLDER_LABELS,
    NetworkDisabled: true,
    HostConfig: { NetworkMode: "none", ...bound },
  };
}

async function infoOf(docker: Docker): Promise<EngineInfo & { readonly SystemTime: string }> {
  try {
    return (await docker.info()) as EngineInfo & { readonly SystemTime: string };
  } catch (error) {
    throw engineRefused("describe itself", wordsOf(error));
  }
}

function inContainer(path: string): string {
  return path === "" ? `/${MOUNT}` : `/${MOUNT}/${path}`;
}
