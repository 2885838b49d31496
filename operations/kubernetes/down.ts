import { rm } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { Environment } from "../../config";
import { whileLocked } from "../installation";
import { runLanes, type Task } from "../progress";
import { environmentFolder, projectPaths } from "../project";
import { setUpLanes } from "../set-up";
import { TerraformRunner, type TerraformTool } from "../terraform/runner";
import type { Cluster } from "./client";
import { openKubernetes, type KubernetesDeployment } from "./deployment";
import { namespacesLeft } from "./errors";
import { NAMESPACES } from "./manifest";
import { KUBERNETES_TOOLS } from "./tools";

export interface DownOptions {
  readonly quiet: boolean;
  /** Removes claims, Secrets, the namespaces and what is kept beside the state, too. */
  readonly volumes: boolean;
}

/** Removes the releases of an environment; what they stored and the Secrets that it knows stay, unless `volumes` is said. */
export async function downOnKubernetes(environment: Environment, options: DownOptions): Promise<string> {
  const { tools, terraform } = setUpLanes("", KUBERNETES_TOOLS);
  await runLanes([tools], options);
  return whileLocked(projectPaths(), environment.name, "down", async () => {
    const deployment = await openKubernetes(environment);
    const releases = releasesTask(deployment, terraform(), options);
    const rest = [namespacesTask(deployment), recordsTask(deployment)];
    await runLanes([[releases, ...(options.volumes ? rest : [])]], options);
    return options.volumes ? `${environment.name}: removed` : keptText(deployment);
  });
}

function releasesTask({ folder }: KubernetesDeployment, tool: TerraformTool, { volumes }: DownOptions): Task {
  return {
    title: "Remove releases",
    run: async (report) => {
      const terraform = new TerraformRunner(tool, folder, report);
      await terraform.init();
      if (volumes) return destroyed(terraform);
      const state = await terraform.pullState();
      const addresses = (state?.resources ?? []).map(({ type, name }) => `${type}.${name}`);
      const targets = addresses.filter((address) => address !== NAMESPACES).map((address) => `-target=${address}`);
      if (targets.length > 0) await destroyed(terraform, targets);
      return `${targets.length} removed`;
    },
  };
}

/**
 * Provider 1.3 reports as an error what a release keeps by its `helm.sh/resource-policy`, once the release is gone; the
 * second look sees that it is. Later ones warn.
 */
async function destroyed(terraform: TerraformRunner, targets: readonly string[] = []): Promise<void> {
  try {
    await terraform.destroy(targets);
  } catch (error) {
    if (!/Error: manifest-\d+/.test((error as Error).message)) throw error;
    await terraform.destroy(targets);
  }
}

/** A namespace takes with it what is in it: claims and Secrets. Helm keeps those with data, and waits for none. */
function namespacesTask({ cluster, manifest }: KubernetesDeployment): Task {
  const labelSelector = `app.kubernetes.io/part-of=${manifest.environment}`;
  return {
    title: "Remove namespaces with their claims and Secrets",
    run: async () => {
      const deadline = Date.now() + GONE_SECONDS * 1000;
      for (;;) {
        const { items } = await cluster.ask(({ core }) => core.listNamespace({ labelSelector }));
        const names = items.map(({ metadata }) => metadata?.name ?? "");
        if (names.length === 0) return;
        if (Date.now() > deadline) throw namespacesLeft(names, GONE_SECONDS);
        const staying = items.filter(({ metadata }) => metadata?.deletionTimestamp === undefined);
        await Promise.all(staying.map(({ metadata }) => removeNamespace(cluster, metadata?.name ?? "")));
        await pause(500);
      }
    },
  };
}

const removeNamespace = (cluster: Cluster, name: string) =>
  cluster.tryAsk(({ core }) => core.deleteNamespace({ name }));

const GONE_SECONDS = 300;

function recordsTask({ paths, manifest }: KubernetesDeployment): Task {
  const folder = environmentFolder(paths, manifest.environment);
  return { title: "Remove local records", run: () => rm(folder, { recursive: true, force: true }) };
}

async function keptText({ cluster, manifest }: KubernetesDeployment): Promise<string> {
  const lists = await Promise.all(
    manifest.namespaces.map((namespace) =>
      cluster.ask(({ core }) => core.listNamespacedPersistentVolumeClaim({ namespace })),
    ),
  );
  const claims = lists.flatMap(({ items }) => items.map(({ metadata }) => metadata?.name ?? ""));
  const kept = `kept the namespaces ${manifest.namespaces.join(", ")} with their Secrets`;
  return `${manifest.environment}: removed; ${kept}${claims.length > 0 ? ` and the claims ${claims.join(", ")}` : ""}`;
}
