import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct } from "constructs";
import { Account } from "../account";
import type { NoticesReference } from "../alarms";
import { within } from "../private/checks";
import { physicalName } from "../private/physical-name";
import { budgetNotPositive } from "./errors";

export interface GuardProps {
  /** Who is told of findings and of costs. */
  readonly notices: NoticesReference;
  /** What a month may cost, in US dollars: told at 80 % of it, and when it is foreseen to be more. */
  readonly monthlyUsDollars: number;
  /** Findings of this severity and above are told, 1 to 10; from 4 on they are medium. @default 4 */
  readonly severity?: number;
}

/** What GuardDuty looks at beside CloudTrail, flow logs and names. https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html */
const FEATURES = [
  "S3_DATA_EVENTS",
  "EKS_AUDIT_LOGS",
  "EBS_MALWARE_PROTECTION",
  "RDS_LOGIN_EVENTS",
  "LAMBDA_NETWORK_LOGS",
] as const;

const MOST_RULE_NAME = 64;
const MOST_BUDGET_NAME = 100;

/**
 * Looks for intruders in the account and its region, and at what the month costs. An account has one detector for each
 * region: a second Guard there fails when it is applied.
 *
 * @throws InvalidPlatform for a budget of nothing, or a severity that there is not
 */
export class Guard extends Construct {
  constructor(scope: Construct, id: string, props: GuardProps) {
    super(scope, id);
    const { notices, monthlyUsDollars, severity = 4 } = props;
    if (!(monthlyUsDollars > 0)) throw budgetNotPositive(this, monthlyUsDollars);
    within(this, "severity", severity, [1, 10]);
    this.detect();
    this.tell(notices, severity);
    this.budget(notices, monthlyUsDollars);
  }

  private detect(): void {
    const { id } = new GuarddutyDetector(this, "detector", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
    });
    for (const name of FEATURES) {
      new GuarddutyDetectorFeature(this, name.toLowerCase().replaceAll("_", "-"), {
        detectorId: id,
        name,
        status: "ENABLED",
      });
    }
  }

  private tell({ topicArn }: NoticesReference, severity: number): void {
    const rule = new CloudwatchEventRule(this, "findings", {
      name: `${physicalName(this, MOST_RULE_NAME - "-findings".length)}-findings`,
      description: `Findings of GuardDuty of severity ${severity} and above`,
      eventPattern: JSON.stringify({
        source: ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        detail: { severity: [{ numeric: [">=", severity] }] },
      }),
    });
    new CloudwatchEventTarget(this, "told", { rule: rule.name, arn: topicArn });
  }

  private budget({ topicArn }: NoticesReference, monthly: number): void {
    const told = {
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberSnsTopicArns: [topicArn],
    };
    new BudgetsBudget(this, "budget", {
      accountId: Account.of(this).id,
      name: physicalName(this, MOST_BUDGET_NAME),
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitUnit: "USD",
      limitAmount: `${monthly}`,
      notification: [
        { ...told, notificationType: "ACTUAL", threshold: 80 },
        { ...told, notificationType: "FORECASTED", threshold: 100 },
      ],
    });
  }
}
