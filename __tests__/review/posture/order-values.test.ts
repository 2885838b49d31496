import type { Capabilities, Mount } from "../../../policies/facts/container";
import type { Grant } from "../../../policies/facts/kubernetes";
import { ORDERINGS } from "../../../review/posture/order";
import { holdsAddress } from "../../../review/posture/ranges";

const caps = (drop: readonly string[], add: readonly string[] = []): Capabilities => ({
  drop: new Set(drop),
  add: new Set(add),
});
const grant = (verbs: readonly string[], other: Partial<Grant> = {}): Grant => ({
  groups: [""],
  resources: ["pods"],
  verbs,
  names: [],
  ...other,
});
const bind = (other: Partial<Mount>): Mount => ({
  kind: "bind",
  source: "/srv",
  target: "/srv",
  readOnly: true,
  ...other,
});

describe("addresses", () => {
  it.each([
    [["0.0.0.0/1", "128.0.0.0/1"], "0.0.0.0/0", true],
    [["0.0.0.0/0"], "128.0.0.0/1", true],
    [["0.0.0.0/1"], "0.0.0.0/0", false],
    [["all"], "2001:db8::/32", true],
    [["0.0.0.0/0"], "all", false],
    [["10.0.0.0/9", "10.128.0.0/9"], "10.0.0.0/8", true],
    [["db.example.com"], "db.example.com", true],
    [["0.0.0.0/0"], "db.example.com", false],
  ])("%j hold %s: %s", (addresses, wanted, holds) => {
    expect(holdsAddress(addresses, wanted)).toBe(holds);
  });
});

describe("capabilities", () => {
  const { worse } = ORDERINGS.container.capabilities;

  it("are those of the engine where ALL are not dropped", () => {
    expect(worse(caps(["ALL"]), caps(["NET_RAW"]))[0]).toMatch(/^has the capabilities AUDIT_WRITE, CHOWN/);
    expect(worse(caps(["ALL"]), caps(["NET_RAW"]))[0]).not.toContain("NET_RAW");
  });

  it("are no more than they were in another order, or with the one that everybody has", () => {
    expect(worse(caps(["ALL"], ["KILL", "CHOWN"]), caps(["ALL"], ["CHOWN", "KILL"]))).toEqual([]);
    expect(worse(caps(["ALL"]), caps(["ALL"], ["NET_BIND_SERVICE"]))).toEqual([]);
    expect(worse(caps([], ["ALL"]), caps([], ["SYS_ADMIN"]))).toEqual([]);
  });
});

describe("grants", () => {
  const { worse } = ORDERINGS.role.grants;

  it("are the same however they are divided", () => {
    const [whole, parts] = [[grant(["get", "list"])], [grant(["list"]), grant(["get"])]];
    expect(worse(whole, parts)).toEqual([]);
    expect(worse(parts, whole)).toEqual([]);
  });

  it("are more with another verb, another resource, or without a name", () => {
    expect(worse([grant(["get"])], [grant(["get", "delete"])])).toEqual(["may delete pods"]);
    expect(worse([grant(["get"])], [grant(["get"], { resources: ["secrets"] })])).toEqual(["may get secrets"]);
    expect(worse([grant(["get"], { names: ["a"] })], [grant(["get"])])).toEqual(["may get pods"]);
    expect(worse([grant(["*"], { resources: ["*"] })], [grant(["get"], { names: ["a"] })])).toEqual([]);
  });

  it("of which there are too many are compared by their words", () => {
    const many = grant(Array.from({ length: 3000 }, (_, at) => `verb${at}`));
    expect(worse([], [many])).toEqual(["may do all of a grant with 3000 verbs"]);
    expect(worse([many], [{ ...many, verbs: [...many.verbs].reverse() }])).toEqual([]);
  });
});

describe("mounts", () => {
  const { worse } = ORDERINGS.container.mounts;

  it.each([
    ["may be written to", bind({ readOnly: false }), "may write to /srv"],
    ["come back to the host", bind({ propagation: "rshared" }), "gives what is mounted below /srv back"],
  ])("that %s are worse", (_what, mount, words) => {
    expect(worse([bind({})], [mount])).toEqual([words]);
    expect(worse([mount], [bind({})])).toEqual([]);
  });

  it("in memory are worse without a bound", () => {
    const memory = (sizeBytes: number | undefined) => bind({ kind: "tmpfs", tmpfs: { sizeBytes, allowed: [] } });
    expect(worse([memory(1)], [memory(undefined)])).toEqual(["may fill memory through /srv"]);
    expect(worse([memory(1)], [memory(2)])).toEqual([]);
  });
});

describe("accounts", () => {
  const { worse } = ORDERINGS.provider.allowedAccounts;

  it("are worse with one more, and worst with none", () => {
    expect(worse(["1"], ["2", "1"])).toEqual(["may touch the account 2"]);
    expect(worse(["1"], [])).toEqual(["may touch any account"]);
    expect(worse([], ["1"])).toEqual([]);
  });
});

describe("versions", () => {
  const { worse } = ORDERINGS.stack.requirements;
  const aws = (version: string | undefined) => [{ name: "aws", version }];

  it.each([
    ["5.1.0", "~> 5.1.0", "fetches more versions of aws"],
    ["~> 5.1.0", "~> 5.1", "fetches more versions of aws"],
    ["~> 5.1", ">= 5.1", "fetches whatever is the newest of aws"],
    ["~> 5.1", undefined, "fetches whatever is the newest of aws"],
  ])("are more from %s to %s", (before, after, words) => {
    expect(worse(aws(before), aws(after))).toEqual([words]);
    expect(worse(aws(after), aws(before))).toEqual([]);
  });

  it("of something new may have any bound", () => {
    expect(worse([], aws("~> 5.1"))).toEqual([]);
    expect(worse([], aws(undefined))).toEqual(["fetches whatever is the newest of aws"]);
  });
});
