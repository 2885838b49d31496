import type Docker from "dockerode";
import type { Deployment } from "../deployment";
import { engineRefused, statusOf, wordsOf } from "../engine/errors";
import { runJobAgain } from "../engine/rerun";
import { JobPhase, type RestoreEntry } from "../manifest";
import { lastLogLines } from "../platform/log-lines";
import { editedSinceUp, stepFailed } from "./errors";

/** What a restore job is asked to do. */
type Wish = "look" | "restore";

type Surroundings = Pick<Deployment, "docker" | "manifest">;

/** More lines than anybody reads. */
const LINES = 10_000;

/** What a component holds, a line for each thing; nothing of an empty one. */
export async function whatIsThere(around: Surroundings, entry: RestoreEntry): Promise<readonly string[]> {
  return run(around, entry, "look");
}

/** Puts what was fetched in the place of what a component holds, and gives its accounts their rights again. */
export async function bringBack(around: Surroundings, entry: RestoreEntry): Promise<void> {
  await run(around, entry, "restore");
  const own = around.manifest.jobs.filter(
    ({ component, phase }) => component === entry.component && phase === JobPhase.AFTER,
  );
  for (const { name } of own) await runJobAgain(around.docker, name);
}

async function run({ docker, manifest }: Surroundings, entry: RestoreEntry, wish: Wish): Promise<readonly string[]> {
  const name = `${manifest.environment}-${entry.component}-restore`;
  await requireApplied(docker, manifest.environment, entry);
  await docker
    .getContainer(name)
    .remove({ force: true, v: true })
    .catch(() => undefined);
  const container = await created(docker, { name, ...settingsOf(manifest.environment, entry, wish) });
  try {
    await container.start();
    const { StatusCode } = (await container.wait()) as { readonly StatusCode: number };
    const said = await lastLogLines(docker, name, LINES);
    if (StatusCode !== 0)
      throw stepFailed(`${wish === "look" ? "looking into" : "restoring"} ${entry.component}`, name, said.join("\n"));
    return said;
  } finally {
    await container.remove({ force: true, v: true });
  }
}

/** The engine would make a volume that is not there, and it would be empty. */
async function requireApplied(docker: Docker, environment: string, { mounts }: RestoreEntry): Promise<void> {
  for (const { source } of mounts.filter(({ type }) => type === "volume")) {
    try {
      await docker.getVolume(source).inspect();
    } catch (error) {
      throw statusOf(error) === 404 ? editedSinceUp(environment) : engineRefused("show a volume", wordsOf(error));
    }
  }
}

async function created(docker: Docker, options: Docker.ContainerCreateOptions): Promise<Docker.Container> {
  try {
    return await docker.createContainer(options);
  } catch (error) {
    throw engineRefused(`create ${options.name}`, wordsOf(error));
  }
}

function settingsOf(environment: string, entry: RestoreEntry, wish: Wish): Docker.ContainerCreateOptions {
  const [program = "", ...args] = entry.command;
  const memory = entry.memoryMiB * 1024 * 1024;
  return {
    Image: entry.image,
    User: entry.user,
    Entrypoint: [program],
    Cmd: [...args, wish],
    Labels: { "bulwark.environment": environment, "bulwark.kind": "restore" },
    HostConfig: {
      NetworkMode: entry.networks[0] ?? "none",
      Init: true,
      ReadonlyRootfs: true,
      CapDrop: ["ALL"],
      SecurityOpt: ["no-new-privileges:true"],
      IpcMode: "private",
      Memory: memory,
      MemorySwap: memory,
      PidsLimit: entry.processes,
      Ulimits: [{ Name: "core", Soft: 0, Hard: 0 }],
      LogConfig: { Type: "json-file", Config: { "max-size": "10m", "max-file": "1" } },
      Tmpfs: { ...entry.temporary },
      Mounts: entry.mounts.map(({ type, source, target, readOnly }) => ({
        Type: type,
        Source: source,
        Target: target,
        ReadOnly: readOnly,
      })),
    },
  };
}
