import { evaluate } from "../../policies/evaluate";
import type { Platform, Source } from "../../policies/facts/subject";
import { composePlatform } from "../../policies/readers/compose";
import { kubernetesPlatform } from "../../policies/readers/kubernetes";
import { planPlatform } from "../../policies/readers/plan";
import { synthPlatform } from "../../policies/readers/synth";
import type { Rule } from "../../policies/rule";

/** What a source can tell a rule. */
export enum Coverage {
  /** It says so, and where it is silent its default is known. */
  BY_DEFAULT = "says, else by default",
  /** It says so; its silence leaves the answer to somebody else. */
  SAYS = "says",
  CANNOT_SAY = "cannot say",
  /** It has no such thing. */
  NOTHING = "–",
}

/** Without one there is no policy to speak of. */
const NO_STATEMENT = '{ "Statement": [] }';

const RESOURCES = {
  docker_container: { web: { name: "web", networks_advanced: [{ name: "front" }] } },
  docker_network: { front: { name: "front" } },
  docker_volume: { data: { name: "data" } },
  helm_release: { web: { name: "web", chart: "./web" } },
  aws_s3_bucket: { web: {} },
  aws_db_instance: { web: {} },
  aws_secretsmanager_secret: { web: {} },
  aws_security_group: { web: {} },
  aws_iam_role: { web: { assume_role_policy: NO_STATEMENT } },
  aws_iam_policy: { web: { policy: NO_STATEMENT } },
  aws_sns_topic_policy: { web: { policy: NO_STATEMENT } },
  aws_launch_template: { web: {} },
  aws_eks_cluster: { web: {} },
  aws_ecr_repository: { web: {} },
  aws_cloudtrail: { web: {} },
  aws_kms_key: { web: {} },
};

/** Of a chart that knows no values. */
const CHART_FILES: Readonly<Record<string, string>> = {
  "web/Chart.yaml": "apiVersion: v2\nname: web\nversion: 1.0.0\n",
  "web/values.schema.json": '{ "type": "object", "additionalProperties": false }',
};

const TERRAFORM = {
  terraform: { required_providers: { docker: { source: "kreuzwerker/docker" } } },
  provider: { docker: [{}], aws: [{}] },
  resource: RESOURCES,
};

const PLANNED = Object.entries(RESOURCES).flatMap(([type, all]) =>
  Object.entries(all).map(([name, values]) => ({
    ...{ address: `${type}.${name}`, mode: "managed", type, name, values },
    ...{
      provider_name: `registry.terraform.io/x/${type.split("_")[0]}`,
      change: { actions: ["create"], after: values },
    },
  })),
);

const PLAN = {
  format_version: "1.2",
  planned_values: { root_module: { resources: PLANNED } },
  resource_changes: PLANNED,
  configuration: {
    provider_config: { docker: { name: "docker", expressions: {} }, aws: { name: "aws", expressions: {} } },
    root_module: {
      resources: PLANNED.map(({ address, mode, type, name }) => ({ address, mode, type, name, expressions: {} })),
    },
  },
};

const COMPOSE = "services:\n  web: { image: x }\n";

const MANIFESTS = `
{ apiVersion: v1, kind: Namespace, metadata: { name: shop } }
---
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web, namespace: shop }, spec: { replicas: 2, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: x }] } } } }
---
{ apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: { name: web, namespace: shop }, spec: { podSelector: {} } }
---
{ apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: web, namespace: shop }, rules: [] }
---
{ apiVersion: v1, kind: Service, metadata: { name: web, namespace: shop }, spec: { selector: { app: web }, ports: [{ port: 80 }] } }
`;

/** One of each thing that a source knows, about which nothing is said. */
const SILENT: Readonly<Record<Source, () => Platform>> = {
  synth: () => synthPlatform(TERRAFORM, "cdk.tf.json", (path) => CHART_FILES[path]),
  plan: () => planPlatform(PLAN, "plan.json"),
  compose: () => composePlatform(COMPOSE, "compose.yaml"),
  kubernetes: () => kubernetesPlatform([{ file: "manifests.yaml", text: MANIFESTS }]),
};

export const SOURCES = Object.keys(SILENT) as readonly Source[];

/** Asked of what says nothing: what comes back is what the source's silence means. */
export function coverageOf(rule: Rule, source: Source): Coverage {
  const { cannotSay, findings, pass, notApplicable } = evaluate([SILENT[source]()], [rule]);
  if (cannotSay > 0) return Coverage.CANNOT_SAY;
  if (findings.some(({ verdict }) => verdict === "unknown")) return Coverage.SAYS;
  return findings.length + pass + notApplicable > 0 ? Coverage.BY_DEFAULT : Coverage.NOTHING;
}
