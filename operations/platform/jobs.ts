import type Docker from "dockerode";
import type { Deployment } from "../deployment";
import { jobFailed } from "./errors";

/** Runs an apply; when a job of it fails, the error shows the job's own words, since Terraform knows only the exit code. */
export async function withJobLogs(deployment: Deployment, apply: () => Promise<void>): Promise<void> {
  try {
    await apply();
  } catch (error) {
    const failed = await failedJob(deployment);
    throw failed ? jobFailed(failed.name, failed.log, (error as Error).message) : error;
  }
}

async function failedJob({ docker, manifest }: Deployment): Promise<{ name: string; log: string } | undefined> {
  for (const { name } of manifest.jobs) {
    const container = docker.getContainer(name);
    const state = await stateOf(container);
    if (!state || state.ExitCode === 0) continue;
    const log = await container.logs({ stdout: true, stderr: true, tail: 20 });
    return { name, log: withoutFrames(log) };
  }
  return undefined;
}

/** The engine puts 8 bytes before each piece of a log. https://docs.docker.com/reference/api/engine/version/v1.41/ */
export function withoutFrames(log: Buffer): string {
  const pieces: string[] = [];
  for (let at = 0; at + 8 <= log.length;) {
    const size = log.readUInt32BE(at + 4);
    pieces.push(log.subarray(at + 8, at + 8 + size).toString());
    at += 8 + size;
  }
  return pieces.join("").trim();
}

/**
 * Removes job containers that failed: their postcondition would else fail every later plan, before anything is planned.
 * Terraform finds them gone and runs them again.
 */
export async function removeFailedJobs({ docker, manifest }: Deployment): Promise<void> {
  for (const { name } of manifest.jobs) {
    const container = docker.getContainer(name);
    const state = await stateOf(container);
    if (state && !state.Running && state.ExitCode !== 0) await container.remove({ force: true, v: true });
  }
}

function stateOf(container: Docker.Container): Promise<Docker.ContainerInspectInfo["State"] | undefined> {
  return container.inspect().then(
    ({ State }) => State,
    () => undefined,
  );
}
