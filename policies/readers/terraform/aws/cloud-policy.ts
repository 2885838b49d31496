import type { Statement, Words } from "../../../facts/access-statement";
import type { CloudPolicyFacts } from "../../../facts/cloud";
import { byDefault, declared, unknown, type Fact } from "../../../facts/fact";
import { statementsIn } from "../../access-statement";
import { unkeyed } from "../plan-configuration";
import { subjectOf, type Resource } from "../resource";
import type { Surroundings } from "../surroundings";
import { keyOf } from "./companions";
import { documentIn } from "./policy-document";

type About = CloudPolicyFacts["about"];
type PolicyReader = (resource: Resource, around: Surroundings) => readonly CloudPolicyFacts[];

const policyFacts = (resource: Resource, about: About, statements: Fact<readonly Statement[]>): CloudPolicyFacts => ({
  ...subjectOf("cloudPolicy", resource),
  about,
  statements,
  bounded: byDefault(false),
});

/** A document in one attribute; none where that is empty. */
const documented =
  (about: About, attribute = "policy"): PolicyReader =>
  (resource, around) =>
    resource.attributes.has(attribute) ? [policyFacts(resource, about, documentIn(resource, attribute, around))] : [];

/** One that is only ever the most that somebody may do grants nothing. */
const managed: PolicyReader = (resource, around) =>
  documented(boundariesIn(around).has(unkeyed(resource.address)) ? "boundary" : "identity")(resource, around);

const BOUNDARIES = new WeakMap<Surroundings, ReadonlySet<string>>();

function boundariesIn(around: Surroundings): ReadonlySet<string> {
  const known = BOUNDARIES.get(around);
  if (known) return known;
  const bounded = [...around.ofType("aws_iam_role"), ...around.ofType("aws_iam_user")];
  const all = new Set(bounded.flatMap((one) => one.references("permissions_boundary").map(unkeyed)));
  BOUNDARIES.set(around, all);
  return all;
}

/** That of a role or a user, which may have a boundary; of those that are made elsewhere nobody knows that. */
const held =
  (by: "role" | "user"): PolicyReader =>
  (resource, around) => {
    const [target = ""] = resource.references(by);
    // Of several by one address each has the one with its own key.
    const holder = around.at(target) ?? around.at(target + keyOf(resource.address));
    return documented("identity")(resource, around).map((one) => ({ ...one, bounded: isBounded(holder) }));
  };

const isBounded = (holder: Resource | undefined): Fact<boolean> =>
  holder?.attributes.has("permissions_boundary") ? declared(true) : byDefault(false);

const role: PolicyReader = (resource, around) => {
  const blocks = resource.attributes.blocks("inline_policy");
  const inline = blocks?.state === "known" ? blocks.value : [];
  return [
    ...documented("trust", "assume_role_policy")(resource, around),
    ...inline.map((attributes, index) => {
      const one = { ...resource, attributes, address: `${resource.address}.inline_policy[${index}]` };
      const facts = policyFacts(one, "identity", documentIn(one, "policy", around));
      return { ...facts, bounded: isBounded(resource) };
    }),
  ];
};

const EVERYTHING: Words = { isNot: false, words: ["*"] };
const ADMINISTRATION: Statement = {
  effect: "Allow",
  actions: EVERYTHING,
  resources: EVERYTHING,
  principals: { isNot: false, words: [] },
  conditions: [],
};

/** Of policies that AWS has written those are told that grant everything; of others nothing is said here. */
const attached: PolicyReader = (resource) => {
  const arn = resource.attributes.text("policy_arn");
  const written = resource.attributes.written("policy_arn");
  const text = arn?.state === "known" ? arn.value : written;
  return text.endsWith(":aws:policy/AdministratorAccess")
    ? [policyFacts(resource, "identity", declared([ADMINISTRATION]))]
    : [];
};

/** Who may call a function. https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/lambda_permission */
const permission: PolicyReader = (resource) => {
  const { attributes } = resource;
  const principal = attributes.text("principal");
  const said = principal?.state === "known" ? principal.value : undefined;
  if (said === undefined) return [policyFacts(resource, "resource", unknown("expression"))];
  const conditions = [
    ["source_arn", "ArnLike", "AWS:SourceArn"],
    ["source_account", "StringEquals", "AWS:SourceAccount"],
    ["principal_org_id", "StringEquals", "aws:PrincipalOrgID"],
  ].flatMap(([name = "", test = "", key = ""]) =>
    attributes.has(name) ? [[test, { [key]: attributes.written(name) }] as const] : [],
  );
  const text = JSON.stringify({
    Statement: [
      {
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Principal: said.includes(".") ? { Service: said } : { AWS: said },
        Condition: Object.fromEntries(conditions),
      },
    ],
  });
  return [policyFacts(resource, "resource", declared(statementsIn(text) ?? []))];
};

/** By Terraform's type. Endpoints of a network are left out: theirs are for everybody in it, whom other policies stop. */
export const POLICY_READERS: Readonly<Record<string, PolicyReader>> = {
  aws_iam_role: role,
  aws_iam_policy: managed,
  aws_iam_role_policy: held("role"),
  aws_iam_user_policy: held("user"),
  aws_iam_group_policy: documented("identity"),
  aws_iam_role_policy_attachment: attached,
  aws_iam_user_policy_attachment: attached,
  aws_iam_group_policy_attachment: attached,
  aws_iam_policy_attachment: attached,
  aws_s3_bucket: documented("resource"),
  aws_s3_bucket_policy: documented("resource"),
  aws_kms_key: documented("resource"),
  aws_kms_replica_key: documented("resource"),
  aws_kms_key_policy: documented("resource"),
  aws_sns_topic: documented("resource"),
  aws_sns_topic_policy: documented("resource"),
  aws_sqs_queue: documented("resource"),
  aws_sqs_queue_policy: documented("resource"),
  aws_secretsmanager_secret: documented("resource"),
  aws_secretsmanager_secret_policy: documented("resource"),
  aws_ecr_repository_policy: documented("resource"),
  aws_ecr_registry_policy: documented("resource"),
  aws_backup_vault_policy: documented("resource"),
  aws_cloudwatch_log_resource_policy: documented("resource", "policy_document"),
  aws_efs_file_system_policy: documented("resource"),
  aws_msk_cluster_policy: documented("resource"),
  aws_dynamodb_resource_policy: documented("resource"),
  aws_lambda_permission: permission,
};
