import { Key } from "../../../constructs/aws";
import { awsStack, statementsOf, theOnly } from "../../support/aws/aws-stack";

const props = { description: "Rows of the shop" };

describe("a key", () => {
  it("rotates itself, and its deletion can be taken back for a month", () => {
    const json = awsStack((stack) => new Key(stack, "rows", props));
    expect(theOnly(json, "aws_kms_key")).toMatchObject({
      description: "Rows of the shop",
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      deletion_window_in_days: 30,
    });
    expect(theOnly(json, "aws_kms_alias")).toMatchObject({ name: "alias/shop-rows" });
  });

  it("belongs to the account, which decides by its own policies", () => {
    const json = awsStack((stack) => new Key(stack, "rows", props));
    expect(statementsOf(theOnly(json, "aws_kms_key")["policy"])).toEqual({
      OwnedByAccount: expect.objectContaining({
        Effect: "Allow",
        Action: "kms:*",
        Principal: {
          AWS: expect.stringMatching(
            /^arn:\$\{data\.aws_partition\..+\}:iam::\$\{data\.aws_caller_identity\..+\}:root$/,
          ) as unknown,
        },
      }) as unknown,
    });
  });

  it("is used by a service for this account's sake alone", () => {
    const json = awsStack((stack) => {
      const account = { StringEquals: { "aws:SourceAccount": "123456789012" } };
      new Key(stack, "rows", props).allow("logs.eu-west-1.amazonaws.com", account);
    });
    expect(statementsOf(theOnly(json, "aws_kms_key")["policy"])["UsedBylogs0"]).toMatchObject({
      Principal: { Service: "logs.eu-west-1.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    });
  });

  it.each([
    [{ rotationDays: 89 }, "[shop/rows] rotationDays must be 90 to 2560, got: 89\nPass 365 for once a year."],
    [
      { deletionWindowDays: 6 },
      "[shop/rows] deletionWindowDays must be 7 to 30, got: 6\nPass 30, the longest time to notice a mistake.",
    ],
  ])("is refused with %j", (wrong, message) => {
    expect(() => awsStack((stack) => new Key(stack, "rows", { ...props, ...wrong }))).toThrow(message);
  });
});
