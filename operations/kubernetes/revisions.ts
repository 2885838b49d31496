import type { Cluster } from "./client";
import type { KubernetesManifest } from "./manifest";

/** One revision of a release, as Helm labels the Secret that it keeps it in. */
export interface Revision {
  readonly version: number;
  /** `deployed`, `failed`, `superseded`, `pending-upgrade`, … */
  readonly status: string;
}

/** By component, the oldest first; none for a release that is not installed. */
export type Revisions = ReadonlyMap<string, readonly Revision[]>;

/** What Helm knows of the releases of an environment. https://helm.sh/docs/topics/advanced/#storage-backends */
export async function revisionsOf(cluster: Cluster, { namespaces, releases }: KubernetesManifest): Promise<Revisions> {
  const lists = await Promise.all(
    namespaces.map((namespace) =>
      cluster.ask(({ core }) => core.listNamespacedSecret({ namespace, labelSelector: "owner=helm" })),
    ),
  );
  const labels = lists.flatMap(({ items }) => items.map(({ metadata }) => metadata?.labels ?? {}));
  return new Map(
    releases.map(({ component }) => {
      const own = labels.filter(({ name }) => name === component);
      const revisions = own.map(({ version, status }) => ({ version: Number(version), status: status ?? "" }));
      return [component, revisions.sort((a, b) => a.version - b.version)];
    }),
  );
}

/** Releases that a killed run left half done, as the names of the Secrets that say so. */
export const pendingIn = (revisions: Revisions): ReadonlyMap<string, string> =>
  new Map(
    [...revisions].flatMap(([component, all]) => {
      const last = all.at(-1);
      const isPending = last?.status.startsWith("pending-") ?? false;
      return isPending ? [[component, `sh.helm.release.v1.${component}.v${last!.version}`] as const] : [];
    }),
  );

const newest = (revisions: readonly Revision[] = []): number => revisions.at(-1)?.version ?? 0;

/** Whether one was tried since and did not come to serve: undone, half done, or removed with its first install. */
export function failedSince(component: string, before: Revisions, after: Revisions): boolean {
  const [earlier, later] = [before.get(component), after.get(component)];
  if (newest(later) === 0) return true;
  return (later ?? []).some(({ version, status }) => version > newest(earlier) && /^(failed|pending)/.test(status));
}
