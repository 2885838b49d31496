import type { BulwarkError } from "../errors";
import { releasesFailed, releasesPending } from "./errors";
import type { KubernetesDeployment } from "./deployment";
import type { ReleaseEffect } from "./effects";
import { newSince, reasonsOf, type ClusterEvent, type Reason } from "./failure-reasons";
import type { ReleaseEntry } from "./manifest";
import { failedSince, pendingIn, revisionsOf, type Revisions } from "./revisions";
import { warningsOf } from "./warnings";
import { isPodReady, podsOf } from "./workloads";

/** How the cluster was before an apply, by which its failure can be explained. */
export class ApplyWatch {
  static async begin(deployment: KubernetesDeployment): Promise<ApplyWatch> {
    const { cluster, manifest } = deployment;
    const [revisions, events] = await Promise.all([revisionsOf(cluster, manifest), warningsOf(cluster, manifest)]);
    return new ApplyWatch(deployment, revisions, events);
  }

  private constructor(
    private readonly deployment: KubernetesDeployment,
    private readonly revisions: Revisions,
    private readonly events: readonly ClusterEvent[],
  ) {}

  /** @throws BulwarkError with exit code 1 for what Helm would refuse: a release that a killed run left half done */
  requireNonePending(): void {
    const pending = pendingIn(this.revisions);
    if (pending.size === 0) return;
    const { releases } = this.deployment.manifest;
    const namespace = releases.find(({ component }) => pending.has(component))!.namespace;
    throw releasesPending([...pending.keys()], [...pending.values()], namespace);
  }

  /** Of the releases that the apply was to change, those that did not come up. */
  async failed(effects: readonly ReleaseEffect[]): Promise<readonly ReleaseEntry[]> {
    const { cluster, manifest } = this.deployment;
    const after = await revisionsOf(cluster, manifest);
    const touched = new Set(effects.map(({ address }) => address));
    return manifest.releases.filter(
      ({ address, component }) => touched.has(address) && failedSince(component, this.revisions, after),
    );
  }

  /** What Helm hides: why each of them failed, and what still serves. */
  async explained(failed: readonly ReleaseEntry[], said: string): Promise<BulwarkError> {
    const { cluster, manifest } = this.deployment;
    const events = newSince(this.events, await warningsOf(cluster, manifest));
    const reasons = reasonsOf(events, failed);
    const parts = await Promise.all(
      failed.map(async (release) => {
        const own = reasons.filter(({ component }) => component === release.component);
        return partOf(release, own, await this.serving(release));
      }),
    );
    return releasesFailed(manifest.environment, parts, shortened(said));
  }

  private async serving(release: ReleaseEntry): Promise<string> {
    if ((this.revisions.get(release.component) ?? []).length === 0) return "nothing: it was not installed before";
    const pods = await podsOf(this.deployment.cluster, release);
    const ready = pods.filter(isPodReady).length;
    return ready > 0 ? `the revision before, ${ready} pods ready` : "nothing: no pod of the revision before is ready";
  }
}

function partOf({ component }: ReleaseEntry, reasons: readonly Reason[], serving: string): string {
  const why = reasons.map(({ what, said, fix }) => `  ${component}: ${what}\n    ${said}\n    Fix: ${fix}`);
  const unknown = `  ${component}: the cluster gave no warning; look at its pods: kubectl describe pod`;
  return `${(why.length > 0 ? why : [unknown]).join("\n")}\n    Serving: ${serving}`;
}

/** Of Terraform's words what Helm said, each once; else the last line. */
function shortened(said: string): string {
  const lines = said.split("\n").map((line) => line.replace(/^[\s│╷╵]+/, "").trim());
  const errors = lines.flatMap((line) => /^Error: (.+)$/.exec(line)?.[1] ?? []);
  return [...new Set(errors)].join("; ") || (lines.filter(Boolean).at(-1) ?? "");
}
