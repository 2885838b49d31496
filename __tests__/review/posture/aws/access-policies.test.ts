import { AFTER_APPLY, type Json } from "../../../../review/model";
import { awsPosture } from "../../../../review/posture";
import { isSamePolicy } from "../../../../review/posture/aws";
import { matches } from "../../../../policies/facts/access-words";
import { change } from "./change";

const policy = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const READ = { Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: ["arn:a", "arn:b"] };
const allow = (other: object = {}) => ({ ...READ, ...other });

const told = (before: string | undefined, after: string | undefined, attribute = "policy") => {
  const side = (text: string | undefined) => (text === undefined ? undefined : { [attribute]: text });
  const { changes } = awsPosture([change("aws_iam_policy.app", side(before), side(after))]);
  return changes.map(({ verdict, message, exposure }) => `${exposure ? "exposed " : ""}${verdict}: ${message}`);
};

describe("an access policy in other words", () => {
  it.each([
    [
      "statements in another order",
      policy(allow(), { Effect: "Deny", Action: "*", Resource: "*" }),
      policy({ Effect: "Deny", Action: "*", Resource: "*" }, allow()),
    ],
    [
      "lists in another order",
      policy(allow()),
      policy(allow({ Action: ["s3:ListBucket", "s3:GetObject"], Resource: ["arn:b", "arn:a"] })),
    ],
    [
      "a text for a list of one",
      policy(allow({ Action: ["s3:GetObject"] })),
      policy(allow({ Action: "s3:GetObject" })),
    ],
    ["another Sid", policy(allow({ Sid: "One" })), policy(allow({ Sid: "Two" }))],
    ["another case of an action", policy(allow()), policy(allow({ Action: ["S3:getobject", "s3:ListBucket"] }))],
    [
      "a statement that is divided",
      policy(allow()),
      policy(allow({ Resource: "arn:a" }), allow({ Resource: "arn:b" })),
    ],
    ["one statement that is no list", policy(allow()), JSON.stringify({ Version: "2012-10-17", Statement: allow() })],
    [
      "an account for its root",
      policy(allow({ Principal: { AWS: "123456789012" } })),
      policy(allow({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })),
    ],
    ["everybody by kind", policy(allow({ Principal: "*" })), policy(allow({ Principal: { AWS: "*" } }))],
    ["what a wildcard held already", policy(allow({ Action: "s3:*" })), policy(allow({ Action: "s3:*" }), allow())],
  ])("is the same: %s", (_what, before, after) => {
    expect([isSamePolicy(before, after), isSamePolicy(after, before)]).toEqual([true, true]);
    expect(told(before, after)).toEqual(["neutral: says the same in other words"]);
  });
});

describe("an access policy that says more", () => {
  const PUT = allow({ Action: "s3:PutObject" });
  const DENY = {
    Effect: "Deny",
    Action: "s3:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const under = (values: Json, test = "StringEquals") =>
    allow({ Action: "s3:GetObject", Condition: { [test]: { "aws:SourceVpc": values } } });

  it.each([
    ["an action", [allow()], [allow({ Action: "s3:*" })], "newly allows s3:* on arn:a, arn:b"],
    ["a resource", [allow()], [allow({ Resource: "*" })], "newly allows s3:getobject, s3:listbucket on *"],
    ["a statement", [allow()], [allow(), PUT], "newly allows s3:putobject on arn:a, arn:b"],
    [
      "a condition less",
      [under("vpc-1")],
      [allow({ Action: "s3:GetObject" })],
      "allows s3:getobject on arn:a, arn:b under fewer or other conditions",
    ],
    ["a value more in a condition", [under("vpc-1")], [under(["vpc-1", "vpc-2"])], "under fewer or other conditions"],
    [
      "a value less that it must not have",
      [under(["a", "b"], "StringNotEquals")],
      [under("a", "StringNotEquals")],
      "under fewer or other conditions",
    ],
    ["a Deny less", [allow(), DENY], [allow()], "no longer denies s3:* on *"],
    ["a Deny with a condition more", [{ ...DENY, Condition: undefined }], [DENY], "no longer denies s3:* on *"],
    [
      "anything but",
      [allow()],
      [allow({ Action: undefined, NotAction: "iam:*" })],
      "newly allows anything but iam:* on arn:a, arn:b",
    ],
  ])("is weaker: %s", (_what, before, after, words) => {
    const [only, ...others] = told(policy(...before), policy(...after));
    expect(others).toEqual([]);
    expect(only).toMatch(/^worse: /);
    expect(only).toContain(words);
    expect(told(policy(...after), policy(...before)).join()).not.toContain("worse");
  });

  it("is an exposure where it is for everybody", () => {
    const to = (Principal: object | string) => policy(allow({ Principal, Action: "sqs:SendMessage", Resource: "*" }));
    expect(told(to({ AWS: "arn:aws:iam::123456789012:role/app" }), to("*"))).toEqual([
      "exposed worse: newly allows sqs:sendmessage on * to everybody",
    ]);
  });

  it("is told, too, of a trust policy, of a policy in a block, and of a data source", () => {
    const [before, after] = [policy(allow()), policy(allow({ Resource: "*" }))];
    expect(told(before, after, "assume_role_policy")).toHaveLength(1);
    const block = (text: string) => ({ inline_policy: [{ name: "own", policy: text }] });
    expect(awsPosture([change("aws_iam_role.app", block(before), block(after))]).changes).toHaveLength(1);
    const document = (resources: readonly string[]) => ({ statement: [{ actions: ["s3:*"], resources }] });
    const data = change("data.aws_iam_policy_document.app", document(["arn:a"]), document(["*"]));
    expect(awsPosture([data]).changes).toMatchObject([{ verdict: "worse", message: "newly allows s3:* on *" }]);
  });

  it("is weaker with the policy of Denies that is gone", () => {
    expect(told(policy(DENY), undefined)).toEqual(["worse: no longer denies s3:* on *"]);
    expect(told(policy(allow()), undefined)[0]).toMatch(/^better/);
  });
});

describe("an access policy that is new", () => {
  it.each([
    [[allow()], []],
    [[allow({ Principal: "*", Condition: { StringEquals: { "aws:SourceAccount": "1" } } })], []],
    [[allow({ Action: "*", Resource: "*" })], ["worse: newly allows * on *"]],
    [
      [allow({ Action: "s3:GetObject", Principal: "*" })],
      ["exposed worse: newly allows s3:getobject on arn:a, arn:b to everybody"],
    ],
  ])("is told where it is for everybody or for everything: %j", (statements, words) => {
    expect(told(undefined, policy(...statements))).toEqual(words);
  });
});

describe("an access policy that nobody can read", () => {
  it.each([AFTER_APPLY, "${aws_iam_policy_document.x.json}", "{ no json"])("cannot be told: %s", (after) => {
    expect(told(policy(allow()), after)[0]).toMatch(/^cannot-tell: its access policy cannot be told/);
  });

  it("cannot be told where it is longer than any", () => {
    const long = (word: string) => policy(allow({ Action: word.repeat(200_000) }));
    expect(told(long("a"), long("b"))[0]).toMatch(/^cannot-tell/);
  });

  it("is none, where it never was one", () => {
    expect(told("ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-2")).toEqual([]);
    const rules = (days: number) => ({ policy: JSON.stringify({ rules: [{ days }] }) });
    expect(awsPosture([change("aws_ecr_lifecycle_policy.x", rules(1), rules(2))]).changes).toEqual([]);
  });

  const listOf = <T>(count: number, wordOf: (at: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, at) => wordOf(at));

  it.each([
    [
      "of many words",
      (x: string) => listOf(200, (at) => allow({ Action: `s3:${x}${at}*`, Resource: listOf(30, (n) => `arn:${n}*`) })),
    ],
    [
      "of many requests",
      (x: string) =>
        listOf(60, (n) => allow({ Action: listOf(100, (at) => `${n}:${x}${at}`), Resource: listOf(100, String) })),
    ],
    [
      "of long patterns",
      (x: string) => [
        allow({ Action: `${"a*".repeat(15_000)}${x}`, Resource: "a".repeat(40_000) }),
        allow({ Action: "a".repeat(20_000) }),
      ],
    ],
  ])("ends, however long it is: %s", (_what, make) => {
    const started = Date.now();
    const [only] = told(policy(...make("x")), policy(...make("y")));
    expect(only).toMatch(/^worse: newly allows/);
    expect(only!.length).toBeLessThan(5000);
    expect(Date.now() - started).toBeLessThan(5000);
  });
});

describe("a pattern", () => {
  it.each([
    ["s3:*", "s3:get*", true],
    ["s3:get*", "s3:*", false],
    ["*", "anything", true],
    ["a*b*c", "axxbyyc", true],
    ["a*b*c", "axxbyy", false],
    ["a?c", "abc", true],
    ["a?c", "a*c", false],
    ["a*", "a", true],
    [`${"a*".repeat(40)}b`, "a".repeat(5000), false],
  ])("%s holds %s: %s", (pattern, text, holds) => {
    expect(matches(pattern, text)).toBe(holds);
  });
});
