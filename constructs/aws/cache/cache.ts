import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import { LogGroup } from "../network";
import type { Statement } from "../policy";
import { identifierOf, named } from "../private/checks";
import { Door } from "../private/door";
import { physicalName } from "../private/physical-name";
import { checked, type CacheChoices, type CacheProps } from "./props";
import { CacheUsers } from "./users";

/** A cache that is there: of this stack, or of another one. */
export interface CacheReference {
  readonly address: string;
  readonly port: number;
  readonly securityGroupId: string;
}

const PORT = 6379;
/** https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html */
const MOST_IDENTIFIER = 40;

/** In the words of ElastiCache, and those of a log group's name. */
const LOGS = ["slow-log", "engine-log"] as const;

/**
 * Valkey of ElastiCache, in two zones or more. Everybody connects over TLS and with a token of IAM: a password would lie
 * in the state of Terraform.
 *
 * @throws InvalidPlatform for what ElastiCache would refuse
 */
export class Cache extends Construct implements CacheReference {
  readonly address: string;
  readonly port = PORT;
  readonly securityGroupId: string;
  readonly arn: string;
  readonly identifier: string;
  private readonly users: CacheUsers;
  private readonly door: Door;

  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    const choices = checked(this, props);
    const { vpcId } = props.network;
    this.identifier = props.name ?? physicalName(this, MOST_IDENTIFIER);
    named(this, "name", this.identifier, identifierOf(MOST_IDENTIFIER));
    this.door = new Door(this, "door", { vpcId, port: PORT, description: `Connects to ${this.identifier}` });
    this.securityGroupId = this.door.securityGroupId;
    this.users = new CacheUsers(this, "users", { cache: this.identifier, users: props.users });
    const group = this.group(choices);
    this.address = group.primaryEndpointAddress;
    this.arn = group.arn;
  }

  /** Lets in who has a security group. @param id what it is, such as `nodes`; its Terraform address has it */
  allowFrom(id: string, securityGroupId: string): void {
    this.door.allowFrom(id, securityGroupId);
  }

  /**
   * What the policy of a role says that connects as a user with a token of IAM.
   * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html
   *
   * @throws InvalidPlatform for a user that the cache does not have
   */
  connectAs(user: string): Statement {
    const Resource = [this.arn, this.users.arnOf(user)];
    return { Sid: "ConnectToCache", Effect: "Allow", Action: "elasticache:Connect", Resource };
  }

  /** With what the user is named when he connects. @throws InvalidPlatform for a user that the cache does not have */
  nameOf(user: string): string {
    return this.users.nameOf(user);
  }

  private group(choices: CacheChoices): ElasticacheReplicationGroup {
    const { key } = choices;
    return new ElasticacheReplicationGroup(this, "Resource", {
      replicationGroupId: this.identifier,
      description: `Cache ${this.identifier}`,
      engine: "valkey",
      engineVersion: choices.version,
      nodeType: choices.nodeType,
      port: PORT,
      numCacheClusters: choices.nodes,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: "true",
      kmsKeyId: key.arn,
      userGroupIds: [this.users.groupId],
      subnetGroupName: this.subnets(choices).name,
      securityGroupIds: [this.securityGroupId],
      parameterGroupName: this.parameters(choices).name,
      autoMinorVersionUpgrade: "true",
      snapshotRetentionLimit: choices.snapshotRetentionDays,
      finalSnapshotIdentifier: `${this.identifier}-final`,
      logDeliveryConfiguration: LOGS.map((kind) => ({
        logType: kind,
        logFormat: "json",
        destinationType: "cloudwatch-logs",
        destination: this.logs(kind, choices).name,
      })),
    });
  }

  private logs(kind: string, { key, logRetentionDays }: CacheChoices): LogGroup {
    const name = `/aws/elasticache/${this.identifier}/${kind}`;
    return new LogGroup(this, `logs-${kind}`, { name, retentionDays: logRetentionDays, key });
  }

  private subnets({ network }: CacheChoices): ElasticacheSubnetGroup {
    return new ElasticacheSubnetGroup(this, "subnets", {
      name: this.identifier,
      description: `Where ${this.identifier} is`,
      subnetIds: [...network.isolatedSubnetIds],
    });
  }

  private parameters({ version, eviction }: CacheChoices): ElasticacheParameterGroup {
    const family = `valkey${version.split(".")[0] ?? ""}`;
    return new ElasticacheParameterGroup(this, "parameters", {
      // A new major version wants a new group, while the old one is still in use.
      name: `${this.identifier}-${family}`,
      family,
      description: `What ${this.identifier} is told`,
      parameter: [{ name: "maxmemory-policy", value: eviction }],
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
