import { PassThrough, type Readable } from "node:stream";
import type Docker from "dockerode";
import { tarEntries } from "../../../operations/images/tar-entries";
import { neverHappened } from "./errors";

/** How a container of the tests differs from a fully hardened one without network. */
export interface ContainerOptions {
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: readonly string[];
  /** Volumes and binds as `source:target[:ro]`. */
  readonly binds?: readonly string[];
  readonly user?: string;
  readonly stopSignal?: string;
}

/** What a container said and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Creates a container with everything that the platform hardens: read-only root, no capabilities, no new privileges. */
export function hardened(docker: Docker, image: string, options: ContainerOptions = {}): Promise<Docker.Container> {
  return docker.createContainer({
    Image: image,
    Entrypoint: options.entrypoint && [...options.entrypoint],
    Cmd: options.command && [...options.command],
    Env: [...(options.environment ?? [])],
    User: options.user,
    HostConfig: {
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges"],
      NetworkMode: "none",
      Tmpfs: { "/tmp": "" },
      Binds: [...(options.binds ?? [])],
    },
  });
}

/** Runs a container to its end and removes it. */
export async function outcome(docker: Docker, image: string, options: ContainerOptions = {}): Promise<Outcome> {
  const container = await hardened(docker, image, options);
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { readonly StatusCode: number };
    return { code: StatusCode, output: await logsOf(container) };
  } finally {
    await container.remove({ force: true, v: true });
  }
}

/** Every path of an image with its mode. */
export async function fileModes(docker: Docker, image: string): Promise<ReadonlyMap<string, number>> {
  const container = await docker.createContainer({ Image: image });
  const modes = new Map<string, number>();
  const archive = (await container.export()) as Readable;
  for await (const { header } of tarEntries(archive)) modes.set(header.name, header.mode);
  await container.remove();
  return modes;
}

/** Everything that a container has printed. */
export async function logsOf(container: Docker.Container): Promise<string> {
  const multiplexed = await container.logs({ stdout: true, stderr: true });
  return unframed(multiplexed);
}

/** Runs a command in a running container. */
export async function inside(
  docker: Docker,
  container: Docker.Container,
  command: readonly string[],
): Promise<Outcome> {
  const exec = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  const both = new PassThrough();
  docker.modem.demuxStream(stream, both, both);
  stream.once("end", () => both.end());
  const chunks = (await both.toArray()) as Buffer[];
  const { ExitCode } = await exec.inspect();
  return { code: ExitCode ?? -1, output: Buffer.concat(chunks).toString() };
}

/** Waits until `check` holds, at most half a minute. */
export async function eventually(check: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw neverHappened();
}

/** https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach (stream format) */
function unframed(frames: Buffer): string {
  let text = "";
  for (let at = 0; at + 8 <= frames.length;) {
    const size = frames.readUInt32BE(at + 4);
    text += frames.subarray(at + 8, at + 8 + size).toString();
    at += 8 + size;
  }
  return text;
}
