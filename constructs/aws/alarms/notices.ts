import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { Account } from "../account";
import { Key } from "../key";
import { policyOf, type Statement } from "../policy";
import { physicalName } from "../private/physical-name";
import { addressWrong } from "./errors";

/** Where what people must know is sent: a topic of this stack, or of another one. */
export interface NoticesReference {
  readonly topicArn: string;
}

export interface NoticesProps {
  /**
   * Who is written to; each must confirm once. Services with a secret in their URL subscribe by themselves: it would lie in
   * Terraform's state. @default - nobody
   */
  readonly mails?: readonly string[];
}

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
const MOST_NAME = 256;

/** Who of AWS writes to it for this account. */
const WRITERS = ["cloudwatch", "events", "budgets", "backup"] as const;

/**
 * A topic that alarms, findings and budgets of this account are sent to, encrypted with a key of its own.
 *
 * @throws InvalidPlatform for what is no mail address
 */
export class Notices extends Construct implements NoticesReference {
  readonly topicArn: string;

  constructor(scope: Construct, id: string, { mails = [] }: NoticesProps = {}) {
    super(scope, id);
    const wrong = mails.find((mail) => !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail));
    if (wrong !== undefined) throw addressWrong(this, wrong);
    const account = Account.of(this);
    const forAccount = { StringEquals: { "aws:SourceAccount": account.id } };
    const key = new Key(this, "key", { description: "What people must know" });
    for (const writer of WRITERS) key.allow(`${writer}.amazonaws.com`, forAccount);
    const topic = new SnsTopic(this, "Resource", { name: physicalName(this, MOST_NAME), kmsMasterKeyId: key.arn });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyOf([writtenBy(topic.arn, account.id), notWithoutTls(topic.arn)]),
    });
    for (const mail of mails) {
      new SnsTopicSubscription(this, mail, { topicArn: topic.arn, protocol: "email", endpoint: mail });
    }
    this.topicArn = topic.arn;
  }
}

const writtenBy = (topic: string, account: string): Statement => ({
  Sid: "WrittenByServices",
  Effect: "Allow",
  Principal: { Service: WRITERS.map((writer) => `${writer}.amazonaws.com`) },
  Action: "sns:Publish",
  Resource: topic,
  Condition: { StringEquals: { "aws:SourceAccount": account } },
});

const notWithoutTls = (topic: string): Statement => ({
  Sid: "DenyWithoutTls",
  Effect: "Deny",
  Principal: "*",
  Action: "sns:Publish",
  Resource: topic,
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
