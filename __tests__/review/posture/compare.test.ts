import { declared, unknown } from "../../../policies/facts/fact";
import { parseImage } from "../../../policies/facts/image-reference";
import type { FactsByKind, Kind } from "../../../policies/facts/subject";
import { comparePosture } from "../../../review/posture";
import { container, platformOf } from "../../support/policies/container";
import { changesBetween, postureOf, said } from "../../support/policies/posture";
import { backend, stack } from "../../support/policies/terraform";

const caps = (...add: readonly string[]) => ({ capabilities: declared({ drop: new Set(["ALL"]), add: new Set(add) }) });
const environment = (...entries: readonly (readonly [string, string])[]) => ({
  environment: declared(new Map(entries)),
});

describe("a weakening", () => {
  it("has the fact's words, and the rule's name, fix and value", () => {
    expect(changesBetween(container(), container(caps("SYS_ADMIN")))).toEqual([
      {
        stack: "shop",
        subject: "docker_container.api",
        kind: "container",
        at: { file: "cdk.tf.json", address: "docker_container.api" },
        fact: "capabilities",
        before: { drop: ["ALL"], add: [] },
        after: { drop: ["ALL"], add: ["SYS_ADMIN"] },
        verdict: "worse",
        exposure: false,
        rule: "BWK-capabilities",
        severity: "high",
        value: "has capabilities added: SYS_ADMIN",
        message: "has the capabilities SYS_ADMIN",
        fix: "Drop ALL, and add none but NET_BIND_SERVICE.",
      },
    ]);
  });

  it("beyond one that was there is told by what is new", () => {
    const changes = changesBetween(container(caps("SYS_TIME")), container(caps("SYS_TIME", "SYS_ADMIN")));
    expect(changes).toMatchObject([
      { verdict: "worse", rule: "BWK-capabilities", message: "has the capabilities SYS_ADMIN" },
    ]);
  });

  it("that only a rule sees has the rule's words, and what is new on both sides", () => {
    const before = container(environment(["A", "1"]));
    const after = container(environment(["A", "1"], ["DB_PASSWORD", "eed0Thae9ohy"]));
    expect(changesBetween(before, after)).toMatchObject([
      { fact: "environment", before: {}, after: { DB_PASSWORD: "eed0Thae9ohy" }, rule: "BWK-secrets-in-environment" },
    ]);
  });

  it("that a rule saw before is worse with more of it, and better with less", () => {
    const [one, two] = [
      container(environment(["A_PASSWORD", "eed0Thae9ohy"])),
      container(environment(["A_PASSWORD", "eed0Thae9ohy"], ["B_PASSWORD", "eed0Thae9ohy"])),
    ];
    expect(changesBetween(one, two)).toMatchObject([{ verdict: "worse", rule: "BWK-secrets-in-environment" }]);
    expect(changesBetween(two, one)).toMatchObject([{ verdict: "better", rule: "BWK-secrets-in-environment" }]);
  });

  it("of two that are no relatives is told twice, of one fact", () => {
    const after = container(environment(["DB_PASSWORD", "eed0Thae9ohy"], ["POSTGRES_HOST_AUTH_METHOD", "trust"]));
    expect(changesBetween(container(), after).map(({ rule }) => rule)).toEqual([
      "BWK-authentication",
      "BWK-secrets-in-environment",
    ]);
  });

  it("cannot be told of what is no longer known", () => {
    expect(changesBetween(container(), container({ user: unknown("after-apply") }))).toMatchObject([
      { fact: "user", verdict: "cannot-tell", rule: "BWK-user", after: "(known after apply)" },
    ]);
    const name = { user: declared({ uid: undefined, gid: undefined, text: "app" }) };
    expect(changesBetween(container(), container(name))).toMatchObject([{ verdict: "cannot-tell", rule: "BWK-user" }]);
  });

  it("is none where an image has another digest, and one where it has none", () => {
    const image = (text: string) => container({ image: declared(parseImage(text)) });
    const [one, other] = ["a", "b"].map((digit) => image(`registry.example.com/api:1@sha256:${digit.repeat(64)}`));
    expect(changesBetween(one!, other!)).toMatchObject([{ verdict: "neutral", message: "has another image" }]);
    expect(changesBetween(one!, image("registry.example.com/api:1"))).toMatchObject([
      { verdict: "worse", rule: "BWK-image-digest" },
    ]);
  });

  it("is an exposure where somebody reaches what they could not", () => {
    const port = (address: string) => container({ exposures: declared([{ address, hostPort: 80, port: 80 }]) });
    expect(changesBetween(port("127.0.0.1"), port("192.0.2.1"))).toMatchObject([
      { verdict: "worse", exposure: true, message: "publishes port 80 on 192.0.2.1, as port 80" },
      { verdict: "better", exposure: false },
    ]);
    expect(changesBetween(port("0.0.0.0"), port("192.0.2.1"))).toMatchObject([{ verdict: "better" }]);
  });
});

describe("what is new", () => {
  const created = (...subjects: readonly FactsByKind[Kind][]) =>
    said(postureOf(platformOf(), platformOf(...subjects)).changes);

  it("is told by what the rules forbid, and by what it publishes", () => {
    expect(created(container({ privileged: declared(true) }))).toEqual([
      "docker_container.api worse privileged: is privileged",
      "docker_container.api worse exposures: publishes port 80 on 127.0.0.1, as port 8080",
    ]);
  });

  it("says nothing where nothing is wrong with it", () => {
    expect(created(container({ exposures: declared([]), groups: declared(["100"]) }))).toEqual([]);
  });
});

describe("stacks", () => {
  const one = (id: string, key: string) =>
    platformOf(
      stack({
        id,
        at: { file: `stacks/${id}/cdk.tf.json` },
        backend: declared(backend({ place: key })),
        remoteStates: declared([]),
      }),
    );
  const examined = (...keys: readonly string[]) =>
    keys.map((key, at) => ({ stack: `s${at}`, platform: one(`s${at}`, key) }));

  it("that now share a state are told of the one that changed", () => {
    const { changes } = comparePosture(examined("a", "b"), examined("a", "a"));
    expect(said(changes)).toEqual(["s1 worse backend: has the state of s0 (a)"]);
  });

  it("that nobody changed say nothing", () => {
    expect(comparePosture(examined("a", "a"), examined("a", "a")).changes).toEqual([]);
  });
});
