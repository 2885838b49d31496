import { Firewall, Guard, type FirewallProps, type GuardProps } from "../../../constructs/aws";
import { awsStack, theOnly } from "../../support/aws/aws-stack";

const notices = { topicArn: "arn:aws:sns:eu-west-1:123456789012:told" };

const guarded = (props: Partial<GuardProps> = {}) =>
  awsStack((stack) => new Guard(stack, "guard", { notices, monthlyUsDollars: 500, ...props }));

const walled = (props: FirewallProps = {}) => awsStack((stack) => new Firewall(stack, "wall", props));

describe("a guard", () => {
  it("looks at buckets, the cluster, disks, databases and functions as well", () => {
    expect(theOnly(guarded(), "aws_guardduty_detector")).toMatchObject({ enable: true });
    const features = Object.values(guarded().resource!["aws_guardduty_detector_feature"]!);
    expect(features.map((one) => `${String(one["name"])} ${String(one["status"])}`)).toEqual([
      "EBS_MALWARE_PROTECTION ENABLED",
      "EKS_AUDIT_LOGS ENABLED",
      "LAMBDA_NETWORK_LOGS ENABLED",
      "RDS_LOGIN_EVENTS ENABLED",
      "S3_DATA_EVENTS ENABLED",
    ]);
  });

  it("tells of findings from medium on", () => {
    const pattern = JSON.parse(theOnly(guarded(), "aws_cloudwatch_event_rule")["event_pattern"] as string) as object;
    expect(pattern).toMatchObject({ source: ["aws.guardduty"], detail: { severity: [{ numeric: [">=", 4] }] } });
    expect(theOnly(guarded(), "aws_cloudwatch_event_target")["arn"]).toBe(notices.topicArn);
  });

  it("tells of costs before the month is over", () => {
    const { notification } = theOnly(guarded(), "aws_budgets_budget") as { readonly notification: readonly object[] };
    expect(notification).toEqual([
      expect.objectContaining({ notification_type: "ACTUAL", threshold: 80 }),
      expect.objectContaining({ notification_type: "FORECASTED", threshold: 100 }),
    ]);
  });

  it.each([
    [{ monthlyUsDollars: 0 }, "[shop/guard] monthlyUsDollars must be above 0, got: 0\nPass what a month may cost."],
    [{ severity: 11 }, "[shop/guard] severity must be 1 to 10, got: 11"],
  ])("is refused with %j", (wrong, message) => {
    expect(() => guarded(wrong)).toThrow(message);
  });
});

describe("a firewall", () => {
  it("answers 429 to whoever asks too often, before it looks at anything else", () => {
    const [first] = theOnly(walled(), "aws_wafv2_web_acl")["rule"] as readonly object[];
    expect(first).toMatchObject({
      priority: 0,
      action: { block: { custom_response: { response_code: 429 } } },
      statement: { rate_based_statement: { aggregate_key_type: "IP", limit: 2000 } },
    });
  });

  it("keeps the rules that AWS keeps", () => {
    const rules = theOnly(walled(), "aws_wafv2_web_acl")["rule"] as readonly { readonly name: string }[];
    expect(rules.map(({ name }) => name)).toEqual([
      "rate",
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesKnownBadInputsRuleSet",
    ]);
  });

  it("notes what it sees, without what people log in with", () => {
    expect(theOnly(walled(), "aws_cloudwatch_log_group")).toMatchObject({
      name: "aws-waf-logs-shop-wall",
      retention_in_days: 90,
    });
    expect(theOnly(walled(), "aws_wafv2_web_acl_logging_configuration")["redacted_fields"]).toEqual([
      { single_header: { name: "authorization" } },
      { single_header: { name: "cookie" } },
    ]);
  });

  it("is refused with a limit that WAF does not take", () => {
    expect(() => walled({ requestsPerAddress: 9 })).toThrow(
      "[shop/wall] requestsPerAddress must be 10 to 2000000000, got: 9",
    );
  });
});
