import type Docker from "dockerode";
import type { Deployment } from "../deployment";
import { JobPhase, type JobEntry } from "../manifest";
import { jobFailed, rollJobFailed } from "./errors";
import { lastLogLines } from "./log-lines";

/** Runs an apply; when a job of it fails, the error shows the job's own words, since Terraform knows only the exit code. */
export async function withJobLogs(deployment: Deployment, apply: () => Promise<void>): Promise<void> {
  try {
    await apply();
  } catch (error) {
    const failed = await failedJob(deployment);
    if (!failed) throw error;
    const log = (await lastLogLines(deployment.docker, failed.name, 20)).join("\n");
    throw failed.phase === JobPhase.ROLL
      ? rollJobFailed(failed.name, failed.component, failed.exitCode, log)
      : jobFailed(failed.name, log, (error as Error).message);
  }
}

type FailedJob = JobEntry & { readonly exitCode: number };

async function failedJob({ docker, manifest }: Deployment): Promise<FailedJob | undefined> {
  for (const job of manifest.jobs) {
    const state = await stateOf(docker.getContainer(job.name));
    if (state && !state.Running && state.ExitCode !== 0) return { ...job, exitCode: state.ExitCode };
  }
  return undefined;
}

/**
 * Removes job containers that failed: their postcondition would else fail every later plan, before anything is planned.
 * Terraform finds them gone and runs them again. Earlier generations of a job, which Terraform did not come to remove
 * when an apply stopped half-way, make room for one of the same name: an edit that is taken back makes it. These are not
 * removed: Terraform 1.11 makes a resource twice when a deposed object of it is gone.
 */
export async function removeFailedJobs({ docker, manifest }: Deployment): Promise<void> {
  const filters = { label: [`bulwark.environment=${manifest.environment}`, "bulwark.kind=job"] };
  const found = await docker.listContainers({ all: true, filters });
  const newestFirst = [...found].sort((a, b) => b.Created - a.Created);
  const known = new Set<string | undefined>();
  for (const { Id, Names, Labels } of newestFirst) {
    const path = Labels["bulwark.path"];
    if (known.has(path)) await makeRoom(docker.getContainer(Id), Names[0]!.replace(/^\//, ""));
    else await removeIfFailed(docker.getContainer(Id));
    known.add(path);
  }
}

async function makeRoom(container: Docker.Container, name: string): Promise<void> {
  const suffix = `-${container.id.slice(0, 12)}`;
  if (!name.endsWith(suffix)) await container.rename({ name: `${name}${suffix}` });
}

async function removeIfFailed(container: Docker.Container): Promise<void> {
  const state = await stateOf(container);
  if (state && !state.Running && state.ExitCode !== 0) await container.remove({ force: true, v: true });
}

function stateOf(container: Docker.Container): Promise<Docker.ContainerInspectInfo["State"] | undefined> {
  return container.inspect().then(
    ({ State }) => State,
    () => undefined,
  );
}
