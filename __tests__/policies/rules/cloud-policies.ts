import type { Statement } from "../../../policies/facts/access-statement";
import { byDefault, declared } from "../../../policies/facts/fact";
import { casesOf } from "../../support/policies/cases";
import { cloudPolicy, statement } from "../../support/policies/cloud";

const says = (about: "identity" | "resource" | "trust" | "boundary", ...all: readonly Statement[]) => ({
  about,
  statements: declared(all),
});
const EVERYBODY = { principals: ["*"] };
const PASSES = { actions: ["iam:passrole"] };
const PROVIDER = "Federated:arn:aws:iam::111111111111:oidc-provider/token.example.com";
const trusts = (...conditions: readonly (readonly [test: string, value: string])[]) =>
  says(
    "trust",
    statement({
      principals: [PROVIDER],
      conditions: conditions.map(([test, value]) => ({ test, key: "token.example.com:sub", values: [value] })),
    }),
  );
const service = (...conditions: Statement["conditions"]) =>
  statement({ principals: ["Service:cloudtrail.amazonaws.com"], conditions });
const condition = (test: string, key: string, ...values: readonly string[]) => ({ test, key, values });

export const cloudPolicyCases = casesOf("cloudPolicy", cloudPolicy, {
  "BWK-cloud-wildcards": {
    breaks: [
      [says("identity", statement({ actions: ["*"], resources: ["*"] })), "may do * with everything"],
      [says("identity", statement({ actions: ["iam:*"], resources: ["*"] })), "may do iam:* with everything"],
      [
        {
          ...says("identity", statement({ actions: ["s3:*", "ec2:describeinstances", "kms:**"], resources: ["*"] })),
          bounded: byDefault(false),
        },
        "may do kms:**, s3:* with everything",
      ],
      [
        says("identity", statement({ actions: ["*"], resources: ["arn:aws:s3:::x"], not: ["resources"] })),
        "may do * with everything",
      ],
      [
        says("identity", statement({ actions: ["iam:*"], resources: ["**"], not: ["actions"] })),
        "may do anything but iam:* with everything",
      ],
    ],
    keeps: [
      {},
      says("identity", statement({ actions: ["s3:*"], resources: ["*"] })),
      says("identity", statement({ actions: ["s3:*"] }), statement({ actions: ["s3:list*"], resources: ["*"] })),
      says("identity", statement({ effect: "Deny", actions: ["*"], resources: ["*"] })),
    ],
    notApplicable: [says("resource", statement({ actions: ["kms:*"], resources: ["*"] })), says("boundary")],
  },
  "BWK-pass-role": {
    breaks: [
      [says("identity", statement({ ...PASSES, resources: ["*"] })), "may give away any role: *"],
      [
        says("identity", statement({ actions: ["iam:pass*"], resources: ["arn:aws:iam::111111111111:role/*"] })),
        "may give away any role: arn:aws:iam::111111111111:role/*",
      ],
      [
        says("identity", statement({ actions: ["s3:*"], resources: ["*"], not: ["actions"] })),
        "may give away any role: *",
      ],
    ],
    keeps: [
      says("identity", statement({ ...PASSES, resources: ["arn:aws:iam::111111111111:role/shop-*"] })),
      says("identity", statement({ effect: "Deny", ...PASSES, resources: ["*"] })),
    ],
    notApplicable: [says("boundary", statement({ ...PASSES, resources: ["*"] }))],
  },
  "BWK-trust-subject": {
    breaks: [
      [trusts(), "is taken by everybody of token.example.com"],
      [trusts(["StringLike", "repo:a/*"]), "is taken by whoever is 'repo:a/*'"],
      [
        trusts(["ForAllValues:StringEquals", "repo:a/b:environment:c"]),
        "is taken by whoever is 'repo:a/b:environment:c'",
      ],
      [trusts(["StringNotEquals", "repo:a/b"]), "is taken by everybody of token.example.com"],
    ],
    keeps: [
      trusts(["StringEquals", "repo:a/b:environment:c"]),
      trusts(["StringLike", "repo:a/*"], ["StringEquals", "repo:a/b:environment:c"]),
    ],
    notApplicable: [
      {},
      says("trust", service()),
      says("trust", statement({ principals: ["Federated:arn:aws:iam::1:saml-provider/x"] })),
    ],
  },
  "BWK-service-source": {
    breaks: [
      [says("resource", service()), "lets in, for whomever they act: cloudtrail.amazonaws.com"],
      [
        says("resource", service(condition("Bool", "aws:securetransport", "true"))),
        "lets in, for whomever they act: cloudtrail.amazonaws.com",
      ],
      [
        says("resource", service(condition("StringNotEquals", "aws:sourceaccount", "111111111111"))),
        "lets in, for whomever they act: cloudtrail.amazonaws.com",
      ],
    ],
    keeps: [
      says("resource", service(condition("ArnLike", "aws:sourcearn", "arn:aws:cloudtrail:*:111111111111:trail/shop"))),
      says("resource", { ...service(), effect: "Deny" }),
      says("resource", service(condition("ArnEquals", "kms:encryptioncontext:aws:logs:arn", "arn:aws:logs:x"))),
    ],
    notApplicable: [says("trust", service())],
  },
  "BWK-open-policy": {
    breaks: [
      [says("resource", statement(EVERYBODY)), "lets everybody do s3:getobject"],
      [says("trust", statement({ ...EVERYBODY, actions: ["sts:assumerole"] })), "lets everybody do sts:assumerole"],
      [says("resource", statement({ not: ["principals"] })), "lets everybody do s3:getobject"],
      [
        says(
          "resource",
          statement({ ...EVERYBODY, conditions: [condition("IpAddress", "aws:sourceip", "0.0.0.0/0")] }),
        ),
        "lets everybody do s3:getobject",
      ],
      [
        says("resource", statement({ ...EVERYBODY, conditions: [condition("Bool", "aws:securetransport", "true")] })),
        "lets everybody do s3:getobject",
      ],
      [
        says("resource", statement({ ...EVERYBODY, conditions: [condition("StringLike", "aws:principalarn", "*")] })),
        "lets everybody do s3:getobject",
      ],
    ],
    keeps: [
      says("resource", statement()),
      says(
        "resource",
        statement({ ...EVERYBODY, conditions: [condition("IpAddress", "aws:sourceip", "192.0.2.0/24")] }),
      ),
      says("resource", statement({ ...EVERYBODY, effect: "Deny" })),
      says(
        "resource",
        statement({ ...EVERYBODY, conditions: [condition("StringEquals", "aws:principalorgid", "o-1")] }),
      ),
    ],
    notApplicable: [says("identity", statement(EVERYBODY))],
  },
});
