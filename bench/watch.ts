import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";

import { neverAllHealthy } from "./errors";

export interface Expected {
  /** `name=value`, which all containers of a platform carry. */
  readonly label: string;
  readonly healthy: number;
  readonly jobsDone: number;
  /** Containers that must be gone, by id. @default - none */
  readonly gone?: ReadonlySet<string>;
}

/** The engine is asked so often; both sides in the same way, since their own words differ. */
const EVERY_MS = 200;
const MOST_SECONDS = 240;

/** Seconds until a command has ended, and until all is healthy for good. */
export async function timed<T>(docker: Docker, expected: Expected, command: () => Promise<T>) {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let ended: number | undefined;
  const running = command().finally(() => (ended = seconds()));
  running.catch(() => undefined); // looked at below, when the engine has answered
  let since: number | undefined;
  while (ended === undefined || since === undefined) {
    const found = await containersOf(docker, expected.label);
    since = isComplete(found, expected) ? (since ?? seconds()) : undefined;
    if (seconds() > MOST_SECONDS) throw neverAllHealthy(MOST_SECONDS, found.map(inWords));
    if (ended !== undefined) await running; // a command that failed ends the wait
    await pause(EVERY_MS);
  }
  return { result: await running, allHealthy: since, commandEnded: ended };
}

/** True when as many are healthy, and as many jobs done, as there should be, and nothing else runs. */
export function isComplete(found: readonly Container[], { healthy, jobsDone, gone = new Set() }: Expected): boolean {
  const running = found.filter(({ State }) => State === "running");
  const done = found.filter(({ Status }) => Status.startsWith("Exited (0)"));
  const isHealthy = running.every(({ Status }) => Status.endsWith("(healthy)"));
  return isHealthy && running.length === healthy && done.length >= jobsDone && !found.some(({ Id }) => gone.has(Id));
}

type Container = Pick<Docker.ContainerInfo, "Id" | "State" | "Status" | "Names">;

const inWords = ({ Names, Status }: Container) => `${Names.join(", ")}: ${Status}`;

export function containersOf(docker: Docker, label: string): Promise<Docker.ContainerInfo[]> {
  return docker.listContainers({ all: true, filters: { label: [label] } });
}

/** Ids of what runs, by name. */
export async function runningIds(docker: Docker, label: string): Promise<ReadonlyMap<string, string>> {
  const found = await containersOf(docker, label);
  const running = found.filter(({ State }) => State === "running");
  return new Map(running.map(({ Id, Names }) => [Names[0] ?? Id, Id]));
}

/** When the first running container was created and the last one started, by the engine's clock, which is ours. */
export async function startTimes(docker: Docker, label: string) {
  const ids = await runningIds(docker, label);
  const all = await Promise.all([...ids.values()].map((id) => docker.getContainer(id).inspect()));
  return {
    created: Math.min(...all.map(({ Created }) => Date.parse(Created))),
    started: Math.max(...all.map(({ State }) => Date.parse(State.StartedAt))),
  };
}
