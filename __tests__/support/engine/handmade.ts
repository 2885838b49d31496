import { readFileSync } from "node:fs";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { noBusybox } from "./errors";

/** Containers made by hand, without Bulwark: known good and known bad ones, to prove that a check sees the difference. */
export const IMAGE = "bulwark-handmade:1";
const BUSYBOX = "/bin/busybox";
const MEBIBYTE = 1024 * 1024;

/** One static program and the folders that programs expect. */
export async function makeImage(docker: Docker): Promise<void> {
  const tar = pack();
  for (const name of ["etc", "tmp", "data"])
    tar.entry({ name, type: "directory", mode: name === "tmp" ? 0o1777 : 0o755 });
  tar.entry({ name: "busybox", mode: 0o755 }, busybox());
  tar.finalize();
  const [repo, tag] = IMAGE.split(":");
  await drained(await docker.importImage(tar as unknown as NodeJS.ReadableStream, { repo, tag }));
}

function busybox(): Buffer {
  try {
    return readFileSync(BUSYBOX);
  } catch {
    throw noBusybox(BUSYBOX);
  }
}

export interface HandmadeOptions {
  readonly name: string;
  /** Arguments of busybox. @default - sleep */
  readonly command?: readonly string[];
  /** Joined in this order. @default - none */
  readonly networks?: readonly string[];
  readonly host?: Docker.HostConfig;
  readonly config?: Docker.ContainerCreateOptions;
}

/** What a hardened container has, spelled for the engine; tests take things away from it. */
export const HARDENED_HOST: Docker.HostConfig = {
  ReadonlyRootfs: true,
  CapDrop: ["ALL"],
  SecurityOpt: ["no-new-privileges:true"],
  Memory: 64 * MEBIBYTE,
  MemorySwap: 64 * MEBIBYTE,
  NanoCpus: 500_000_000,
  PidsLimit: 32,
  Ulimits: [
    { Name: "core", Soft: 0, Hard: 0 },
    { Name: "nofile", Soft: 1024, Hard: 1024 },
  ],
  RestartPolicy: { Name: "unless-stopped" },
  LogConfig: { Type: "json-file", Config: { "max-size": "2m", "max-file": "3" } },
};

export async function startHardened(docker: Docker, options: HandmadeOptions): Promise<Docker.Container> {
  const host = { ...HARDENED_HOST, ...options.host };
  return start(docker, { ...options, host, config: { User: "1000:1000", ...options.config } });
}

export async function start(docker: Docker, options: HandmadeOptions): Promise<Docker.Container> {
  const [first = "none", ...others] = options.networks ?? [];
  const container = await docker.createContainer({
    name: options.name,
    Image: IMAGE,
    Entrypoint: ["/busybox"],
    Cmd: [...(options.command ?? ["sleep", "3600"])],
    ...options.config,
    HostConfig: { NetworkMode: first, ...options.host },
  });
  for (const network of others) await docker.getNetwork(network).connect({ Container: container.id });
  await container.start();
  return container;
}

/** Runs a busybox command to its end in a running container. */
export async function execute(container: Docker.Container, command: readonly string[], user?: string): Promise<void> {
  const made = await container.exec({ Cmd: ["/busybox", ...command], User: user, AttachStdout: true });
  await drained(await made.start({}));
}

/** Starts a busybox command in a running container and leaves it there. */
export async function leaveRunning(
  container: Docker.Container,
  command: readonly string[],
  user: string,
): Promise<void> {
  const made = await container.exec({ Cmd: ["/busybox", ...command], User: user });
  await drained(await made.start({ Detach: true }));
}

function drained(stream: NodeJS.ReadableStream): Promise<unknown> {
  return new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject).resume());
}

/** Removes these containers, one at a time: removed together, engine 20.10 loses count of its network's users. */
export async function removeAll(containers: readonly Docker.Container[]): Promise<void> {
  for (const container of containers) await container.remove({ force: true, v: true });
}
