import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";
import { LogGroup } from "../network";
import { within } from "../private/checks";
import { physicalName } from "../private/physical-name";

export interface FirewallProps {
  /** Requests that one address may make in five minutes, 10 to 2,000,000,000. @default 2000 */
  readonly requestsPerAddress?: number;
  /** Days that the log of what was refused is kept. @default 90 */
  readonly logRetentionDays?: number;
}

/** Rules that AWS keeps. https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const MANAGED = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
] as const;

/** https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const REQUESTS = [10, 2_000_000_000] as const;
const MOST_NAME = 128;

/**
 * A web ACL for a load balancer: refuses who asks too often, who is known for it, and what looks like an attack. The load
 * balancer's own controller names it by `arn`.
 */
export class Firewall extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { requestsPerAddress = 2000, logRetentionDays = 90 }: FirewallProps = {}) {
    super(scope, id);
    within(this, "requestsPerAddress", requestsPerAddress, REQUESTS);
    const name = physicalName(this, MOST_NAME);
    const acl = new Wafv2WebAcl(this, "Resource", {
      name,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: measured(name),
      rule: [rate(requestsPerAddress), ...MANAGED.map(managed)],
    });
    // WAF writes to groups of this prefix alone. https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
    const log = new LogGroup(this, "log", { name: `aws-waf-logs-${name}`, retentionDays: logRetentionDays });
    new Wafv2WebAclLoggingConfiguration(this, "logging", {
      resourceArn: acl.arn,
      logDestinationConfigs: [log.arn],
      redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
    });
    this.arn = acl.arn;
  }
}

const measured = (metricName: string) => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

const rate = (limit: number) => ({
  name: "rate",
  priority: 0,
  action: { block: { customResponse: { responseCode: 429 } } },
  statement: { rate_based_statement: { aggregate_key_type: "IP", limit } },
  visibilityConfig: measured("rate"),
});

const managed = (name: string, index: number) => ({
  name,
  priority: index + 1,
  overrideAction: { none: {} },
  statement: { managed_rule_group_statement: { name, vendor_name: "AWS" } },
  visibilityConfig: measured(name),
});
