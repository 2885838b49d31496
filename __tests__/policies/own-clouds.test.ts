import { CATALOGUE } from "../../policies/catalogue";
import { evaluate } from "../../policies/evaluate";
import type { Kind } from "../../policies/facts/subject";
import type { Finding } from "../../policies/rule";
import { brokenBy, platformIn } from "../support/policies/mutations/bases";
import { CLOUD_MUTATIONS } from "../support/policies/mutations/cloud-rows";
import { CLOUDS, cloudOf } from "../support/policies/mutations/clouds";
import type { Json, Mutation } from "../support/policies/mutations/mutation";

/** What a cloud has; state and providers are the stack's, and these constructs stand in any. */
const KINDS: readonly Kind[] = [
  ...(["store", "securityGroup", "cloudPolicy", "machine"] as const),
  ...(["managedCluster", "repository", "trail", "cloudKey"] as const),
];
const RULES = CATALOGUE.filter(({ on }) => KINDS.includes(on));

const findingsIn = (stack: Json): readonly Finding[] => evaluate([platformIn(stack)], RULES).findings;

const said = ({ rule, subject, message }: Finding): string =>
  `${rule.id} ${subject.id.replace(/_[0-9A-F]{8}$/, "")}: ${message.replace(/_[0-9A-F]{8}\b/g, "")}`;

/** Findings on constructs that nobody has weakened, each with the reason why it stays. */
const EXPLAINED: Readonly<Record<string, string>> = {
  "BWK-encryption-key aws_s3_bucket.states_access-logs: is encrypted by a key that is not its own, by default":
    "S3 delivers its access logs only into buckets that it encrypts by its own keys",
  "BWK-kept-days aws_s3_bucket.states_access-logs: keeps what was for 1 day only":
    "a line is written once, and goes after 90 days",
  "BWK-cluster-admins aws_eks_cluster.cluster: is administered by aws_eks_access_policy_association.cluster_access_administrators-111111111111-ops-policy":
    "the property asks for one: somebody has to be",
};

describe("the rules on constructs of AWS", () => {
  it.each(Object.keys(CLOUDS))("find nothing in %s that is not explained", (name) => {
    const found = findingsIn(cloudOf(name)).map(said);
    expect(found.filter((line) => !Object.hasOwn(EXPLAINED, line))).toEqual([]);
  });

  it("explain nothing that is not found, and nothing grave", () => {
    const found = Object.keys(CLOUDS).flatMap((name) => findingsIn(cloudOf(name)));
    expect([...new Set(found.map(said))].sort()).toEqual(Object.keys(EXPLAINED).sort());
    expect(found.filter(({ rule }) => ["critical", "high"].includes(rule.severity))).toEqual([]);
  });
});

describe("whatever is broken in a construct of AWS", () => {
  const id = (slug: string) => `BWK-${slug}`;
  const relativesOf = (rule: string) => CATALOGUE.find((one) => one.id === rule)?.relatives ?? [];

  function newFindings(base: Json, mutation: Mutation): readonly string[] {
    const before = new Set(findingsIn(base).map(said));
    const found = findingsIn(brokenBy(mutation, base)).filter((one) => !before.has(said(one)));
    return [...new Set(found.map(({ rule, verdict }) => `${verdict} ${rule.id}`))].sort();
  }

  describe.each(Object.entries(CLOUD_MUTATIONS))("of %s", (name, rows) => {
    const base = cloudOf(name);

    it.each(rows)("is found by $rule: $what", (mutation) => {
      const expected = [mutation.rule, ...mutation.also].map((rule) => `fail ${id(rule)}`);
      expect(newFindings(base, mutation)).toEqual(expected.sort());
    });
  });

  it("is found by relatives only where they are named as such", () => {
    const rows = Object.values(CLOUD_MUTATIONS).flat();
    const strangers = rows.flatMap(({ rule, what, also }) =>
      also.filter((other) => !relativesOf(id(rule)).includes(id(other))).map((other) => `${rule}, ${what}: ${other}`),
    );
    expect(strangers).toEqual([]);
  });

  it("has a row for every rule on a cloud", () => {
    const covered = Object.values(CLOUD_MUTATIONS).flatMap((rows) => rows.map(({ rule }) => id(rule)));
    expect([...new Set(covered)].sort()).toEqual(RULES.map((rule) => rule.id).sort());
  });
});
