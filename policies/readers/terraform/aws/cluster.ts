import type { ManagedClusterFacts } from "../../../facts/cloud";
import { byDefault, declared, inPart, mapped, type Fact } from "../../../facts/fact";
import { joined, whyOpen, type Attributes } from "../attributes";
import { subjectOf, type Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { companionsOf, inBlock } from "./companions";

/** https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/eks_cluster */
export function clusterFacts(cluster: Resource, around: Surroundings): ManagedClusterFacts {
  const { attributes } = cluster;
  return {
    ...subjectOf("managedCluster", cluster),
    publicCidrs: inBlock(attributes, ["vpc_config"], publicCidrsIn, EVERYBODY),
    missingLogs: missingLogsOf(attributes),
    secretsEncrypted: inBlock(
      attributes,
      ["encryption_config"],
      (block) => mapped(block.texts("resources") ?? byDefault([]), (all) => all.includes("secrets")),
      false,
    ),
    admins: adminsOf(cluster, around),
  };
}

const EVERYBODY: readonly string[] = ["0.0.0.0/0"];

function publicCidrsIn(block: Attributes): Fact<readonly string[]> {
  const isPublic = block.flag("endpoint_public_access") ?? byDefault(true);
  if (isPublic.state !== "known") return isPublic;
  if (!isPublic.value) return declared([]);
  const cidrs = block.texts("public_access_cidrs");
  if (cidrs && !(cidrs.state === "known" && !cidrs.more && cidrs.value.length === 0)) return cidrs;
  return isPublic.from === "default" ? byDefault(EVERYBODY) : declared(EVERYBODY);
}

const LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"] as const;

/** One that cannot be told may be any of those that are missing. */
function missingLogsOf(attributes: Attributes): Fact<readonly string[]> {
  const said = attributes.texts("enabled_cluster_log_types") ?? byDefault<readonly string[]>([]);
  if (said.state !== "known") return said;
  const missing = LOGS.filter((log) => !said.value.includes(log));
  if (said.more) return inPart([], said.more);
  return said.from === "default" ? byDefault(missing) : declared(missing);
}

const ADMIN = /:cluster-access-policy\/AmazonEKS(Cluster)?AdminPolicy$/;

/** Policies for the whole cluster, the group of Kubernetes' own administrators, and who made the cluster. */
function adminsOf(cluster: Resource, around: Surroundings): Fact<readonly string[]> {
  const beside = (type: string) => companionsOf(cluster, { type, by: "cluster_name" }, around);
  const [policies, entries] = [beside("aws_eks_access_policy_association"), beside("aws_eks_access_entry")];
  const all = [policies, entries].flatMap((fact) => (fact.state === "known" ? fact.value : []));
  const read = all.map((one) => ({ one, isAdmin: isAdminIn(one) }));
  const creator = creatorOf(cluster.attributes);
  const open = [creator, policies, entries, ...read.map(({ isAdmin }) => isAdmin)].map(whyOpen).find(Boolean);
  const admins = [
    ...(creator.state === "known" && creator.value ? ["whoever makes it"] : []),
    ...read.flatMap(({ one, isAdmin }) => (isAdmin.state === "known" && isAdmin.value ? [one.address] : [])),
  ];
  if (open) return inPart(admins, open);
  return creator.state === "known" && creator.from === "default" && creator.value
    ? byDefault(admins)
    : declared(admins);
}

/** Who makes the cluster is its administrator, unless somebody says no. */
const creatorOf = (attributes: Attributes): Fact<boolean> =>
  inBlock(attributes, ["access_config"], (block) => block.flag("bootstrap_cluster_creator_admin_permissions"), true);

function isAdminIn({ attributes }: Resource): Fact<boolean> {
  const said = {
    policy: attributes.text("policy_arn"),
    groups: attributes.texts("kubernetes_groups"),
    scope: inBlock(attributes, ["access_scope"], (block) => block.text("type"), "cluster"),
  };
  // The partition alone may be an expression: what grants everything is written out behind it.
  const written = attributes.written("policy_arn");
  const policy = said.policy?.state === "unknown" && written.includes(":") ? declared(written) : said.policy;
  return joined({ ...said, policy }, ({ policy: arn = "", groups = [], scope = "" }) => {
    const isByPolicy = ADMIN.test(arn) && scope === "cluster";
    return isByPolicy || groups.includes("system:masters");
  });
}
