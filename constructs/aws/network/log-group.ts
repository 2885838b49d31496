import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { TerraformStack, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { Key, type KeyReference } from "../key";
import { retentionNotOffered } from "./errors";

export interface LogGroupProps {
  readonly name: string;
  /** Days that a line is kept: one of those that CloudWatch Logs offers. */
  readonly retentionDays: number;
  /**
   * What encrypts the lines. A key of another stack must let `logs.<region>.amazonaws.com` use it.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
   * @default - a key of its own
   */
  readonly key?: KeyReference;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const OFFERED = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827],
  ...[2192, 2557, 2922, 3288, 3653],
];

/**
 * A log group that is encrypted with a key, and forgets.
 *
 * @throws InvalidPlatform when the days are not those that CloudWatch Logs offers
 */
export class LogGroup extends Construct implements ITerraformDependable {
  readonly arn: string;
  readonly name: string;
  /** For `dependsOn` of what would make the group by itself. */
  readonly fqn: string;

  constructor(scope: Construct, id: string, props: LogGroupProps) {
    super(scope, id);
    const { name, retentionDays } = props;
    if (!Token.isUnresolved(retentionDays) && !OFFERED.includes(retentionDays)) {
      throw retentionNotOffered(this, retentionDays, OFFERED);
    }
    const key = props.key ?? new Key(this, "key", { description: `Lines of ${name}` });
    this.allowLogs(key, name);
    const group = new CloudwatchLogGroup(this, "Resource", {
      name,
      retentionInDays: retentionDays,
      kmsKeyId: key.arn,
    });
    this.arn = group.arn;
    this.name = group.name;
    this.fqn = group.fqn;
  }

  /** CloudWatch Logs refuses a key that it may not use. That of another stack is not ours to change. */
  private allowLogs(key: KeyReference, name: string): void {
    if (!(key instanceof Key) || TerraformStack.of(key) !== TerraformStack.of(this)) return;
    const account = Account.of(this);
    key.allow(`logs.${account.region}.amazonaws.com`, {
      ArnEquals: { "kms:EncryptionContext:aws:logs:arn": account.arn("logs", `log-group:${name}`) },
    });
  }
}
