import { App, TerraformStack } from "cdktf";
import { Key, LogGroup } from "../../../../constructs/aws";
import { awsStack, statementsOf, theOnly } from "../../../support/aws/aws-stack";

const props = { name: "/shop/lines", retentionDays: 90 };

describe("a log group", () => {
  it("is encrypted with a key that CloudWatch Logs may use for it alone, and forgets", () => {
    const json = awsStack((stack) => new LogGroup(stack, "lines", props));
    expect(theOnly(json, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/shop/lines",
      retention_in_days: 90,
      kms_key_id: expect.stringMatching(/^\${aws_kms_key\.lines_key_.*\.arn}$/),
    });
    const { policy } = theOnly(json, "aws_kms_key");
    expect(Object.values(statementsOf(policy))).toContainEqual(
      expect.objectContaining({
        Principal: { Service: expect.stringMatching(/^logs\.\${data\.aws_region\..*\.id}\.amazonaws\.com$/) },
        Condition: {
          ArnEquals: { "kms:EncryptionContext:aws:logs:arn": expect.stringMatching(/:log-group:\/shop\/lines$/) },
        },
      }),
    );
  });

  it("lets CloudWatch Logs use a key of the same stack", () => {
    const json = awsStack((stack) => {
      const key = new Key(stack, "rows", { description: "Rows" });
      new LogGroup(stack, "lines", { ...props, key });
    });
    expect(theOnly(json, "aws_cloudwatch_log_group")["kms_key_id"]).toMatch(/^\${aws_kms_key\.rows_.*\.arn}$/);
    expect(Object.keys(statementsOf(theOnly(json, "aws_kms_key")["policy"]))).toHaveLength(2);
  });

  it("changes nothing of a key of another stack", () => {
    const elsewhere = new TerraformStack(new App(), "elsewhere");
    const key = new Key(elsewhere, "rows", { description: "Rows" });
    const allow = jest.spyOn(key, "allow");
    new LogGroup(elsewhere, "its-lines", { ...props, key });
    new LogGroup(new TerraformStack(new App(), "shop"), "lines", { ...props, key });
    expect(allow).toHaveBeenCalledTimes(1);
  });

  it.each([0, 42, -1, 91])("cannot keep lines for %i days", (retentionDays) => {
    const offered = "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288";
    expect(() => awsStack((stack) => new LogGroup(stack, "lines", { ...props, retentionDays }))).toThrow(
      `[shop/lines] logs cannot be kept for ${retentionDays} days\nPass what CloudWatch Logs offers: ${offered}, 3653. Logs without an end are not offered here.`,
    );
  });
});
