import { setTimeout as pause } from "node:timers/promises";
import type { Cluster } from "./client";
import { notReady } from "./errors";
import { reasonsOf } from "./failure-reasons";
import type { KubernetesManifest } from "./manifest";
import { warningsOf } from "./warnings";
import { isHealthy, workloadStates, type WorkloadState } from "./workloads";

const EVERY_MS = 500;

/**
 * Waits until the pods of every component are ready, as Helm has said that they are; a node may have gone since.
 *
 * @throws BulwarkError with exit code 1 that says of each that is not what the cluster says of it
 */
export async function waitUntilReady(
  cluster: Cluster,
  manifest: KubernetesManifest,
  seconds: number,
): Promise<readonly WorkloadState[]> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const states = await workloadStates(cluster, manifest);
    if (states.every(isHealthy)) return states;
    if (Date.now() > deadline) throw notReady(await lines(cluster, manifest, states), seconds);
    await pause(EVERY_MS);
  }
}

async function lines(cluster: Cluster, manifest: KubernetesManifest, states: readonly WorkloadState[]) {
  const reasons = reasonsOf(await warningsOf(cluster, manifest), manifest.releases);
  return states
    .filter((state) => !isHealthy(state))
    .map(({ release: { component }, ready, desired, health }) => {
      const reason = reasons.find((one) => one.component === component);
      return `  ${component}: ${health}, ${ready} of ${desired} pods ready${reason ? `; ${reason.what}: ${reason.said}\n    ${reason.fix}` : ""}`;
    });
}
