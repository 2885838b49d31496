import { CATALOGUE } from "../../policies/catalogue";
import type { ContainerFacts } from "../../policies/facts/container";
import { UNSAYABLE, byDefault, declared, unknown } from "../../policies/facts/fact";
import { parseImage } from "../../policies/facts/image-reference";
import { parseUser } from "../../policies/facts/user";
import type { Verdict } from "../../policies/rule";
import { container, platformOf } from "../support/policies/container";

interface Cases {
  readonly breaks: readonly (readonly [facts: Partial<ContainerFacts>, message: string])[];
  readonly keeps: readonly Partial<ContainerFacts>[];
  readonly notApplicable?: readonly Partial<ContainerFacts>[];
  /** The fact that the rule asks. */
  readonly asks: keyof ContainerFacts;
}

const bind = (source: string) => ({
  mounts: declared([{ kind: "bind" as const, source, target: "/host", readOnly: true }]),
});
const health = (form: "exec" | "none", ...command: readonly string[]) => ({
  health: declared({ form, command, intervalSeconds: 5, timeoutSeconds: 3 }),
});
const exposed = (address: string) => ({ exposures: declared([{ address, hostPort: 8080, port: 80 }]) });
const variable = (name: string, value: string) => ({ environment: declared(new Map([[name, value]])) });
const NONE = { drop: new Set<string>(), add: new Set<string>() };

const CASES: Readonly<Record<string, Cases>> = {
  "BWK-user": {
    asks: "user",
    breaks: [
      [{ user: declared(parseUser("root")) }, "runs as root (root)"],
      [{ user: declared(parseUser("0:0")) }, "runs as root (0:0)"],
      [{ user: declared(parseUser("1000:root")) }, "runs in the group of root (1000:root)"],
    ],
    keeps: [{ user: declared(parseUser("1000")) }],
  },
  "BWK-privileged": {
    asks: "privileged",
    breaks: [[{ privileged: declared(true) }, "is privileged"]],
    keeps: [{ privileged: byDefault(false) }],
  },
  "BWK-capabilities": {
    asks: "capabilities",
    breaks: [
      [{ capabilities: byDefault(NONE) }, "keeps capabilities: ALL are not dropped, by default"],
      [{ capabilities: declared({ ...NONE, drop: new Set(["NET_RAW"]) }) }, "keeps capabilities: ALL are not dropped"],
      [
        { capabilities: declared({ drop: new Set(["ALL"]), add: new Set(["SYS_ADMIN", "NET_ADMIN"]) }) },
        "has capabilities added: NET_ADMIN, SYS_ADMIN",
      ],
    ],
    keeps: [{}],
  },
  "BWK-no-new-privileges": {
    asks: "noNewPrivileges",
    breaks: [[{ noNewPrivileges: byDefault(false) }, "may gain privileges, by default"]],
    keeps: [{}],
  },
  "BWK-seccomp": {
    asks: "seccomp",
    breaks: [[{ seccomp: declared("unconfined") }, "has no seccomp profile"]],
    keeps: [{ seccomp: byDefault("default") }, { seccomp: declared("profile") }],
  },
  "BWK-read-only-root": {
    asks: "rootReadOnly",
    breaks: [[{ rootReadOnly: byDefault(false) }, "may write to its root file system, by default"]],
    keeps: [{}],
    notApplicable: [{ rootReadOnly: declared(false), lifetime: "inert" }],
  },
  "BWK-memory-limit": {
    asks: "memoryBytes",
    breaks: [[{ memoryBytes: byDefault("unlimited") }, "has no memory limit, by default"]],
    keeps: [{}],
  },
  "BWK-swap-limit": {
    asks: "memoryAndSwapBytes",
    breaks: [
      [{ memoryAndSwapBytes: byDefault(2048) }, "may swap beyond its memory limit, by default"],
      [{ memoryAndSwapBytes: declared("unlimited") }, "may swap beyond its memory limit"],
    ],
    keeps: [{}],
    notApplicable: [{ memoryBytes: byDefault("unlimited") }],
  },
  "BWK-cpu-limit": {
    asks: "cpus",
    breaks: [[{ cpus: byDefault("unlimited") }, "has no CPU limit, by default"]],
    keeps: [{}],
  },
  "BWK-process-limit": {
    asks: "processes",
    breaks: [[{ processes: byDefault("unlimited") }, "has no process limit, by default"]],
    keeps: [{}],
  },
  "BWK-health": {
    asks: "health",
    breaks: [
      [health("none"), "has no health check"],
      [health("exec", "/bin/true"), "has a check that is always well: /bin/true"],
      [health("exec", "exit 0"), "has a check that is always well: exit 0"],
    ],
    keeps: [health("exec", "truth", "--check")],
    notApplicable: [{ ...health("none"), lifetime: "task" }],
  },
  "BWK-published-ports": {
    asks: "exposures",
    breaks: [[exposed("0.0.0.0"), "publishes on every address: 8080"]],
    keeps: [exposed("127.0.0.1"), exposed("192.0.2.1"), { exposures: declared([]) }],
  },
  "BWK-host-namespaces": {
    asks: "hostNamespaces",
    breaks: [
      [{ hostNamespaces: declared(new Set(["pid", "network"] as const)) }, "shares with the host: network, pid"],
    ],
    keeps: [{}],
  },
  "BWK-engine-socket": {
    asks: "mounts",
    breaks: ["/var/run/docker.sock", "/var/run", "/run", "/", "/run/containerd"].map((source) => [
      bind(source),
      `can reach the engine by ${source}`,
    ]),
    keeps: [bind("/srv/run"), bind("/var/run/docker.sock.d")],
  },
  "BWK-sensitive-paths": {
    asks: "mounts",
    breaks: ["/", "/etc", "/etc/ssh", "/proc", "/var", "/var/lib/docker/volumes"].map((source) => [
      bind(source),
      `mounts ${source} of the host`,
    ]),
    keeps: [bind("/srv/etc"), bind("/var/lib/bulwark/shop/secrets/99/token"), bind("/home/deploy/site")],
  },
  "BWK-secrets-in-environment": {
    asks: "environment",
    breaks: [
      [variable("POSTGRES_PASSWORD", "hunter2"), "has secrets in variables: POSTGRES_PASSWORD"],
      [variable("github_token", "ghp"), "has secrets in variables: github_token"],
    ],
    keeps: [variable("POSTGRES_PASSWORD_FILE", "/run/secrets/x"), variable("API_TOKEN", ""), variable("TOKENS", "5")],
  },
  "BWK-image-version": {
    asks: "image",
    breaks: [
      [{ image: declared(parseImage("redis")) }, "runs 'redis', whatever that is on the day"],
      [
        { image: declared(parseImage("registry:5000/redis")) },
        "runs 'registry:5000/redis', whatever that is on the day",
      ],
      [{ image: declared(parseImage("redis:latest")) }, "runs 'redis:latest', whatever that is on the day"],
    ],
    keeps: [{ image: declared(parseImage(`redis@sha256:${"a".repeat(64)}`)) }],
  },
  "BWK-log-limit": {
    asks: "logLimit",
    breaks: [[{ logLimit: byDefault(false) }, "writes a log without bound, by default"]],
    keeps: [{}],
  },
};

it("has cases for every rule of the catalogue, and for no other", () => {
  expect(CATALOGUE.map(({ id }) => id).sort()).toEqual(Object.keys(CASES).sort());
});

describe.each(CATALOGUE.map((rule) => ({ rule, id: rule.id, cases: CASES[rule.id]! })))("$id", ({ rule, cases }) => {
  const verdictOn = (facts: Partial<ContainerFacts>): Verdict => {
    const subject = container(facts);
    return rule.check(subject, platformOf(subject));
  };

  it.each(cases.breaks)("is broken by %j", (facts, message) => {
    expect(verdictOn(facts)).toEqual({ verdict: "fail", message });
  });

  it.each([{}, ...cases.keeps])("is kept by %j", (facts) => {
    expect(verdictOn(facts)).toEqual({ verdict: "pass" });
  });

  // Not every rule has one, and a table may not be empty.
  for (const facts of cases.notApplicable ?? []) {
    it(`says nothing of ${JSON.stringify(facts)}`, () => {
      expect(verdictOn(facts)).toEqual({ verdict: "not-applicable" });
    });
  }

  it("does not pass what nobody can tell, nor what the source has no word for", () => {
    expect(verdictOn({ [cases.asks]: unknown("expression") })).toMatchObject({ verdict: "unknown" });
    expect(verdictOn({ [cases.asks]: UNSAYABLE })).toEqual({ verdict: "cannot-say" });
  });

  it("says why, what to do, and what is known of it elsewhere", () => {
    expect([rule.why.length > 20, rule.fix.length > 10, rule.references.length > 0]).toEqual([true, true, true]);
    expect(rule.bad).not.toBe(rule.good);
  });
});

it("cannot tell of a name of the image whether it is root", () => {
  const [rule] = CATALOGUE.filter(({ id }) => id === "BWK-user");
  const subject = container({ user: declared(parseUser("postgres")) });
  expect(rule!.check(subject, platformOf(subject))).toEqual({
    verdict: "unknown",
    message: "'postgres' is a name that only the image knows",
  });
});
