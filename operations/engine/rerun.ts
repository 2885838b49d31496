import type Docker from "dockerode";

import { endedAtOnce, engineRefused, jobFailed, jobTooSlow, notHealthy, wordsOf } from "./errors";

const JOB_SECONDS = 300;
const HEALTH_SECONDS = 180;
const POLL_MS = 250;

/**
 * Starts a job's container once more and waits for its end. Its log is not shown: a database may quote the statement
 * that failed, with the password in it.
 *
 * @throws BulwarkError with exit code 4 when it fails or takes longer than five minutes
 */
export async function runJobAgain(docker: Docker, name: string, timeoutSeconds = JOB_SECONDS): Promise<void> {
  const container = docker.getContainer(name);
  await ended(container, name, timeoutSeconds);
  await refusable(`start the job ${name}`, container.start());
  const exitCode = await ended(container, name, timeoutSeconds);
  if (exitCode !== 0) throw jobFailed(name, exitCode);
}

/**
 * Restarts a container, with the grace that it was made with, and waits until it is healthy; until it runs, where it
 * has no health check.
 *
 * @throws BulwarkError with exit code 4 when it ends for good, or is not healthy three minutes later
 */
export async function restartUntilHealthy(
  docker: Docker,
  name: string,
  timeoutSeconds = HEALTH_SECONDS,
): Promise<void> {
  const container = docker.getContainer(name);
  await refusable(`restart ${name}`, container.restart());
  const deadline = Date.now() + timeoutSeconds * 1000;
  for (;;) {
    const { State } = await refusable(`show ${name}`, container.inspect());
    const state = State.Health?.Status ?? State.Status;
    if (State.Running && (state === "healthy" || state === "running")) return;
    if (["exited", "dead"].includes(State.Status)) throw endedAtOnce(name, State.ExitCode);
    if (Date.now() > deadline) throw notHealthy(name, state, timeoutSeconds);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function ended(container: Docker.Container, name: string, timeoutSeconds: number): Promise<number> {
  const abortSignal = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    const { StatusCode } = (await container.wait({ abortSignal })) as { readonly StatusCode: number };
    return StatusCode;
  } catch (error) {
    if (abortSignal.aborted) throw jobTooSlow(name, timeoutSeconds);
    throw engineRefused(`wait for the job ${name}`, wordsOf(error));
  }
}

async function refusable<T>(what: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw engineRefused(what, wordsOf(error));
  }
}
