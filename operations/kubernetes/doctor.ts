import type {
  V1ResourceAttributes,
  V1SelfSubjectAccessReview,
  V1SelfSubjectAccessReviewSpec,
} from "@kubernetes/client-node" with {
  "resolution-mode": "import",
};
import type { Environment } from "../../config";
import { doctor, type Check } from "../setup";
import { cacheRoot } from "../setup/cache";
import { pins } from "../setup/pins";
import { tryFindProvider } from "../setup/provider";
import { isNewEnough, terraformsAtHand } from "../setup/terraform";
import { isAtLeast } from "../setup/version";
import { Cluster, type Plain } from "./client";
import { synthesized } from "./deployment";
import type { KubernetesManifest } from "./manifest";

/** Keepers are sidecars, which older ones may not have. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/ */
const OLDEST_KUBERNETES = "1.30";

/** Of this machine alone: an engine is not needed. */
const MACHINE = ["Node.js", "npm packages", "disk", "Terraform"];

/** What this machine, the cluster and the account lack for one environment. */
export async function kubernetesChecks(environment: Environment): Promise<readonly Check[]> {
  const machine = (await doctor()).filter(({ name }) => MACHINE.includes(name));
  const { manifest } = await synthesized(environment);
  return [...machine, await providerCheck(), ...(await clusterChecks(manifest))];
}

async function providerCheck(): Promise<Check> {
  const name = "helm provider";
  const options = { cacheRoot: cacheRoot(), pins: pins() };
  const terraform = (await terraformsAtHand(options)).find(isNewEnough);
  const source =
    terraform && (await tryFindProvider({ ...options, terraform, providers: ["helm"], report: () => undefined }));
  if (source) return ok(name, `${source.from}: ${source.where}`);
  const remedy =
    "'bulwark up' brings it, from the registry or by building it; or name a mirror in BULWARK_PROVIDER_MIRROR";
  return { name, state: "missing", found: "not known yet", remedy };
}

async function clusterChecks(manifest: KubernetesManifest): Promise<readonly Check[]> {
  let cluster: Cluster;
  try {
    cluster = await Cluster.connect(manifest);
  } catch (error) {
    const [found = "", ...remedy] = (error as Error).message.split("\n");
    return [{ name: "cluster", state: "missing", found, remedy: remedy.join(" ") }];
  }
  const rights = await Promise.all(RIGHTS.map((right) => rightCheck(cluster, manifest, right)));
  return [ok("cluster", `context ${cluster.context}, ${cluster.server}`), versionCheck(cluster), ...rights];
}

function versionCheck({ version }: Cluster): Check {
  const name = "Kubernetes";
  if (isAtLeast(`${version}.0`, `${OLDEST_KUBERNETES}.0`)) return ok(name, version);
  return { name, state: "wrong", found: version, remedy: `upgrade the cluster to ${OLDEST_KUBERNETES} or newer` };
}

interface Right {
  readonly verb: string;
  readonly resource: string;
  readonly group?: string;
  /** Of the whole cluster, not of the environment's namespace. */
  readonly isClusterWide?: boolean;
}

/** One of each kind of work: the namespaces, what `up` writes itself, what the releases hold, what explains a failure. */
const RIGHTS: readonly Right[] = [
  { verb: "create", resource: "namespaces", isClusterWide: true },
  { verb: "create", resource: "resourcequotas" },
  { verb: "create", resource: "secrets" },
  { verb: "list", resource: "secrets" },
  { verb: "create", resource: "deployments", group: "apps" },
  { verb: "create", resource: "networkpolicies", group: "networking.k8s.io" },
  { verb: "list", resource: "events" },
];

async function rightCheck(
  cluster: Cluster,
  { environment }: KubernetesManifest,
  { verb, resource, group = "", isClusterWide = false }: Right,
): Promise<Check> {
  const where = isClusterWide ? {} : { namespace: environment };
  const resourceAttributes: Plain<V1ResourceAttributes> = { verb, resource, group, ...where };
  const spec: Plain<V1SelfSubjectAccessReviewSpec> = { resourceAttributes };
  const body: Plain<V1SelfSubjectAccessReview> = {
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec,
  };
  const { status } = await cluster.ask(({ authorization }) => authorization.createSelfSubjectAccessReview({ body }));
  const name = `may ${verb} ${resource}`;
  if (status?.allowed) return ok(name, "yes");
  const remedy = `ask the cluster's administrator for it; docs/guides/kubernetes.md lists what the account needs`;
  return { name, state: "wrong", found: status?.reason ?? "no", remedy };
}

const ok = (name: string, found: string): Check => ({ name, state: "ok", found, remedy: "" });
