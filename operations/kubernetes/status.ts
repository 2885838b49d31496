import type { Environment } from "../../config";
import type { Status, StatusRow } from "../status";
import type { Cluster } from "./client";
import { openKubernetes } from "./deployment";
import type { KubernetesManifest, ReleaseEntry } from "./manifest";
import { OPERATORS_OBJECT } from "./secret-values";
import { isHealthy, workloadStates, type WorkloadState } from "./workloads";

/** What the column of credentials names. */
export const SECRET_AND_KEY = "Secret: key";

/** What runs of an environment, how it is, and where it answers. */
export async function kubernetesStatus(environment: Environment): Promise<Status> {
  const { cluster, manifest } = await openKubernetes(environment);
  return statusIn(cluster, manifest);
}

export async function statusIn(cluster: Cluster, manifest: KubernetesManifest): Promise<Status> {
  const states = await workloadStates(cluster, manifest);
  const wayIn = await wayInOf(cluster, manifest);
  return {
    schemaVersion: 1,
    command: "status",
    environment: manifest.environment,
    healthy: states.every(isHealthy),
    layers: states.map((state) => rowOf(manifest, state, wayIn)),
  };
}

function rowOf(manifest: KubernetesManifest, state: WorkloadState, wayIn: string | undefined): StatusRow {
  const { release, ready, desired, health } = state;
  return {
    layer: release.component,
    replicas: `${ready}/${desired}`,
    health,
    address: addressOf(manifest, release, wayIn),
    credentials: credentialsOf(manifest, release),
  };
}

/** From outside where the way in leads there; else the name that other components use. */
function addressOf({ routes }: KubernetesManifest, release: ReleaseEntry, wayIn: string | undefined): string {
  const { component, namespace, port, publishes } = release;
  if (publishes.length > 0) return wayIn ?? "no address yet";
  const route = routes.find((one) => one.component === component);
  if (route && wayIn) return `${wayIn}${route.path}`;
  return port === undefined ? "" : `${component}.${namespace}:${port} (inside)`;
}

/** The load balancer's address; of a Service without one its name in the cluster. */
async function wayInOf(cluster: Cluster, { releases }: KubernetesManifest): Promise<string | undefined> {
  const entry = releases.find(({ publishes }) => publishes.length > 0);
  if (!entry) return undefined;
  const { component: name, namespace, publishes } = entry;
  const service = await cluster.tryAsk(({ core }) => core.readNamespacedService({ name, namespace }));
  if (!service) return undefined;
  const [given] = service.status?.loadBalancer?.ingress ?? [];
  const host = given?.hostname ?? given?.ip;
  if (host !== undefined) return `https://${host}${publishes[0] === 443 ? "" : `:${publishes[0]}`}`;
  return service.spec?.type === "LoadBalancer" ? undefined : `https://${name}.${namespace}:${publishes[0]}`;
}

/** Where a person reads what the way in asks for: Secret and key. */
function credentialsOf({ environment, routes, secrets }: KubernetesManifest, { component }: ReleaseEntry): string {
  const auth = routes.find((one) => one.component === component)?.auth;
  if (auth === "password") return secrets.length > 0 ? `${environment}/${OPERATORS_OBJECT}: way-in-password` : "";
  if (auth !== "token") return "";
  const holder = secrets.find(({ files }) => Object.values(files).some(({ name }) => name === "way-in-token"));
  return holder ? `${holder.namespace}/${holder.name}: way-in-token` : "";
}
