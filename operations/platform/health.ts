import type Docker from "dockerode";
import { statusOf } from "../engine/errors";
import type { Manifest } from "../manifest";
import { lastLogLines } from "./log-lines";
import { neverHealthy } from "./errors";

type Report = (line: string) => void;

export interface HealthState {
  readonly component: string;
  readonly name: string;
  /** Docker's word: `starting`, `healthy`, `unhealthy`; or the container's state when it does not run. */
  readonly health: string;
  readonly restarts: number;
  /** What a healthy one says all the same, in its own words. */
  readonly note?: string | undefined;
}

/** How a check that succeeds begins a line that an operator should read. */
const NOTE = /^note: (.*)$/m;

/** The health of every container of the manifest, as the engine sees it now. */
export async function healthOf(docker: Docker, manifest: Manifest): Promise<readonly HealthState[]> {
  return Promise.all(
    manifest.containers.map(async ({ component, name }) => {
      const found = await inspected(docker, name);
      const state = found?.State;
      const health = !state ? "missing" : state.Running ? (state.Health?.Status ?? "running") : state.Status;
      const [, note] = NOTE.exec(state?.Health?.Log?.at(-1)?.Output ?? "") ?? [];
      return { component, name, health, restarts: found?.RestartCount ?? 0, note };
    }),
  );
}

/** Returns once all are healthy. @throws BulwarkError with exit code 1 and the last health log of those that are not */
export async function waitUntilHealthy(
  docker: Docker,
  manifest: Manifest,
  report: Report,
  timeoutSeconds = 300,
): Promise<readonly HealthState[]> {
  const deadline = Date.now() + timeoutSeconds * 1000;
  const scheduled = new Set(manifest.containers.filter(({ schedule }) => schedule).map(({ name }) => name));
  for (;;) {
    const states = await healthOf(docker, manifest);
    const waiting = states.filter(({ name, health }) => !isGood(health, scheduled.has(name)));
    if (waiting.length === 0) return states;
    report(`waiting for ${waiting.map(({ component, health }) => `${component} (${health})`).join(", ")}`);
    if (Date.now() > deadline)
      throw neverHealthy(await Promise.all(waiting.map((one) => reasonOf(docker, one))), timeoutSeconds);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The health of a scheduled job tells how its last run ended, and waiting does not change that. */
function isGood(health: string, isScheduled: boolean): boolean {
  return health === "healthy" || (isScheduled && ["starting", "unhealthy"].includes(health));
}

/** Why containers that are made before the earlier ones go are not healthy: the engine has given them up, or they end. */
export async function failedRolls(docker: Docker, manifest: Manifest): Promise<readonly string[]> {
  const containers = manifest.containers.filter(({ lifecycle }) => lifecycle === "rolling");
  const states = await healthOf(docker, { ...manifest, containers });
  const failed = states.filter(({ health, restarts }) => health !== "healthy" && (restarts > 0 || hasFailed(health)));
  return Promise.all(failed.map((one) => reasonOf(docker, one)));
}

const hasFailed = (health: string) => ["unhealthy", "exited", "restarting", "dead"].includes(health);

/** In the engine's words: state, exit code, the last probes, and the end of the log. */
async function reasonOf(docker: Docker, { name, health, restarts }: HealthState): Promise<string> {
  const state = (await inspected(docker, name))?.State;
  if (!state) return `${name}: there is no such container`;
  const probes = (state.Health?.Log ?? [])
    .slice(-3)
    .map(({ ExitCode, Output }) => `probe ended with ${ExitCode}: ${Output.trim().slice(0, 300)}`);
  const ended = state.Running ? [] : [`exit code ${state.ExitCode}`];
  const often = restarts > 0 ? [`restarted ${restarts} times`] : [];
  const killed = state.OOMKilled ? ["killed because it was out of memory"] : [];
  const log = await lastLogLines(docker, name, 20);
  return [`${name}: ${[health, ...ended, ...often, ...killed].join(", ")}`, ...probes, ...log].join("\n      ");
}

async function inspected(docker: Docker, name: string) {
  try {
    return await docker.getContainer(name).inspect();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
