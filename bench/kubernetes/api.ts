import { Cluster, type Access } from "../../operations/kubernetes/client";
import type { KubernetesManifest } from "../../operations/kubernetes/manifest";
import { mapAtMost } from "../../operations/at-most";
import type { RenderedManifest } from "./project";

/** As many requests at once as Terraform has releases at once. */
const AT_ONCE = 64;

/** What an API server is sent and asked without Terraform and Helm. */
export class DirectApi {
  static async connect(access: Required<Access>): Promise<DirectApi> {
    const { KubeConfig, KubernetesObjectApi, PatchStrategy } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    config.loadFromFile(access.kubeconfig);
    config.setCurrentContext(access.context);
    const objects = KubernetesObjectApi.makeApiClient(config);
    const apply = async (one: RenderedManifest) => {
      await objects.patch(one, undefined, undefined, "bench", true, PatchStrategy.ServerSideApply);
    };
    return new DirectApi(await Cluster.connect(access), apply);
  }

  private constructor(
    readonly cluster: Cluster,
    private readonly applyOne: (manifest: RenderedManifest) => Promise<void>,
  ) {}

  /** As `kubectl apply --server-side` does. https://kubernetes.io/docs/reference/using-api/server-side-apply/ */
  async apply(manifests: readonly RenderedManifest[]): Promise<void> {
    await mapAtMost(AT_ONCE, manifests, (manifest) => this.applyOne(manifest));
  }

  /** Whether every server of a platform runs its newest template, with all its pods ready. */
  async areReady({ namespaces, releases }: KubernetesManifest): Promise<boolean> {
    const found = await Promise.all(namespaces.map((namespace) => this.workloadsIn(namespace)));
    return found.flat().length === releases.length && found.flat().every(Boolean);
  }

  async areGone({ namespaces }: KubernetesManifest): Promise<boolean> {
    const found = await Promise.all(
      namespaces.map((name) => this.cluster.tryAsk(({ core }) => core.readNamespace({ name }))),
    );
    return found.every((one) => one === undefined);
  }

  /** What is in them goes with them. */
  async deleteNamespaces({ namespaces }: KubernetesManifest): Promise<void> {
    await Promise.all(namespaces.map((name) => this.cluster.ask(({ core }) => core.deleteNamespace({ name }))));
  }

  /** Those that serve; those of jobs come and go. */
  async podCount({ namespaces }: KubernetesManifest): Promise<number> {
    const labelSelector = "app.kubernetes.io/component=server";
    const lists = await Promise.all(
      namespaces.map((namespace) =>
        this.cluster.ask(({ core }) => core.listNamespacedPod({ namespace, labelSelector })),
      ),
    );
    return lists.reduce((sum, { items }) => sum + items.length, 0);
  }

  private async workloadsIn(namespace: string): Promise<readonly boolean[]> {
    const [deployments, statefulSets, daemonSets] = await Promise.all([
      this.cluster.ask(({ apps }) => apps.listNamespacedDeployment({ namespace })),
      this.cluster.ask(({ apps }) => apps.listNamespacedStatefulSet({ namespace })),
      this.cluster.ask(({ apps }) => apps.listNamespacedDaemonSet({ namespace })),
    ]);
    const replicated = [...deployments.items, ...statefulSets.items].map(({ metadata, spec, status }) => ({
      current: metadata?.generation === status?.observedGeneration,
      desired: spec?.replicas ?? 1,
      counts: [status?.replicas, status?.readyReplicas, status?.updatedReplicas],
    }));
    const everywhere = daemonSets.items.map(({ metadata, status }) => ({
      current: metadata?.generation === status?.observedGeneration,
      desired: status?.desiredNumberScheduled ?? 0,
      counts: [status?.currentNumberScheduled, status?.numberReady, status?.updatedNumberScheduled],
    }));
    return [...replicated, ...everywhere].map(
      ({ current, desired, counts }) => current && desired > 0 && counts.every((count) => count === desired),
    );
  }
}
