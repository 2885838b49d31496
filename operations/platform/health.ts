import type Docker from "dockerode";
import { statusOf } from "../engine/errors";
import type { Manifest } from "../manifest";
import { neverHealthy } from "./errors";

type Report = (line: string) => void;

export interface HealthState {
  readonly component: string;
  readonly name: string;
  /** Docker's word: `starting`, `healthy`, `unhealthy`; or the container's state when it does not run. */
  readonly health: string;
  readonly restarts: number;
}

/** The health of every container of the manifest, as the engine sees it now. */
export async function healthOf(docker: Docker, manifest: Manifest): Promise<readonly HealthState[]> {
  return Promise.all(
    manifest.containers.map(async ({ component, name }) => {
      const found = await inspected(docker, name);
      const state = found?.State;
      const health = !state ? "missing" : state.Running ? (state.Health?.Status ?? "running") : state.Status;
      return { component, name, health, restarts: found?.RestartCount ?? 0 };
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
  for (;;) {
    const states = await healthOf(docker, manifest);
    const waiting = states.filter(({ health }) => health !== "healthy");
    if (waiting.length === 0) return states;
    report(`waiting for ${waiting.map(({ component, health }) => `${component} (${health})`).join(", ")}`);
    if (Date.now() > deadline)
      throw neverHealthy(await Promise.all(waiting.map((one) => reasonOf(docker, one))), timeoutSeconds);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function reasonOf(docker: Docker, { name, health }: HealthState): Promise<string> {
  const state = (await inspected(docker, name))?.State;
  if (!state) return `${name}: there is no such container`;
  const probe = state.Health?.Log?.at(-1);
  const ending = state.Running ? "" : `, exit code ${state.ExitCode}${state.OOMKilled ? ", out of memory" : ""}`;
  return `${name}: ${health}${ending}${probe ? `; last probe ended with ${probe.ExitCode}: ${probe.Output.trim().slice(0, 300)}` : ""}`;
}

async function inspected(docker: Docker, name: string) {
  try {
    return await docker.getContainer(name).inspect();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}
