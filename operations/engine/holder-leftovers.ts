import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type Docker from "dockerode";

import { isAlive } from "../process";
import { engineRefused, statusOf, wordsOf } from "./errors";

const KIND = "bulwark.kind";
const RUN = "bulwark.run";
/** Longer than any run needs its holder: older ones are leftovers, wherever they come from. */
const DEAD_AFTER_SECONDS = 600;

export const HOLDER_LABELS: Readonly<Record<string, string>> = { [KIND]: "holder", [RUN]: `${here()} ${process.pid}` };

/** Removes the holders of runs that were killed: those of dead processes of this machine, and old ones of any. */
export async function removeDeadHolders(docker: Docker): Promise<void> {
  const filters = { label: [`${KIND}=holder`] };
  const found = await docker.listContainers({ all: true, filters }).catch((error: unknown) => {
    throw engineRefused("list its containers", wordsOf(error));
  });
  for (const { Id, Labels, Created } of found) {
    if (isDead(Labels[RUN] ?? "", Created)) await removed(docker, Id);
  }
}

/** `run` is the label of the run, `created` seconds since 1970. */
export function isDead(run: string, created: number, now: Date = new Date()): boolean {
  const [place, pid] = run.split(" ");
  if (place === here() && !isAlive(Number(pid))) return true;
  return now.getTime() / 1000 - created > DEAD_AFTER_SECONDS;
}

/** Where a process id means a process: the machine and, on Linux, the namespace. */
function here(): string {
  try {
    return `${hostname()}/${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return `${hostname()}/without-proc`;
  }
}

/** Another run may have been faster. */
async function removed(docker: Docker, id: string): Promise<void> {
  try {
    await docker.getContainer(id).remove({ force: true, v: true });
  } catch (error) {
    if (![404, 409].includes(statusOf(error) ?? 0)) throw engineRefused("remove a leftover container", wordsOf(error));
  }
}
