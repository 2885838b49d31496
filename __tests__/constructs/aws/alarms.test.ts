import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import type { TerraformStack } from "cdktf";
import { Alarms, Notices } from "../../../constructs/aws";
import { awsStack, statementsOf, theOnly } from "../../support/aws/aws-stack";

const notices = { topicArn: "arn:aws:sns:eu-west-1:123456789012:told" };

const watching = (declare: (stack: TerraformStack) => void) =>
  awsStack((stack) => {
    new Alarms(stack, "alarms", { notices });
    declare(stack);
  });

const metrics = (json: ReturnType<typeof awsStack>) =>
  Object.values(json.resource?.["aws_cloudwatch_metric_alarm"] ?? {});
const rows = (stack: TerraformStack) =>
  new DbInstance(stack, "rows", { identifier: "rows", instanceClass: "db.m7g.large" });

describe("alarms", () => {
  it("watch what is declared after them", () => {
    const alarms = metrics(watching(rows));
    expect(alarms.map((one) => one["metric_name"]).sort()).toEqual([
      "CPUUtilization",
      "DiskQueueDepth",
      "FreeStorageSpace",
      "FreeableMemory",
    ]);
    expect(alarms.map((one) => one["dimensions"])).toContainEqual({
      DBInstanceIdentifier: "${aws_db_instance.rows.identifier}",
    });
  });

  it("tell once of a resource, whatever is wrong with it", () => {
    const json = watching(rows);
    expect(theOnly(json, "aws_cloudwatch_composite_alarm")).toMatchObject({
      alarm_name: "shop-rows",
      alarm_actions: [notices.topicArn],
      ok_actions: [notices.topicArn],
    });
    expect(metrics(json).every((one) => one["alarm_actions"] === undefined)).toBe(true);
  });

  it("watch each server of a cache", () => {
    const json = watching(
      (stack) =>
        new ElasticacheReplicationGroup(stack, "cache", {
          replicationGroupId: "c",
          description: "c",
          numCacheClusters: 2,
        }),
    );
    expect(
      metrics(json).map((one) => (one["dimensions"] as { readonly CacheClusterId: string }).CacheClusterId),
    ).toEqual(expect.arrayContaining([expect.stringMatching(/-001$/), expect.stringMatching(/-002$/)]));
  });

  it.each([
    ["a way out", (stack: TerraformStack) => new NatGateway(stack, "nat", { subnetId: "s" }), "ErrorPortAllocation"],
    [
      "a function",
      (stack: TerraformStack) => new LambdaFunction(stack, "f", { functionName: "f", role: "r" }),
      "Errors",
    ],
  ])("are quiet while %s is not asked for anything", (_, declare, metric) => {
    const alarm = metrics(watching(declare)).find((one) => one["metric_name"] === metric);
    expect(alarm).toMatchObject({ threshold: 0, treat_missing_data: "notBreaching" });
  });

  it("say nothing of what cannot be watched", () => {
    const json = watching((stack) => new SnsTopic(stack, "topic", { name: "t" }));
    expect(Object.keys(json.resource!)).toEqual(["aws_sns_topic"]);
  });

  it("are one in a stack", () => {
    expect(() => watching((stack) => new Alarms(stack, "more", { notices }))).toThrow(
      "[shop/more] watches a stack that shop/alarms watches already\nConstruct Alarms once in a stack: it finds everything there is.",
    );
  });
});

describe("notices", () => {
  it("are encrypted, and written by services for this account alone", () => {
    const json = awsStack((stack) => new Notices(stack, "told", { mails: ["on-call@example.com"] }));
    expect(theOnly(json, "aws_sns_topic")["kms_master_key_id"]).toMatch(/aws_kms_key/);
    const { WrittenByServices, DenyWithoutTls } = statementsOf(theOnly(json, "aws_sns_topic_policy")["policy"]);
    expect(WrittenByServices).toHaveProperty("Condition.StringEquals.aws:SourceAccount");
    expect(DenyWithoutTls).toMatchObject({ Effect: "Deny", Principal: "*" });
    expect(theOnly(json, "aws_sns_topic_subscription")).toMatchObject({ endpoint: "on-call@example.com" });
  });

  it("are refused for what is no mail address", () => {
    expect(() => awsStack((stack) => new Notices(stack, "told", { mails: ["on-call"] }))).toThrow(
      "[shop/told] 'on-call' is no mail address\nPass one such as on-call@example.com.",
    );
  });
});
