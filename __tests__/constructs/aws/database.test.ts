import { TerraformOutput } from "cdktf";
import { Database, Key, type DatabaseProps } from "../../../constructs/aws";
import { awsStack, statementsOf, theOnly } from "../../support/aws/aws-stack";
import { allOf, KEY, LATER, NETWORK } from "../../support/aws/data-network";

const props: DatabaseProps = { network: NETWORK, key: KEY };
const databaseWith = (changed: Partial<DatabaseProps> = {}) =>
  awsStack((stack) => new Database(stack, "db", { ...props, ...changed }));

describe("a database", () => {
  it("has its rows, master password and insights encrypted with the key, and no password in the state", () => {
    const instance = theOnly(databaseWith(), "aws_db_instance");
    expect(instance).toMatchObject({
      storage_encrypted: true,
      kms_key_id: KEY.arn,
      manage_master_user_password: true,
      master_user_secret_kms_key_id: KEY.arn,
      performance_insights_enabled: true,
      performance_insights_kms_key_id: KEY.arn,
      performance_insights_retention_period: 7,
    });
    expect(Object.keys(instance).filter((name) => name.startsWith("password"))).toEqual([]);
  });

  it("is in two zones of the isolated subnets, and not in the internet", () => {
    const json = databaseWith();
    expect(theOnly(json, "aws_db_instance")).toMatchObject({
      identifier: "shop-db",
      multi_az: true,
      publicly_accessible: false,
      instance_class: "db.m7g.large",
      engine: "postgres",
      engine_version: "17",
      auto_minor_version_upgrade: true,
      storage_type: "gp3",
      allocated_storage: 100,
      max_allocated_storage: 1000,
      ca_cert_identifier: "rds-ca-rsa2048-g1",
    });
    expect(theOnly(json, "aws_db_subnet_group")).toMatchObject({ subnet_ids: NETWORK.isolatedSubnetIds });
  });

  it("takes nobody without TLS, and tokens of IAM", () => {
    const json = databaseWith();
    const { family, parameter } = theOnly(json, "aws_db_parameter_group");
    expect(family).toBe("postgres17");
    expect(
      Object.fromEntries((parameter as { name: string; value: string }[]).map((one) => [one.name, one.value])),
    ).toEqual({
      "rds.force_ssl": "1",
      ssl_min_protocol_version: "TLSv1.2",
      log_connections: "1",
      log_disconnections: "1",
      log_statement: "ddl",
      log_min_duration_statement: "1000",
      log_lock_waits: "1",
    });
    expect(theOnly(json, "aws_db_instance")).toMatchObject({ iam_database_authentication_enabled: true });
  });

  it("can be restored for a month, cannot be deleted by mistake, and leaves a snapshot", () => {
    expect(theOnly(databaseWith(), "aws_db_instance")).toMatchObject({
      backup_retention_period: 30,
      delete_automated_backups: false,
      copy_tags_to_snapshot: true,
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "shop-db-final",
    });
  });

  it("is watched: its logs are kept encrypted, and the machine below is looked at each minute", () => {
    const json = databaseWith();
    const groups = allOf(json, "aws_cloudwatch_log_group");
    expect(groups.map(({ name, retention_in_days, kms_key_id }) => [name, retention_in_days, kms_key_id])).toEqual([
      ["/aws/rds/instance/shop-db/postgresql", 90, KEY.arn],
      ["/aws/rds/instance/shop-db/upgrade", 90, KEY.arn],
    ]);
    const { monitoring_interval, enabled_cloudwatch_logs_exports, depends_on } = theOnly(json, "aws_db_instance");
    expect([monitoring_interval, enabled_cloudwatch_logs_exports]).toEqual([60, ["postgresql", "upgrade"]]);
    expect(depends_on).toEqual([
      expect.stringMatching(/^aws_cloudwatch_log_group\./),
      expect.stringMatching(/^aws_cloudwatch_log_group\./),
      expect.stringMatching(/^aws_iam_role_policy_attachment\./),
    ]);
    expect(statementsOf(theOnly(json, "aws_iam_role")["assume_role_policy"])["AssumedByService"]).toMatchObject({
      Principal: { Service: "monitoring.rds.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": expect.stringContaining("aws_caller_identity") as unknown } },
    });
  });

  it("lets CloudWatch Logs use a key of its own stack", () => {
    const json = awsStack((stack) => {
      new Database(stack, "db", { network: NETWORK, key: new Key(stack, "rows", { description: "Rows" }) });
    });
    expect(theOnly(json, "aws_kms_key")["policy"]).toContain("log-group:/aws/rds/instance/shop-db/postgresql");
  });

  it("is reached by those who are named alone", () => {
    const json = awsStack((stack) => new Database(stack, "db", props).allowFrom("nodes", "sg-nodes"));
    const group = theOnly(json, "aws_security_group");
    expect([group["ingress"], group["egress"], group["vpc_id"]]).toEqual([undefined, undefined, "vpc-0a"]);
    expect(theOnly(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({
      referenced_security_group_id: "sg-nodes",
      ip_protocol: "tcp",
      from_port: 5432,
      to_port: 5432,
    });
    expect(allOf(databaseWith(), "aws_vpc_security_group_ingress_rule")).toEqual([]);
  });

  it("says what a role may do that connects as one user", () => {
    const { output } = awsStack((stack) => {
      new TerraformOutput(stack, "statement", { value: new Database(stack, "db", props).connectAs("api") });
    });
    expect(output!["statement"]!.value).toMatchObject({
      Effect: "Allow",
      Action: "rds-db:connect",
      Resource: expect.stringMatching(/:dbuser:\$\{aws_db_instance\..+\.resource_id\}\/api$/) as unknown,
    });
  });

  it("is weaker where that is said", () => {
    const weak = { multiAz: false, deletionProtection: false, finalSnapshot: false, backupRetentionDays: 7 };
    const instance = theOnly(databaseWith(weak), "aws_db_instance");
    expect(instance).toMatchObject({
      multi_az: false,
      deletion_protection: false,
      skip_final_snapshot: true,
      backup_retention_period: 7,
    });
    expect(instance["final_snapshot_identifier"]).toBeUndefined();
  });

  it("takes subnets that another stack will name", () => {
    const json = databaseWith({ network: { vpcId: "${var.vpc}", isolatedSubnetIds: LATER } });
    expect(theOnly(json, "aws_db_subnet_group")["subnet_ids"]).toBe("${var.subnets}");
  });

  it("has its address from the construct", () => {
    expect(Object.keys(databaseWith().resource!["aws_db_instance"]!)).toEqual([
      expect.stringMatching(/^db_[0-9A-F]{8}$/),
    ]);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ version: "99.9" }, "[shop/db] version is not supported, got: 99.9\nPass one of 14, 15, 16, 17, 18."],
    [
      { instanceClass: "db.zz" },
      "[shop/db] instanceClass is no class that AWS offers here, got: db.zz\nPass one such as db.m7g.large.",
    ],
    [
      { instanceClass: "cache.m7g.large" },
      "[shop/db] instanceClass is no class that AWS offers here, got: cache.m7g.large\nPass one such as db.m7g.large.",
    ],
    [
      { network: { vpcId: "vpc-0a", isolatedSubnetIds: ["subnet-0a"] } },
      "[shop/db] needs subnets in at least 2 zones, got: 1\nPass the subnets of a network over more zones.",
    ],
    [
      { network: { vpcId: "vpc-0a", isolatedSubnetIds: ["subnet-0a", "subnet-0a"] } },
      "[shop/db] is put into one subnet twice, got: subnet-0a\nPass one subnet for each zone, each once.",
    ],
    [{ backupRetentionDays: 6 }, "[shop/db] backupRetentionDays must be 7 to 35, got: 6\nPass a whole number within."],
    [{ backupRetentionDays: 0 }, "[shop/db] backupRetentionDays must be 7 to 35, got: 0\nPass a whole number within."],
    [{ storageGiB: 19 }, "[shop/db] storageGiB must be 20 to 65536, got: 19\nPass a whole number within."],
    [{ storageGiB: 20.5 }, "[shop/db] storageGiB must be 20 to 65536, got: 20.5\nPass a whole number within."],
    [
      { mostStorageGiB: 100 },
      "[shop/db] mostStorageGiB must be at least a tenth more than storageGiB (100), got: 100\nPass ten times as much: what is not used costs nothing.",
    ],
    [
      { name: "Shop--db" },
      "[shop/db] name must be at most 63 small letters, digits and single hyphens, beginning with a letter, got: Shop--db\nPass another name.",
    ],
    [
      { name: "d".repeat(64) },
      `[shop/db] name must be at most 63 small letters, digits and single hyphens, beginning with a letter, got: ${"d".repeat(64)}\nPass another name.`,
    ],
    [
      { databaseName: "the-shop" },
      "[shop/db] databaseName must be at most 63 small letters, digits and underscores, beginning with a letter, got: the-shop\nPass another name.",
    ],
    [
      { masterUser: "rdsadmin" },
      "[shop/db] masterUser is a name that RDS keeps for itself, got: rdsadmin\nPass another name, such as owner.",
    ],
    [
      { masterUser: "pg_owner" },
      "[shop/db] masterUser is a name that RDS keeps for itself, got: pg_owner\nPass another name, such as owner.",
    ],
  ])("is refused with %j", (wrong, message) => {
    expect(() => databaseWith(wrong)).toThrow(message);
  });

  it("is refused when the log group could not forget then", () => {
    expect(() => databaseWith({ logRetentionDays: 42 })).toThrow(
      "[shop/db/logs-postgresql] logs cannot be kept for 42 days\nPass what CloudWatch Logs offers: 1, 3, 5, ",
    );
  });

  it("is refused when its name would be too long", () => {
    const stack = "s".repeat(61);
    expect(() => awsStack((scope) => new Database(scope, "db", props), stack)).toThrow(
      `[${stack}/db] would be named '${stack}-db', which has 64 characters, and AWS allows 63\nPass a shorter name, or give the stack or the construct a shorter id.`,
    );
  });
});
