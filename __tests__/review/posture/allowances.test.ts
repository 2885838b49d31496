import { deployment, manifestPlatform } from "../../support/policies/manifests";
import { postureOf, said } from "../../support/policies/posture";

const API = deployment({ image: "registry.example.com/api:1" });

interface Rule {
  readonly from?: readonly object[];
  readonly to?: readonly object[];
  readonly ports?: readonly object[];
}

const policy = (ingress: readonly Rule[], other: object = {}, name = "api") => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name, namespace: "shop" },
  spec: { podSelector: { matchLabels: { app: "api" } }, policyTypes: ["Ingress", "Egress"], ingress, ...other },
});

const pods = (matchLabels: object, more: object = {}) => ({ podSelector: { matchLabels }, ...more });
const WEB = pods({ app: "web", tier: "front" });
const block = (cidr: string, ...except: readonly string[]) => ({ ipBlock: { cidr, except } });
const at = (port: number | string, endPort?: number) => ({ port, ...(endPort === undefined ? {} : { endPort }) });
const only = (...from: readonly object[]) => [{ from, ports: [at(80)] }];

const compared = (before: readonly object[], after: readonly object[]) => {
  const { changes, reach } = postureOf(manifestPlatform(API, ...before), manifestPlatform(API, ...after));
  return {
    worse: said(changes).filter((line) => line.includes(" worse callers") || line.includes(" worse callees")),
    told: said(changes),
    reach: reach.map(({ from, to, via }) => `${from} -> ${to} (${via})`),
  };
};

const worse = (words: string, fact = "callers") => [`Deployment/shop/api worse ${fact}: ${words}`];

describe("whom policies let in, where it is wider", () => {
  it.each([
    [
      "a selector that lost a label",
      only(WEB),
      only(pods({ app: "web" })),
      "lets in pods with app=web in namespace shop at TCP 80",
    ],
    ["a selector that is empty", only(WEB), only(pods({})), "lets in every pod in namespace shop at TCP 80"],
    ["peers that are gone", only(WEB), [{ ports: [at(80)] }], "lets in everybody at TCP 80"],
    [
      "ports that are gone",
      only(WEB),
      [{ from: [WEB] }],
      "lets in pods with app=web, tier=front in namespace shop at every port",
    ],
    ["every namespace", only(WEB), only({ namespaceSelector: {} }), "lets in every pod in every namespace at TCP 80"],
    ["a larger block", only(block("10.0.0.0/9")), only(block("10.0.0.0/8")), "lets in 10.0.0.0/8 at TCP 80"],
    [
      "an exception that is gone",
      only(block("10.0.0.0/8", "10.9.0.0/16")),
      only(block("10.0.0.0/8")),
      "lets in 10.0.0.0/8 at TCP 80",
    ],
    [
      "more ports for a block",
      only(block("10.0.0.0/8")),
      [{ from: [block("10.0.0.0/8")], ports: [at(80, 90)] }],
      "lets in 10.0.0.0/8 at TCP 81-90",
    ],
  ])("is worse, with words: %s", (_what, before, after, words) => {
    const told = compared([policy(before)], [policy(after)]);
    expect(told.worse).toEqual([expect.stringContaining(worse(words)[0]!)]);
    expect(told.reach.length).toBeGreaterThan(0);
    expect(compared([policy(after)], [policy(before)]).worse).toEqual([]);
  });
});

describe("whom policies let in, where it is as it was", () => {
  it.each([
    ["a block in two halves", only(block("10.0.0.0/8")), only(block("10.0.0.0/9"), block("10.128.0.0/9"))],
    ["halves in two rules", only(block("10.0.0.0/8")), [...only(block("10.128.0.0/9")), ...only(block("10.0.0.0/9"))]],
    ["all but some, as what is left", only(block("10.0.0.0/8", "10.128.0.0/9")), only(block("10.0.0.0/9"))],
    ["ports in two ranges", [{ from: [WEB], ports: [at(80, 90)] }], [{ from: [WEB], ports: [at(86, 90), at(80, 85)] }]],
    [
      "rules in another order",
      [...only(WEB), ...only(block("10.0.0.0/8"))],
      [...only(block("10.0.0.0/8")), ...only(WEB)],
    ],
    [
      "one of two values, in two peers",
      only({ podSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["a", "b"] }] } }),
      only(pods({ app: "b" }), pods({ app: "a" })),
    ],
    [
      "its own namespace by its name",
      only(pods({ app: "web" })),
      only(pods({ app: "web" }, { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } })),
    ],
  ])("says nothing of %s", (_what, before, after) => {
    const told = compared([policy(before)], [policy(after)]);
    expect([told.told, told.reach]).toEqual([[], []]);
    const back = compared([policy(after)], [policy(before)]);
    expect([back.told, back.reach]).toEqual([[], []]);
  });

  it("says nothing of a rule that moves to another policy", () => {
    const [one, other] = [only(WEB), only(block("10.0.0.0/8"))];
    const told = compared([policy([...one, ...other])], [policy(one), policy(other, {}, "more")]);
    expect([told.told, told.reach]).toEqual([[], []]);
  });
});

describe("whom policies newly let in", () => {
  it("are told, and are no weakening, as long as somebody named them", () => {
    const { worse: none, reach } = compared([policy(only(WEB))], [policy(only(WEB, pods({ app: "jobs" })))]);
    expect(none).toEqual([]);
    expect(reach).toEqual(["pods with app=jobs in namespace shop -> Deployment/shop/api (TCP 80)"]);
  });

  it("are told by a named port, too", () => {
    const { reach } = compared([policy(only(WEB))], [policy([...only(WEB), { from: [WEB], ports: [at("metrics")] }])]);
    expect(reach).toEqual(["pods with app=web, tier=front in namespace shop -> Deployment/shop/api (TCP metrics)"]);
  });

  it("are told when a policy selects the pods of somebody else", () => {
    const lost = policy(only(WEB), { podSelector: { matchLabels: { app: "other" } } });
    const { told } = compared([policy(only(WEB))], [lost]);
    expect(told.join("\n")).toContain("is open to every pod, for no policy closes its ingress");
  });
});

describe("whom a workload may reach", () => {
  const to = (...peers: readonly object[]) => policy([], { egress: [{ to: peers, ports: [at(443)] }] });

  it("is worse with more addresses, and says where to", () => {
    const { worse: told, reach } = compared(
      [to(block("10.0.0.0/8"))],
      [to(block("10.0.0.0/8"), block("192.0.2.0/24"))],
    );
    expect(told).toEqual(worse("may reach 192.0.2.0/24 at TCP 443", "callees"));
    expect(reach).toEqual(["Deployment/shop/api -> 192.0.2.0/24 (TCP 443)"]);
  });
});

it("ends, however many rules there are", () => {
  const many = (second: number) =>
    policy(
      Array.from({ length: 2000 }, (_, n) => ({
        from: [block(`10.${n >> 8}.${n & 255}.${second}/32`)],
        ports: [at(n + 1)],
      })),
    );
  const started = Date.now();
  const { reach } = compared([many(1)], [many(2)]);
  expect(reach).toEqual(["Deployment/shop/api -> 2000 others (network policies)"]);
  expect(Date.now() - started).toBeLessThan(5000);
});
