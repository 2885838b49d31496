import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Construct } from "constructs";
import { Account } from "../account";
import { LogGroup } from "../network";
import type { Statement } from "../policy";
import { mainOf } from "../private/after";
import { identifierOf, named } from "../private/checks";
import { Door } from "../private/door";
import { physicalName } from "../private/physical-name";
import { EXPORTED_LOGS, PARAMETERS } from "./engine";
import { monitoringRole, type MonitoringRole } from "./monitoring-role";
import { checked, type DatabaseChoices, type DatabaseProps } from "./props";

/** A database that is there: of this stack, or of another one. */
export interface DatabaseReference {
  readonly address: string;
  readonly port: number;
  readonly securityGroupId: string;
  /** Secret with `username` and `password` of the master user. */
  readonly masterSecretArn: string;
}

const PORT = 5432;
/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.Constraints */
const MOST_IDENTIFIER = 63;
/** Days of insights that cost nothing. https://aws.amazon.com/rds/performance-insights/pricing/ */
const INSIGHTS_DAYS = 7;
/** Seconds between two looks at the machine below. */
const MONITORING_SECONDS = 60;

/**
 * PostgreSQL of RDS, in two zones. Its master password is made by RDS and lies in no state; others connect with a token
 * of IAM, and everybody over TLS.
 *
 * @throws InvalidPlatform for what RDS would refuse
 */
export class Database extends Construct implements DatabaseReference {
  readonly address: string;
  readonly port = PORT;
  readonly securityGroupId: string;
  readonly masterSecretArn: string;
  readonly arn: string;
  readonly identifier: string;
  private readonly users: string;
  private readonly door: Door;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const choices = checked(this, props);
    const { vpcId } = props.network;
    this.identifier = props.name ?? physicalName(this, MOST_IDENTIFIER);
    named(this, "name", this.identifier, identifierOf(MOST_IDENTIFIER));
    this.door = new Door(this, "door", { vpcId, port: PORT, description: `Connects to ${this.identifier}` });
    this.securityGroupId = this.door.securityGroupId;
    const instance = this.instance(choices);
    this.address = instance.address;
    this.arn = instance.arn;
    this.masterSecretArn = instance.masterUserSecret.get(0).secretArn;
    this.users = Account.of(this).arn("rds-db", `dbuser:${instance.resourceId}`);
  }

  /** Lets in who has a security group. @param id what it is, such as `nodes`; its Terraform address has it */
  allowFrom(id: string, securityGroupId: string): void {
    this.door.allowFrom(id, securityGroupId);
  }

  /** What the policy of a role says that connects as a user of the database with a token of IAM. */
  connectAs(user: string): Statement {
    return { Sid: "ConnectToDatabase", Effect: "Allow", Action: "rds-db:connect", Resource: `${this.users}/${user}` };
  }

  private instance(choices: DatabaseChoices): DbInstance {
    const logs = EXPORTED_LOGS.map((kind) => this.logs(kind, choices));
    const monitoring = monitoringRole(this);
    return new DbInstance(this, "Resource", {
      identifier: this.identifier,
      dbName: choices.databaseName,
      ...engineOf(choices),
      ...this.keptBy(choices),
      ...watchedBy(choices, monitoring),
      username: choices.masterUser,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: choices.key.arn,
      iamDatabaseAuthenticationEnabled: true,
      caCertIdentifier: "rds-ca-rsa2048-g1",
      port: PORT,
      publiclyAccessible: false,
      multiAz: choices.multiAz,
      dbSubnetGroupName: this.subnets(choices).name,
      vpcSecurityGroupIds: [this.securityGroupId],
      parameterGroupName: this.parameters(choices).name,
      // RDS would make groups that keep their lines for ever, and Terraform would find them there.
      dependsOn: [...mainOf(...logs), monitoring.permission],
    });
  }

  private keptBy({ backupRetentionDays, deletionProtection, finalSnapshot }: DatabaseChoices) {
    return {
      backupRetentionPeriod: backupRetentionDays,
      deleteAutomatedBackups: false,
      copyTagsToSnapshot: true,
      deletionProtection,
      skipFinalSnapshot: !finalSnapshot,
      finalSnapshotIdentifier: finalSnapshot ? `${this.identifier}-final` : undefined,
    };
  }

  private logs(kind: string, { key, logRetentionDays }: DatabaseChoices): LogGroup {
    const name = `/aws/rds/instance/${this.identifier}/${kind}`;
    return new LogGroup(this, `logs-${kind}`, { name, retentionDays: logRetentionDays, key });
  }

  private subnets({ network }: DatabaseChoices): DbSubnetGroup {
    return new DbSubnetGroup(this, "subnets", {
      name: this.identifier,
      description: `Where ${this.identifier} is`,
      subnetIds: [...network.isolatedSubnetIds],
    });
  }

  private parameters({ version }: DatabaseChoices): DbParameterGroup {
    return new DbParameterGroup(this, "parameters", {
      // A new major version wants a new group, while the old one is still in use.
      name: `${this.identifier}-postgres${version}`,
      family: `postgres${version}`,
      description: `What ${this.identifier} is told`,
      parameter: Object.entries(PARAMETERS).map(([name, value]) => ({ name, value })),
      lifecycle: { createBeforeDestroy: true },
    });
  }
}

const engineOf = ({ version, instanceClass, storageGiB, mostStorageGiB, key }: DatabaseChoices) => ({
  engine: "postgres",
  engineVersion: version,
  instanceClass,
  autoMinorVersionUpgrade: true,
  storageType: "gp3",
  allocatedStorage: storageGiB,
  maxAllocatedStorage: mostStorageGiB,
  storageEncrypted: true,
  kmsKeyId: key.arn,
});

const watchedBy = ({ key }: DatabaseChoices, monitoring: MonitoringRole) => ({
  enabledCloudwatchLogsExports: [...EXPORTED_LOGS],
  performanceInsightsEnabled: true,
  performanceInsightsKmsKeyId: key.arn,
  performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
  monitoringInterval: MONITORING_SECONDS,
  monitoringRoleArn: monitoring.arn,
});
