import { MskCluster } from "@cdktf/provider-aws/lib/msk-cluster";
import { MskConfiguration } from "@cdktf/provider-aws/lib/msk-configuration";
import { Construct } from "constructs";
import { LogGroup } from "../network";
import { identifierOf, named } from "../private/checks";
import { Door } from "../private/door";
import { physicalName } from "../private/physical-name";
import { serverProperties } from "./configuration";
import { Growth } from "./growth";
import { checked, ZONES, type StreamChoices, type StreamProps } from "./props";

/** A stream that is there: of this stack, or of another one. */
export interface StreamReference {
  /** Hosts and ports with commas between them. */
  readonly bootstrapBrokers: string;
  readonly securityGroupId: string;
}

/** Where brokers take TLS with IAM. https://docs.aws.amazon.com/msk/latest/developerguide/port-info.html */
const PORT = 9098;
/** https://docs.aws.amazon.com/msk/1.0/apireference/clusters.html */
const MOST_NAME = 64;

/**
 * Kafka of MSK over three zones. Everybody connects over TLS and proves by IAM who he is.
 *
 * @throws InvalidPlatform for what MSK would refuse
 */
export class Stream extends Construct implements StreamReference {
  readonly bootstrapBrokers: string;
  readonly port = PORT;
  readonly securityGroupId: string;
  readonly arn: string;
  readonly name: string;
  private readonly door: Door;

  constructor(scope: Construct, id: string, props: StreamProps) {
    super(scope, id);
    const choices = checked(this, props);
    const { vpcId } = props.network;
    this.name = props.name ?? physicalName(this, MOST_NAME);
    named(this, "name", this.name, identifierOf(MOST_NAME));
    this.door = new Door(this, "door", { vpcId, port: PORT, description: `Connects to ${this.name}` });
    this.securityGroupId = this.door.securityGroupId;
    const cluster = this.cluster(choices);
    this.arn = cluster.arn;
    this.bootstrapBrokers = cluster.bootstrapBrokersSaslIam;
    new Growth(this, "growth", { clusterArn: cluster.arn, mostStorageGiB: choices.mostStorageGiB });
  }

  /** Lets in who has a security group. @param id what it is, such as `nodes`; its Terraform address has it */
  allowFrom(id: string, securityGroupId: string): void {
    this.door.allowFrom(id, securityGroupId);
  }

  private cluster(choices: StreamChoices): MskCluster {
    const { key, logRetentionDays } = choices;
    const configuration = this.configuration(choices);
    const logs = new LogGroup(this, "logs", { name: `/aws/msk/${this.name}`, retentionDays: logRetentionDays, key });
    return new MskCluster(this, "Resource", {
      clusterName: this.name,
      kafkaVersion: choices.version,
      numberOfBrokerNodes: choices.brokers,
      enhancedMonitoring: "PER_BROKER",
      brokerNodeGroupInfo: {
        instanceType: choices.instanceType,
        clientSubnets: choices.network.isolatedSubnetIds.slice(0, ZONES),
        securityGroups: [this.securityGroupId],
        storageInfo: { ebsStorageInfo: { volumeSize: choices.storageGiB } },
        connectivityInfo: { publicAccess: { type: "DISABLED" } },
      },
      clientAuthentication: { unauthenticated: false, sasl: { iam: true, scram: false } },
      encryptionInfo: {
        encryptionAtRestKmsKeyArn: key.arn,
        encryptionInTransit: { clientBroker: "TLS", inCluster: true },
      },
      configurationInfo: { arn: configuration.arn, revision: configuration.latestRevision },
      loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: logs.name } } },
      // It grows by itself, and cannot become smaller.
      lifecycle: { ignoreChanges: ["broker_node_group_info[0].storage_info[0].ebs_storage_info[0].volume_size"] },
    });
  }

  private configuration(choices: StreamChoices): MskConfiguration {
    return new MskConfiguration(this, "configuration", {
      name: this.name,
      description: `What ${this.name} is told`,
      serverProperties: serverProperties(choices),
    });
  }
}
