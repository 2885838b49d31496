import { byDefault, declared, inPart, unknown } from "../../../policies/facts/fact";
import { declaredIn, plannedIn, the, type Resources } from "../../support/policies/aws-json";

const store = (type: string, body: object, beside: Resources = {}) =>
  the("store", declaredIn({ [type]: { it: body }, ...beside }), `${type}.it`);
const database = (body: object, beside: Resources = {}) =>
  store("aws_db_instance", { engine: "postgres", ...body }, beside);

describe("a database", () => {
  it("that says nothing keeps nothing and protects nothing", () => {
    expect(database({})).toMatchObject({
      encryption: byDefault("none"),
      publicWays: byDefault([]),
      deletionProtected: byDefault(false),
      finalCopy: byDefault(true),
      severalZones: byDefault(false),
      keptDays: byDefault(0),
      clearSecrets: declared([]),
      recoveryDays: byDefault("without"),
    });
  });

  it("that is a copy is encrypted as its source, and is saved with it", () => {
    expect(database({ replicate_source_db: "orders" })).toMatchObject({
      encryption: unknown("elsewhere"),
      finalCopy: byDefault("without"),
      severalZones: byDefault("without"),
      keptDays: byDefault("without"),
    });
  });

  const parameters = (...all: readonly object[]): Resources => ({
    aws_db_parameter_group: { own: { name: "own", family: "postgres17", parameter: all } },
  });
  const forced = (value: string) => ({ name: "rds.force_ssl", value });
  const OWN = { parameter_group_name: "${aws_db_parameter_group.own.name}", engine_version: "14" };

  it.each([
    ["15 on turns clear text away", { engine_version: "16.4" }, {}, byDefault(true)],
    ["14 does not", { engine_version: "14.9" }, {}, byDefault(false)],
    ["nobody knows which may", {}, {}, unknown("elsewhere")],
    ["14 does when it is told", OWN, parameters(forced("1")), declared(true)],
    ["17 does not when it is told", { ...OWN, engine_version: "17" }, parameters(forced("0")), declared(false)],
    ["14 does not when it is told other things", OWN, parameters({ name: "x", value: "1" }), byDefault(false)],
    ["14 may when a variable says it", OWN, parameters(forced("${var.ssl}")), unknown("expression")],
    [
      "14 may by a group of elsewhere",
      { parameter_group_name: "shared", engine_version: "14" },
      {},
      unknown("elsewhere"),
    ],
    [
      "16 does by the group of AWS",
      { parameter_group_name: "default.postgres16", engine_version: "16" },
      {},
      byDefault(true),
    ],
    ["8 of MySQL does not", { engine: "mysql", engine_version: "8.0" }, {}, byDefault(false)],
    ["Oracle has no such word", { engine: "oracle-ee" }, {}, byDefault("without")],
    ["whatever engine it is nobody knows", { engine: "${var.engine}" }, {}, unknown("expression")],
  ])("of version %s", (_what, body, beside, tlsOnly) => {
    expect(database(body, beside).tlsOnly).toEqual(tlsOnly);
  });

  it("has a password written down only where it is", () => {
    const secrets = (password: string, other: object = {}) =>
      the("store", declaredIn({ aws_db_instance: { it: { engine: "postgres", password } } }, other)).clearSecrets;
    expect(secrets("correct-horse")).toEqual(declared(["password"]));
    expect(secrets("${var.password}", { variable: { password: { default: "correct-horse" } } })).toEqual(
      declared(["password"]),
    );
    expect(secrets("${var.password}", { variable: { password: {} } })).toEqual(declared([]));
    expect(secrets("${random_password.db.result}")).toEqual(declared([]));
  });

  it("has it written down in a plan as well, which masks it", () => {
    const planned = (expression: object) =>
      the(
        "store",
        plannedIn({
          address: "aws_db_instance.it",
          after: { engine: "postgres", password: "correct-horse" },
          sensitive: { password: true },
          expressions: { password: expression },
        }),
      ).clearSecrets;
    expect(planned({ constant_value: "correct-horse" })).toEqual(declared(["password"]));
    expect(planned({ references: ["var.password"] })).toEqual(declared([]));
  });
});

describe("other stores", () => {
  it.each([
    ["aws_ebs_volume", {}, byDefault("none")],
    ["aws_ebs_volume", { encrypted: true, kms_key_id: "${aws_kms_key.x.arn}" }, declared("own-key")],
    ["aws_efs_file_system", { encrypted: "true" }, byDefault("managed")],
    ["aws_sns_topic", {}, byDefault("none")],
    ["aws_sns_topic", { kms_master_key_id: "alias/aws/sns" }, declared("managed")],
    ["aws_sns_topic", { kms_master_key_id: "${var.key}" }, unknown("expression")],
    ["aws_sqs_queue", {}, byDefault("managed")],
    ["aws_sqs_queue", { sqs_managed_sse_enabled: false }, byDefault("none")],
    ["aws_cloudwatch_log_group", {}, byDefault("managed")],
    ["aws_dynamodb_table", { server_side_encryption: { enabled: true, kms_key_arn: "arn:x" } }, declared("own-key")],
    ["aws_elasticache_replication_group", { engine: "valkey" }, byDefault("managed")],
    ["aws_elasticache_replication_group", { engine: "redis" }, byDefault("none")],
    ["aws_elasticache_replication_group", { global_replication_group_id: "x" }, unknown("elsewhere")],
    ["aws_msk_cluster", {}, byDefault("managed")],
    [
      "aws_ecr_repository",
      { encryption_configuration: { encryption_type: "KMS", kms_key: "arn:x" } },
      declared("own-key"),
    ],
  ])("%s with %j is encrypted so", (type, body, encryption) => {
    expect(store(type, body).encryption).toEqual(encryption);
  });

  it("a disk is encrypted where its region is told so", () => {
    const preset = { aws_ebs_encryption_by_default: { all: {} } };
    expect(store("aws_ebs_volume", {}, preset).encryption).toEqual(byDefault("managed"));
  });

  it("a log without a number, or of zero, is kept for ever", () => {
    const days = (body: object) => store("aws_cloudwatch_log_group", body).keptDays;
    expect([days({}), days({ retention_in_days: 0 }), days({ retention_in_days: 5 })]).toEqual([
      byDefault("forever"),
      declared("forever"),
      declared(5),
    ]);
  });

  it("a plan of backups keeps them for its shortest rule", () => {
    const days = (...all: readonly object[]) => store("aws_backup_plan", { rule: all }).keptDays;
    const after = (delete_after: unknown) => ({ lifecycle: { delete_after } });
    expect(days(after(35), after(3))).toEqual(declared(3));
    expect(days({})).toEqual(declared("forever"));
    expect(days(after("${var.days}"))).toMatchObject({ state: "known", more: "expression" });
  });

  it.each([
    [{ transit_encryption_enabled: true }, declared(true)],
    [{ transit_encryption_enabled: true, transit_encryption_mode: "preferred" }, declared(false)],
    [{}, byDefault(false)],
    [{ transit_encryption_enabled: "${var.tls}" }, unknown("expression")],
  ])("a cache with %j takes clear text so", (body, tlsOnly) => {
    expect(store("aws_elasticache_replication_group", body).tlsOnly).toEqual(tlsOnly);
  });

  it("a stream that is chosen a key by AWS in a plan has not got one of its own", () => {
    const info = [{ encryption_in_transit: [{}] }];
    const unsaid = [{ encryption_at_rest_kms_key_arn: true, encryption_in_transit: [{}] }];
    const planned = plannedIn({
      address: "aws_msk_cluster.it",
      after: { encryption_info: info },
      unknown: { encryption_info: unsaid },
      expressions: { encryption_info: [{}] },
    });
    expect(the("store", planned).encryption).toEqual(unknown("after-apply"));
  });
});

const cluster = (body: object, beside: Resources = {}) =>
  the("managedCluster", declaredIn({ aws_eks_cluster: { it: body }, ...beside }));

describe("a managed cluster", () => {
  it("that says nothing is open, silent, unencrypted and its maker's", () => {
    expect(cluster({})).toMatchObject({
      publicCidrs: byDefault(["0.0.0.0/0"]),
      missingLogs: byDefault(["api", "audit", "authenticator", "controllerManager", "scheduler"]),
      secretsEncrypted: byDefault(false),
      admins: byDefault(["whoever makes it"]),
    });
  });

  it.each([
    [{ endpoint_public_access: false, public_access_cidrs: ["0.0.0.0/0"] }, declared([])],
    [{ public_access_cidrs: ["192.0.2.0/24"] }, declared(["192.0.2.0/24"])],
    [{ endpoint_public_access: true, public_access_cidrs: ["${var.office}"] }, inPart([], "expression")],
    [{ endpoint_public_access: "${var.open}" }, unknown("expression")],
  ])("with %j is reached by those", (vpc_config, publicCidrs) => {
    expect(cluster({ vpc_config }).publicCidrs).toEqual(publicCidrs);
  });

  const MINE = { access_config: { bootstrap_cluster_creator_admin_permissions: false } };
  const entry = (policy_arn: string, type = "cluster"): Resources => ({
    aws_eks_access_policy_association: {
      ops: { cluster_name: "${aws_eks_cluster.it.name}", policy_arn, access_scope: [{ type }] },
    },
  });
  const ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
  const OPS = "aws_eks_access_policy_association.ops";

  it.each([
    ["of everything", entry(ADMIN), declared([OPS])],
    [
      "in any partition",
      entry("arn:${data.aws_partition.p.id}:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy"),
      declared([OPS]),
    ],
    ["of one namespace", entry(ADMIN, "namespace"), declared([])],
    ["of those who look", entry(ADMIN.replace("ClusterAdmin", "View")), declared([])],
    ["of whatever a variable says", entry("${var.policy}"), inPart([], "expression")],
  ])("has the administrators %s", (_what, beside, admins) => {
    expect(cluster(MINE, beside).admins).toEqual(admins);
  });

  it("has those whom Kubernetes calls its masters", () => {
    const aws_eks_access_entry = { ops: { cluster_name: "it", kubernetes_groups: ["system:masters"] } };
    expect(cluster({ name: "it", ...MINE }, { aws_eks_access_entry }).admins).toEqual(
      declared(["aws_eks_access_entry.ops"]),
    );
  });
});

describe("a machine", () => {
  const machine = (body: object, beside: Resources = {}, type = "aws_launch_template") =>
    the("machine", declaredIn({ [type]: { it: body }, ...beside }));
  const disks = (...all: readonly object[]) => ({
    block_device_mappings: all.map((ebs, index) => ({ device_name: `/dev/sd${index}`, ebs })),
  });

  it("that says nothing gives its keys away, and its disks are its image's", () => {
    expect(machine({})).toMatchObject({
      metadataTokens: byDefault(false),
      metadataHops: byDefault(1),
      clearDisks: unknown("image-decides"),
    });
  });

  it("that answers nobody gives nothing away", () => {
    expect(machine({ metadata_options: { http_endpoint: "disabled" } })).toMatchObject({
      metadataTokens: declared(true),
      metadataHops: declared(0),
    });
  });

  it.each([
    [disks({ encrypted: "true" }, { encrypted: false }, {}), {}, declared(["/dev/sd1", "/dev/sd2"])],
    [disks({ encrypted: "${var.on}" }), {}, inPart([], "expression")],
    [disks({}), { aws_ebs_encryption_by_default: { all: { enabled: true } } }, declared([])],
    [{}, { aws_ebs_encryption_by_default: { all: {} } }, declared([])],
  ])("with %j has those disks in clear", (body, beside, clearDisks) => {
    expect(machine(body, beside).clearDisks).toEqual(clearDisks);
  });

  it("that runs has a root", () => {
    const root = { root_block_device: [{ encrypted: false }] };
    expect(machine(root, {}, "aws_instance").clearDisks).toEqual(declared(["root"]));
  });
});

it("what AWS keeps of an account by itself is read", () => {
  const platform = declaredIn({
    aws_kms_key: { plain: {}, signing: { key_usage: "SIGN_VERIFY", customer_master_key_spec: "RSA_2048" } },
    aws_ecr_repository: { api: { image_tag_mutability: "IMMUTABLE" } },
    aws_ecr_registry_scanning_configuration: { all: { scan_type: "ENHANCED" } },
    aws_cloudtrail: { all: { is_multi_region_trail: true } },
    aws_vpc: { all: {} },
  });
  expect(the("cloudKey", platform, "aws_kms_key.plain").rotated).toEqual(byDefault(false));
  expect(the("cloudKey", platform, "aws_kms_key.signing").rotated).toEqual(byDefault("without"));
  expect(the("repository", platform)).toMatchObject({ tagsFixed: declared(true), scanned: byDefault(true) });
  expect(the("trail", platform)).toMatchObject({ allRegions: declared(true), running: byDefault(true) });
  expect([...platform.notExamined]).toEqual([["aws_vpc", 1]]);
});
