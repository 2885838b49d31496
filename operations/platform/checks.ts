import type Docker from "dockerode";
import { z } from "zod";
import type { Deployment } from "../deployment";
import { statusOf } from "../engine/errors";
import { packed } from "../engine/tar";
import { blockName, readStack, type CheckEntry, type Manifest } from "../manifest";
import { configurationInvalid } from "./errors";
import { lastLogLines } from "./log-lines";

/** The configuration on its way into volumes, as the stack's container carries it. */
const holderSchema = z.object({ upload: z.array(z.object({ file: z.string(), content_base64: z.string() })) });

type Upload = z.output<typeof holderSchema>["upload"][number];

/**
 * Looks whether configuration that is new is valid, before anything is changed: each check runs beside the platform, as
 * the user and with the image of its component. On the first start there is nothing that a wrong one could harm.
 *
 * @throws BulwarkError with exit code 2 and what the programs said
 */
export async function checkConfiguration({ docker, manifest, folder }: Deployment): Promise<void> {
  const wanted = await selected(manifest.checks, (check) => isNew(docker, manifest, check));
  if (wanted.length === 0) return;
  const { upload } = holderSchema.parse(readStack(folder).resource.docker_container[holderOf(manifest)]);
  const answers = await Promise.all(wanted.map((check) => answerOf(docker, manifest.environment, check, upload)));
  const faults = answers.filter(({ exitCode }) => exitCode !== 0);
  if (faults.length > 0) throw configurationInvalid(faults);
}

const holderOf = ({ configHolder = "" }: Manifest) => blockName(configHolder);

/** New is what another content, or another version of its program, stands beside a server that is there. */
async function isNew(docker: Docker, manifest: Manifest, check: CheckEntry): Promise<boolean> {
  const server = manifest.containers.find(({ component }) => component === check.component);
  const running = server && (await ifThere(docker.getContainer(server.name).inspect()));
  if (!running) return false;
  const volume = await ifThere(docker.getVolume(check.configVolume).inspect());
  return volume === undefined || running.Config.Image !== check.image;
}

async function answerOf(docker: Docker, environment: string, check: CheckEntry, uploads: readonly Upload[]) {
  const name = `${environment}-check-${check.component}-${check.name}`;
  await ifThere(docker.getContainer(name).remove({ force: true, v: true }));
  const container = await docker.createContainer({ name, ...settingsOf(environment, check) });
  try {
    await container.putArchive(await filesOf(check, uploads), { path: "/config" });
    await container.start();
    const { StatusCode } = (await container.wait()) as { readonly StatusCode: number };
    const said = (await lastLogLines(docker, name, 20)).join("\n");
    return { component: check.component, exitCode: StatusCode, said };
  } finally {
    await container.remove({ force: true, v: true });
  }
}

/** A volume without a name goes with its container, and takes files below a root that cannot be written to. */
function settingsOf(environment: string, check: CheckEntry): Docker.ContainerCreateOptions {
  const [program = "", ...args] = check.command;
  const memory = check.memoryMiB * 1024 * 1024;
  return {
    Image: check.image,
    User: check.user,
    Entrypoint: [program],
    Cmd: args,
    Labels: { "bulwark.environment": environment, "bulwark.kind": "check" },
    HostConfig: {
      NetworkMode: "none",
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      Memory: memory,
      MemorySwap: memory,
      PidsLimit: 64,
      Tmpfs: { "/tmp": "rw,nosuid,nodev,noexec,size=16m,mode=1777" },
      Mounts: [
        { Type: "volume", Source: "", Target: "/config" },
        ...check.secrets.map(({ source, target }) => ({
          Type: "bind" as const,
          Source: source,
          Target: target,
          ReadOnly: true,
        })),
      ],
    },
  };
}

function filesOf({ configVolume }: CheckEntry, uploads: readonly Upload[]): Promise<Buffer> {
  const folder = `/config/${configVolume}/`;
  const own = uploads.filter(({ file }) => file.startsWith(folder));
  const files = own.map(({ file, content_base64 }) => ({
    path: file.slice(folder.length),
    uid: 0,
    gid: 0,
    mode: 0o444,
    content: Buffer.from(content_base64, "base64"),
  }));
  return packed([], files);
}

async function selected<T>(all: readonly T[], chosen: (one: T) => Promise<boolean>): Promise<readonly T[]> {
  const verdicts = await Promise.all(all.map(chosen));
  return all.filter((_one, index) => verdicts[index]);
}

async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
