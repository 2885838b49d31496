import fc from "fast-check";
import { CATALOGUE } from "../../../policies/catalogue";
import { UnreadableSource } from "../../../policies/errors";
import { evaluate } from "../../../policies/evaluate";
import type { Kind } from "../../../policies/facts/subject";
import { synthPlatform } from "../../../policies/readers/synth";
import { declaredIn, type Resources } from "../../support/policies/aws-json";
import { CLOUDS, cloudOf } from "../../support/policies/mutations/clouds";
import type { Json } from "../../support/policies/mutations/mutation";
import { FILE } from "../../support/policies/terraform-json";

const KINDS: readonly Kind[] = [
  ...(["store", "securityGroup", "cloudPolicy", "machine"] as const),
  ...(["managedCluster", "repository", "trail", "cloudKey"] as const),
];
const RULES = CATALOGUE.filter(({ on }) => KINDS.includes(on));

/** Answered or refused in words, and nothing else. */
function answered(stack: object): boolean {
  try {
    evaluate([synthPlatform(stack, FILE)], RULES);
    return true;
  } catch (error) {
    if (error instanceof UnreadableSource) return true;
    throw error;
  }
}

const STRANGE: readonly unknown[] = [
  ...[null, "", 0, -1, true, false, [], {}, [null], [[]], [{}], "x", "${var.x}", ["${var.x}"], "${"],
  ...["__proto__", "constructor", '{"Statement":5}', '{"Statement":[{"Action":{}}]}', '{"Statement":[5]}', "arn:*"],
  ...[{ "//": 1 }, { dynamic: {} }, "${aws_s3_bucket.x.id}", "[", '{"Statement":{"Principal":[[]]}}', "*".repeat(5000)],
];

/** Each value within resources, at any depth. */
function waysIn(value: unknown, way: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [way];
  const inner = Object.entries(value).flatMap(([key, one]) => waysIn(one, [...way, key]));
  return way.length > 2 ? [way, ...inner] : inner;
}

function replaced(stack: Json, way: readonly (string | number)[], value: unknown): Json {
  const copy = structuredClone(stack);
  const owner = way.slice(0, -1).reduce<Json>((inner, key) => inner[key] as Json, copy);
  owner[way.at(-1)!] = value;
  return copy;
}

it.each(Object.keys(CLOUDS))("whatever stands in %s has an answer, or is refused in words", (name) => {
  const resource = cloudOf(name)["resource"];
  const ways = waysIn(resource);
  fc.assert(
    fc.property(fc.constantFrom(...ways), fc.constantFrom(...STRANGE), (way, value) => {
      expect(answered({ resource: replaced(resource as Json, way, value) })).toBe(true);
    }),
    { numRuns: 150 },
  );
});

it.each(["constructor", "__proto__", "toString"])("a word of every object is a word like others: %s", (word) => {
  const body = {
    ...{ ip_protocol: word, protocol: word, engine: word, policy: word, type: word, kms_master_key_id: word },
    ...{ security_group_id: word, cidr_ipv4: "0.0.0.0/0", bucket: word },
  };
  const types = ["aws_db_instance", "aws_vpc_security_group_ingress_rule", "aws_sns_topic", "aws_s3_bucket"];
  const resources = Object.fromEntries(types.map((type) => [type, { it: body }]));
  expect(answered({ resource: { ...resources, aws_security_group: { it: { name: word } } } })).toBe(true);
});

it("thousands of buckets and policies are read in some seconds", () => {
  const names = Array.from({ length: 3000 }, (_, index) => `b${index}`);
  const of = (body: (name: string) => object) => Object.fromEntries(names.map((name) => [name, body(name)]));
  const policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::x" }],
  });
  const resources: Resources = {
    aws_s3_bucket: of((name) => ({ bucket: name })),
    aws_s3_bucket_public_access_block: of((name) => ({ bucket: `\${aws_s3_bucket.${name}.id}` })),
    aws_s3_bucket_policy: of((name) => ({ bucket: name, policy })),
    aws_iam_policy: of(() => ({ policy })),
    aws_iam_role: of((name) => ({ permissions_boundary: `\${aws_iam_policy.${name}.arn}` })),
    aws_iam_role_policy: of((name) => ({ role: `\${aws_iam_role.${name}.id}`, policy })),
    aws_security_group: of(() => ({})),
    aws_vpc_security_group_ingress_rule: of((name) => ({
      ...{ security_group_id: `\${aws_security_group.${name}.id}`, ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
    })),
  };
  const begin = process.cpuUsage().user;
  const { findings } = evaluate([declaredIn(resources)], RULES);
  expect(findings.filter(({ rule }) => rule.id === "BWK-open-ports")).toHaveLength(3000);
  expect((process.cpuUsage().user - begin) / 1e6).toBeLessThan(10);
});
