import { blockHolds, tryAddressIn } from "./kubernetes-reach/addresses";
import { CASES, CASES_BEYOND_CYCLONUS } from "./kubernetes-reach/cases";
import { answersOf, verdictsIn } from "./kubernetes-reach/cyclonus";
import { reachOf, type ReachOptions } from "./kubernetes-reach/reach";
import { policy, SHOP } from "./kubernetes-reach/shop";

const OPTIONS: ReachOptions = {
  ports: [80, 5432, 8080, 9090],
  addresses: ["203.0.113.7", "203.0.113.200", "2001:db8::7"],
};

const shown = (policies: readonly object[], options = OPTIONS) =>
  reachOf([...SHOP, ...policies], options).map(({ from, to, port }) => `${from} > ${to}:${port}`);

const ALL = shown([]);

describe("by the words of NetworkPolicy", () => {
  it.each([...CASES, ...CASES_BEYOND_CYCLONUS])("$sentence", ({ policies, open, shut }) => {
    const found = shown(policies).filter((connection) => [...open, ...shut].includes(connection));
    expect(found.sort()).toEqual([...open].sort());
  });

  it("no connection is shut that does not exist without policies", () => {
    const named = [...CASES, ...CASES_BEYOND_CYCLONUS].flatMap(({ open, shut }) => [...open, ...shut]);
    expect(named.filter((connection) => !ALL.includes(connection))).toEqual([]);
  });
});

describe("who reaches whom", () => {
  const isolated = ["shop", "data", "default"].map((namespace) =>
    policy({ namespace, policyTypes: ["Ingress", "Egress"] }),
  );
  const dns = policy({
    namespace: "shop",
    policyTypes: ["Egress"],
    egress: [{ ports: [{ port: 53, protocol: "UDP" }] }],
  });

  it("is nobody where every namespace denies both ways", () => {
    expect(shown(isolated)).toEqual([]);
    expect(ALL).not.toEqual([]);
  });

  it("is everybody but oneself without policies, with outside as source and as destination", () => {
    const workloads = SHOP.length - 3;
    const [pods, others] = [workloads - 1, 1 + 1 + OPTIONS.addresses!.length];
    expect(ALL).toHaveLength((pods * (pods - 1) + 2 * pods * others) * OPTIONS.ports.length);
  });

  it("is asked for one protocol", () => {
    const options = { ports: [53], protocol: "UDP" } as const;
    expect(shown([...isolated, dns], options)).toContain("shop/deployment/app > outside:53");
    expect(shown([...isolated, dns], { ports: [53] })).toEqual([]);
  });

  it("does not take a port without a protocol for one of UDP", () => {
    const tcp = policy({ namespace: "shop", policyTypes: ["Egress"], egress: [{ ports: [{ port: 53 }] }] });
    expect(shown([...isolated, tcp], { ports: [53], protocol: "UDP" })).toEqual([]);
    expect(shown([...isolated, tcp], { ports: [53] })).toContain("shop/deployment/app > outside:53");
  });

  it("names workloads by namespace, kind and name", () => {
    const names = new Set(reachOf(SHOP, { ports: [80] }).map(({ from }) => from));
    expect([...names].sort()).toEqual([
      "data/cronjob/backup",
      "data/daemonset/nodes",
      "data/deployment/app",
      "data/statefulset/db",
      "default/pod/shell",
      "outside",
      "shop/deployment/app",
      "shop/deployment/web",
    ]);
  });
});

describe("a policy that the API server would refuse", () => {
  it.each([
    ["an unknown key of the spec", { ingres: [] }, "ingres"],
    ["an unknown key of a peer", { ingress: [{ from: [{ podSelectr: {} }] }] }, "podSelectr"],
    ["a peer that is nobody", { ingress: [{ from: [{}] }] }, "a peer is either an ipBlock or selectors"],
    [
      "a peer that is both",
      { ingress: [{ from: [{ podSelector: {}, ipBlock: { cidr: "10.0.0.0/8" } }] }] },
      "a peer is either an ipBlock or selectors",
    ],
    ["a range that is none", { egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/33" } }] }] }, "not a range of addresses"],
    ["a range from a name", { egress: [{ ports: [{ port: "http", endPort: 90 }] }] }, "endPort needs a port"],
    [
      "a range that ends before it begins",
      { egress: [{ ports: [{ port: 91, endPort: 90 }] }] },
      "endPort needs a port",
    ],
    [
      "an operator without values",
      { podSelector: { matchExpressions: [{ key: "a", operator: "In" }] } },
      "need values",
    ],
    ["a type of neither direction", { policyTypes: ["Both"] }, "policyTypes"],
  ])("for %s is refused", (_what, spec, message) => {
    expect(() => reachOf([policy(spec as object)], OPTIONS)).toThrow(message);
  });
});

describe("a block of addresses", () => {
  it.each([
    ["10.0.0.0/8", [], "10.255.255.255", true],
    ["10.0.0.0/8", [], "11.0.0.0", false],
    ["10.1.2.3/8", [], "10.0.0.0", true],
    ["0.0.0.0/0", ["10.0.0.0/8"], "10.0.0.1", false],
    ["0.0.0.0/0", ["10.0.0.0/8"], "::1", false],
    ["2001:db8::/32", [], "2001:db8:ffff::1", true],
    ["2001:db8::/32", ["2001:db8:1::/48"], "2001:db8:1::1", false],
    ["203.0.113.7/32", [], "203.0.113.7", true],
  ])("%s without %p holds %s: %p", (cidr, except, address, expected) => {
    expect(blockHolds({ cidr, except }, address)).toBe(expected);
  });

  it.each([
    ["10.0.0.0/8", [], "10.0.0.0"],
    ["10.0.0.0/8", ["10.0.0.0/9"], "10.128.0.0"],
    ["10.0.0.0/8", ["10.128.0.0/9", "10.0.0.0/9"], undefined],
    ["0.0.0.0/0", ["0.0.0.0/1", "128.0.0.0/1"], undefined],
    ["::/0", ["::/1"], "8000:0:0:0:0:0:0:0"],
  ])("%s without %p has an address: %s", (cidr, except, address) => {
    expect(tryAddressIn({ cidr, except })).toBe(address);
  });
});

describe("cyclonus", () => {
  const query = { from: "shop/deployment/app", to: "data/statefulset/db", port: 5432 };
  const footer = (word: string) => `| IS ALLOWED? |  ${word}  |               \n+-------------+--------+\n`;

  it("has given a verdict for each question", () => {
    expect(verdictsIn(`Traffic:\n${footer("TRUE")}Traffic:\n${footer("FALSE")}`, 2)).toEqual([true, false]);
    expect(() => verdictsIn(footer("TRUE"), 2)).toThrow("1 verdicts for 2 questions");
  });

  it.each(CASES_BEYOND_CYCLONUS)("is not asked whether $sentence, which it misjudges", ({ policies }) => {
    expect(() => answersOf([...SHOP, ...policies], [query])).toThrow("cyclonus misjudges");
  });

  it("is not asked about an end that is not there", () => {
    expect(() => answersOf(SHOP, [{ ...query, to: "data/statefulset/dp" }])).toThrow(
      '"data/statefulset/dp" is none of',
    );
    expect(() => answersOf(SHOP, [{ ...query, to: "db" }])).toThrow('"db" is no IP address');
  });
});
