import { join } from "node:path";
import { builtImages, loadEnvironments } from "../../config";
import { CATALOGUE } from "../../policies/catalogue";
import { evaluate } from "../../policies/evaluate";
import type { Platform } from "../../policies/facts/subject";
import { DockerStack } from "../../stacks/docker-stack";
import { everythingSynthesized } from "../support/constructs/platforms";
import { synthesizedStack } from "../support/constructs/synthesized";
import { BASES, brokenBy, cloudStack, clusterStack, platformIn } from "../support/policies/mutations/bases";
import { TARGET } from "../support/policies/mutations/containers";
import type { Json, Mutation } from "../support/policies/mutations/mutation";

const ROOT = join(__dirname, "../..");

const failuresIn = (...platforms: readonly Platform[]) =>
  evaluate(platforms, CATALOGUE).findings.filter(({ verdict }) => verdict === "fail");

const said = (...platforms: readonly Platform[]) =>
  failuresIn(...platforms).map(({ rule, subject, message }) => `${rule.id} ${subject.id}: ${message}`);

/** No two public sources agree on its digest, which the catalogue of images says beside it. */
const WITHOUT_DIGEST = /^BWK-image-digest .*: runs 'docker\.io\/oliver006\/redis_exporter:[^']*' without a digest$/;

const unexpected = (stack: object, name?: string) =>
  said(platformIn(stack, name)).filter((line) => !WITHOUT_DIGEST.test(line));

describe("the rules on Bulwark's own output", () => {
  const everything = platformIn(everythingSynthesized());

  it.each([
    ["everything, on an engine", () => everythingSynthesized()],
    ["everything, in a cluster", clusterStack],
    ["a platform with its state in a bucket", cloudStack],
  ])("find nothing in %s", (_name, make) => {
    expect(unexpected(make())).toEqual([]);
  });

  const onDocker = loadEnvironments(join(ROOT, "environments")).filter(({ settings }) => settings.target === "docker");

  it.each(onDocker.map((environment) => ({ environment, name: environment.name })))(
    "find nothing in the environment $name",
    ({ environment, name }) => {
      const props = { environment, builtImages: builtImages() };
      expect(
        unexpected(
          synthesizedStack((app) => new DockerStack(app, name, props)),
          name,
        ),
      ).toEqual([]);
    },
  );

  it("examine all there is, and say what they cannot", () => {
    const kinds = new Set(everything.subjects.map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(["stack", "provider", "container", "network"]));
    expect([...everything.notExamined]).toEqual([]);
    expect(evaluate([everything], CATALOGUE).cannotSay).toBeGreaterThan(0);
  });

  it("know the construct that made a container, and its replicas", () => {
    const subject = everything.subjects.find(({ id }) => id.endsWith(TARGET));
    expect(subject).toMatchObject({
      path: "platform/items/1",
      replicaOf: "platform/items",
      at: { file: "stacks/test/cdk.tf.json", address: `docker_container.${TARGET}` },
    });
  });
});

describe("whatever is broken in Bulwark's own output", () => {
  const id = (slug: string) => `BWK-${slug}`;
  const relativesOf = (rule: string) => CATALOGUE.find((one) => one.id === rule)?.relatives ?? [];

  function newFailures(base: Json, mutation: Mutation): readonly string[] {
    const before = new Set(said(platformIn(base)));
    const found = failuresIn(platformIn(brokenBy(mutation, base))).filter(
      ({ rule, subject, message }) => !before.has(`${rule.id} ${subject.id}: ${message}`),
    );
    return [...new Set(found.map(({ rule }) => rule.id))].sort();
  }

  describe.each(BASES)("of $of", ({ make, rows }) => {
    const base = make();

    it.each(rows)("is found by $rule: $what", (mutation) => {
      expect(newFailures(base, mutation)).toEqual([mutation.rule, ...mutation.also].map(id).sort());
    });
  });

  it("is found by relatives only where they are named as such", () => {
    const rows = BASES.flatMap((base) => base.rows);
    const strangers = rows.flatMap(({ rule, what, also }) =>
      also.filter((other) => !relativesOf(id(rule)).includes(id(other))).map((other) => `${rule}, ${what}: ${other}`),
    );
    expect(strangers).toEqual([]);
  });

  it("two stacks with one state are found by both", () => {
    const [one, other] = [platformIn(cloudStack(), "shop"), platformIn(cloudStack(), "blog")];
    expect(said(one)).toEqual([]);
    expect(new Set(failuresIn(one, other).map(({ rule }) => rule.id))).toEqual(new Set(["BWK-state-shared"]));
  });

  /** What Terraform's JSON has no word for, or is told by another source. */
  const ELSEWHERE: Readonly<Record<string, string>> = {
    "BWK-process-limit": "the provider has no word for it; compose files say it",
    "BWK-liveness-differs": "an engine has no second check; manifests say it",
    "BWK-volume-change": "what becomes of a volume only a plan says",
    "BWK-state-shared": "it takes two stacks, above",
  };

  it("has a row for every rule that Terraform can break, or a reason why not", () => {
    const kinds = ["container", "network", "volume", "stack", "provider", "release"];
    const rules = CATALOGUE.filter(({ on }) => kinds.includes(on)).map((rule) => rule.id);
    const covered = BASES.flatMap(({ rows }) => rows.map(({ rule }) => id(rule)));
    expect([...new Set([...covered, ...Object.keys(ELSEWHERE)])].sort()).toEqual(rules.sort());
  });
});
