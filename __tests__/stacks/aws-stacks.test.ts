import { checkSynthesized } from "../../policies/synth";
import { ALL_OF_AWS, partIn, synthesizedStacks } from "../support/aws/aws-environment";
import { theOnly, type AwsStackJson } from "../support/aws/aws-stack";

const stacks = synthesizedStacks(ALL_OF_AWS);
const PARTS = ["shop-account", "shop-network", "shop-cluster", "shop-data"];
const part = (id: string) => partIn(stacks, `shop-${id}`);
const typesOf = ({ resource = {} }: AwsStackJson) => Object.keys(resource).map((type) => type.replace(/^aws_/, ""));

describe("the stacks of an environment in AWS", () => {
  it("are one for each part that can fail alone, and the platform last", () => {
    expect([...stacks.keys()]).toEqual([...PARTS, "shop"]);
  });

  it.each(PARTS)("%s has a state of its own", (id) => {
    expect(partIn(stacks, id).terraform.backend.s3).toMatchObject({
      bucket: "shop-states",
      key: `shop/${id}.tfstate`,
      encrypt: true,
      use_lockfile: true,
    });
  });

  it.each(PARTS)("%s is refused in another account, and tags what it makes", (id) => {
    expect(partIn(stacks, id).provider.aws).toEqual([
      {
        region: "eu-west-1",
        allowed_account_ids: ["123456789012"],
        default_tags: [
          {
            tags: {
              team: "shop",
              "bulwark:environment": "shop",
              "bulwark:stack": id,
              ...(id === "shop-data" ? { "bulwark:backup": "daily" } : {}),
            },
          },
        ],
      },
    ]);
  });

  it.each(PARTS)("%s takes the versions of the provider that the constructs are for", (id) => {
    expect(partIn(stacks, id).terraform.required_providers.aws.version).toBe(">= 5.100.0, < 7.0.0");
  });

  it("are the same bytes in each synthesis", () => {
    expect([...synthesizedStacks(ALL_OF_AWS)]).toEqual([...stacks]);
  });

  it("keep every promise that is high or critical", () => {
    let said = "";
    const written = jest.spyOn(process.stderr, "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
    synthesizedStacks(ALL_OF_AWS, (outdir) => checkSynthesized(outdir));
    written.mockRestore();
    // Whom the settings let administrate the cluster.
    expect(said).toBe("shop-cluster: 1 lesser findings; 'npx bulwark check shop-cluster' shows them\n");
    expect(process.exitCode).toBeUndefined();
  });
});

describe("what is not asked for", () => {
  const without = (...keys: readonly string[]) => {
    const lines = ALL_OF_AWS.split("\n");
    const left = lines.filter((line) => !keys.some((key) => line.startsWith(`  ${key}:`)));
    return [...synthesizedStacks(left.join("\n").replace(/ {2}cluster:\n( {4}.*\n| {6}.*\n)+/, "")).keys()];
  };
  const DATA = ["database", "cache", "stream"];

  it("has no stack", () => {
    expect(without()).toEqual(["shop-account", "shop-network", "shop-data", "shop"]);
    expect(without(...DATA)).toEqual(["shop-account", "shop-network", "shop"]);
    expect(without(...DATA, "network")).toEqual(["shop-account", "shop"]);
    expect(without(...DATA, "network", "images", "notices", "audit")).toEqual(["shop"]);
  });
});

describe("values between stacks", () => {
  const all = PARTS.map((id) => ({ id, json: partIn(stacks, id) }));

  it.each(all)("all that $id takes is given by a stack before it", ({ id, json }) => {
    const { takes } = json["//"].values;
    const before = all.slice(0, PARTS.indexOf(id));
    const missing = takes.filter(
      ({ stack, output }) => !before.some((one) => one.id === stack && one.json.output?.[output]),
    );
    expect(missing).toEqual([]);
  });

  it.each(all)("all that $id takes is of the kind that is given", ({ json }) => {
    for (const { variable, stack, output } of json["//"].values.takes) {
      const given = partIn(stacks, stack).output![output]!.value;
      expect([variable, json.variable![variable]!.type]).toEqual([
        variable,
        Array.isArray(given) ? "list(string)" : typeof given,
      ]);
    }
  });

  it.each(all)("$id lists its variables and outputs, for whoever fills and reads them", ({ json }) => {
    const { takes, gives } = json["//"].values;
    expect(takes.map(({ variable }) => variable).sort()).toEqual(Object.keys(json.variable ?? {}).sort());
    expect([...gives].sort()).toEqual(Object.keys(json.output ?? {}).sort());
  });

  it("have no default: a stack is not planned before those that it stands on", () => {
    expect(part("data").variable).toEqual({
      network_vpc_id: { type: "string", nullable: false, description: "Output vpc_id of stack shop-network" },
      network_isolated_subnet_ids: {
        type: "list(string)",
        nullable: false,
        description: "Output isolated_subnet_ids of stack shop-network",
      },
      cluster_security_group_id: {
        type: "string",
        nullable: false,
        description: "Output security_group_id of stack shop-cluster",
      },
      account_notices_topic_arn: {
        type: "string",
        nullable: false,
        description: "Output notices_topic_arn of stack shop-account",
      },
    });
  });

  it("are few", () => {
    expect(all.map(({ json }) => json["//"].values.gives)).toEqual([
      ["image_urls", "notices_topic_arn", "backup_vault_arn"],
      ["vpc_id", "cidr", "public_subnet_ids", "private_subnet_ids", "isolated_subnet_ids"],
      ["name", "endpoint", "certificate_authority", "security_group_id", "key_arn"],
      [
        ...["key_arn", "database_address", "database_port", "database_master_secret_arn"],
        ...["cache_address", "cache_port", "stream_brokers"],
      ],
    ]);
  });
});

describe("the account's stack", () => {
  it("records, looks and tells, keeps images and backups", () => {
    expect(theOnly(part("account"), "aws_cloudtrail")).toMatchObject({ is_multi_region_trail: true });
    expect(theOnly(part("account"), "aws_s3_bucket")).toMatchObject({ bucket: "shop-audit" });
    expect(theOnly(part("account"), "aws_budgets_budget")).toMatchObject({ limit_amount: "2000" });
    expect(theOnly(part("account"), "aws_sns_topic_subscription")).toMatchObject({ endpoint: "on-call@example.com" });
    expect(theOnly(part("account"), "aws_ecr_repository")).toMatchObject({ name: "shop/api" });
  });

  it("saves what the stack of data tags", () => {
    const { selection_tag: tags } = theOnly(part("account"), "aws_backup_selection");
    expect(tags).toEqual([{ type: "STRINGEQUALS", key: "bulwark:backup", value: "daily" }]);
  });

  it("has these types", () => {
    expect(typesOf(part("account"))).toEqual([
      ...["backup_plan", "backup_selection", "backup_vault", "backup_vault_lock_configuration", "backup_vault_policy"],
      ...["budgets_budget", "cloudtrail", "cloudwatch_composite_alarm", "cloudwatch_event_rule"],
      ...["cloudwatch_event_target", "cloudwatch_log_group", "cloudwatch_metric_alarm", "ecr_lifecycle_policy"],
      ...["ecr_repository", "guardduty_detector", "guardduty_detector_feature", "iam_role", "iam_role_policy"],
      ...["iam_role_policy_attachment", "kms_alias", "kms_key", "s3_bucket", "s3_bucket_lifecycle_configuration"],
      ...["s3_bucket_object_lock_configuration", "s3_bucket_ownership_controls", "s3_bucket_policy"],
      ...["s3_bucket_public_access_block", "s3_bucket_server_side_encryption_configuration", "s3_bucket_versioning"],
      ...["sns_topic", "sns_topic_policy", "sns_topic_subscription"],
    ]);
  });

  it("has no detector where no month may cost anything, since another environment of the account may have it", () => {
    const quiet = synthesizedStacks(ALL_OF_AWS.replace(", monthlyUsDollars: 2000", ""));
    const types = typesOf(partIn(quiet, "shop-account"));
    expect(types).toContain("sns_topic");
    expect(types.filter((type) => /guardduty|budgets/.test(type))).toEqual([]);
  });
});

describe("the network's stack", () => {
  it("has the addresses of the settings, and a way out of each zone", () => {
    expect(theOnly(part("network"), "aws_vpc")).toMatchObject({ cidr_block: "10.20.0.0/16" });
    expect(Object.keys(part("network").resource!["aws_nat_gateway"]!)).toHaveLength(3);
  });

  it("has one way out, and other zones, where the settings say so", () => {
    const network = "{ cidr: 10.20.0.0/16, natGateways: one, zones: [eu-west-1b, eu-west-1c, eu-west-1a] }";
    const json = partIn(synthesizedStacks(ALL_OF_AWS.replace("{ cidr: 10.20.0.0/16 }", network)), "shop-network");
    expect(Object.keys(json.resource!["aws_nat_gateway"]!)).toEqual([expect.stringMatching(/^vpc_nat-b_/)]);
  });

  it("has these types", () => {
    expect(typesOf(part("network"))).toEqual([
      ...["cloudwatch_composite_alarm", "cloudwatch_log_group", "cloudwatch_metric_alarm", "default_security_group"],
      ...["eip", "flow_log", "iam_role", "iam_role_policy", "internet_gateway", "kms_alias", "kms_key"],
      ...["nat_gateway", "route", "route_table", "route_table_association", "security_group", "subnet", "vpc"],
      ...["vpc_endpoint", "vpc_security_group_ingress_rule"],
    ]);
  });
});

describe("the cluster's stack", () => {
  it("is in the private subnets of the network, and called as people type it", () => {
    expect(theOnly(part("cluster"), "aws_eks_cluster")).toMatchObject({
      name: "shop-cluster",
      version: "1.35",
      vpc_config: { subnet_ids: "${var.network_private_subnet_ids}", endpoint_public_access: false },
    });
  });

  it("has the nodes of the settings, and lets in who they say", () => {
    expect(theOnly(part("cluster"), "aws_eks_node_group")).toMatchObject({
      instance_types: ["m7g.large"],
      scaling_config: { min_size: 3, desired_size: 3, max_size: 9 },
      subnet_ids: "${var.network_private_subnet_ids}",
    });
    expect(theOnly(part("cluster"), "aws_eks_access_entry")).toMatchObject({
      principal_arn: "arn:aws:iam::123456789012:role/ops",
    });
  });

  it("has these types", () => {
    expect(typesOf(part("cluster"))).toEqual([
      ...["cloudwatch_composite_alarm", "cloudwatch_log_group", "cloudwatch_metric_alarm", "eks_access_entry"],
      ...["eks_access_policy_association", "eks_addon", "eks_cluster", "eks_node_group", "iam_role"],
      ...["iam_role_policy", "iam_role_policy_attachment", "kms_alias", "kms_grant", "kms_key", "launch_template"],
    ]);
  });
});

describe("the stack of data", () => {
  it("has all of it in the isolated subnets, under one key", () => {
    const subnets = "${var.network_isolated_subnet_ids}";
    const key = { kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\.key_/) as string };
    expect(theOnly(part("data"), "aws_db_subnet_group")).toMatchObject({ subnet_ids: subnets });
    expect(theOnly(part("data"), "aws_elasticache_subnet_group")).toMatchObject({ subnet_ids: subnets });
    expect(theOnly(part("data"), "aws_db_instance")).toMatchObject(key);
    expect(theOnly(part("data"), "aws_elasticache_replication_group")).toMatchObject(key);
  });

  it("has a stream in three zones, however many the network has", () => {
    const { broker_node_group_info: nodes } = theOnly(part("data"), "aws_msk_cluster");
    expect(nodes).toMatchObject({ client_subnets: "${slice(var.network_isolated_subnet_ids, 0, 3)}" });
  });

  it("lets in the cluster alone, and nobody where there is none", () => {
    const rules = Object.values(part("data").resource!["aws_vpc_security_group_ingress_rule"]!);
    expect(rules.map(({ from_port: port, referenced_security_group_id: group }) => [port, group])).toEqual([
      [6379, "${var.cluster_security_group_id}"],
      [5432, "${var.cluster_security_group_id}"],
      [9098, "${var.cluster_security_group_id}"],
    ]);
    const text = ALL_OF_AWS.replace(/ {2}cluster:\n( {4}.*\n| {6}.*\n)+/, "");
    expect(typesOf(partIn(synthesizedStacks(text), "shop-data"))).not.toContain("vpc_security_group_ingress_rule");
  });

  it("has these types", () => {
    expect(typesOf(part("data"))).toEqual([
      ...["appautoscaling_policy", "appautoscaling_target", "cloudwatch_composite_alarm", "cloudwatch_log_group"],
      ...["cloudwatch_metric_alarm", "db_instance", "db_parameter_group", "db_subnet_group"],
      ...["elasticache_parameter_group", "elasticache_replication_group", "elasticache_subnet_group"],
      ...["elasticache_user", "elasticache_user_group", "iam_role", "iam_role_policy_attachment", "kms_alias"],
      ...["kms_key", "msk_cluster", "msk_configuration", "security_group", "vpc_security_group_ingress_rule"],
    ]);
  });
});
