import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { Account } from "../account";
import type { KeyReference } from "../key";
import { assumedBy, policyOf } from "../policy";
import { physicalName } from "../private/physical-name";
import { LogGroup } from "./log-group";

export interface FlowLogsProps {
  readonly vpcId: string;
  readonly retentionDays: number;
  /** @default - a key of their own */
  readonly key?: KeyReference;
}

/** Names of roles. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_ROLE = 64;

/** Who talked to whom in a network, and who was refused: kept in an encrypted log group. */
export class FlowLogs extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const name = physicalName(this, MOST_ROLE);
    const group = new LogGroup(this, "lines", {
      name: `/aws/vpc/${name}`,
      retentionDays: props.retentionDays,
      key: props.key,
    });
    const role = this.writer(name, group);
    new FlowLog(this, "Resource", {
      vpcId: props.vpcId,
      trafficType: "ALL",
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      // Ten minutes are the default: too late for whoever looks for an attack.
      maxAggregationInterval: 60,
      tags: { Name: name },
    });
    this.logGroupName = group.name;
  }

  /** https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
  private writer(name: string, group: LogGroup): IamRole {
    const account = Account.of(this);
    const role = new IamRole(this, "role", {
      name,
      description: "Writes the flow logs of a network",
      assumeRolePolicy: assumedBy("vpc-flow-logs.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": account.id },
        ArnLike: { "aws:SourceArn": account.arn("ec2", "vpc-flow-log/*") },
      }),
    });
    new IamRolePolicy(this, "policy", {
      name: "write",
      role: role.id,
      policy: policyOf([
        {
          Sid: "WriteLines",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
          Resource: `${group.arn}:*`,
        },
      ]),
    });
    return role;
  }
}
