import { setTimeout as pause } from "node:timers/promises";
import type Docker from "dockerode";

/** Longer than anything may take; only what hangs reaches it. */
const MOST_SECONDS = 90;

/** Seconds until `check` holds. */
export async function secondsUntil(what: string, check: () => Promise<boolean>): Promise<number> {
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  while (!(await check())) {
    if (elapsed() > MOST_SECONDS) throw tooLong(what);
    await pause(100);
  }
  return elapsed();
}

/** Does something to a container that ends its process, and says after how many seconds it runs again, healthy. */
export async function secondsToHeal(docker: Docker, name: string, harm: (pid: number) => unknown): Promise<number> {
  const container = docker.getContainer(name);
  const { StartedAt, Pid } = (await container.inspect()).State;
  await harm(Pid);
  return secondsUntil(`${name} is healthy`, async () => {
    const { State } = await container.inspect();
    return State.StartedAt !== StartedAt && State.Health?.Status === "healthy";
  });
}

const tooLong = (what: string) => new Error(`not so after ${MOST_SECONDS} s: ${what}`);
