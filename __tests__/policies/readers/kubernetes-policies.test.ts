import { byDefault, declared, inPart, unknown } from "../../../policies/facts/fact";
import type { NetworkPolicyFacts } from "../../../policies/facts/kubernetes";
import { Selected } from "../../../policies/readers/kubernetes/selected";
import { labelsOf } from "../../../policies/readers/kubernetes/selector";
import { deployment, factsIn, manifestPlatform } from "../../support/policies/manifests";

const policy = (spec: object | null, namespace = "shop", apiVersion = "networking.k8s.io/v1") => ({
  ...{ apiVersion, kind: "NetworkPolicy", metadata: { name: "api", namespace } },
  spec,
});

const policyIn = (spec: object | null, ...beside: readonly object[]): NetworkPolicyFacts =>
  factsIn("networkPolicy", policy(spec), ...beside);

describe("the directions of a policy", () => {
  it.each<readonly [string, object | null, readonly string[], readonly string[]]>([
    ["what it says", { policyTypes: ["Egress", "Ingress"], ingress: [], egress: [] }, ["ingress", "egress"], []],
    ["ingress when it says nothing", null, ["ingress"], []],
    ["egress as well when it has a rule for that", { policyTypes: [], egress: [{}] }, ["ingress", "egress"], []],
    ["not egress by an empty list", { egress: [] }, ["ingress"], ["egress"]],
    [
      "not those that it leaves out, whatever its rules",
      { policyTypes: ["Ingress"], egress: [{}] },
      ["ingress"],
      ["egress"],
    ],
    ["not ingress either", { policyTypes: ["Egress"], ingress: [{}] }, ["egress"], ["ingress"]],
  ])("are %s", (_name, spec, directions, ignored) => {
    expect(policyIn(spec)).toMatchObject({ directions: declared(directions), ignored: declared(ignored) });
  });
});

describe("whom a policy allows", () => {
  const blocks = (...cidrs: readonly string[]) => cidrs.map((cidr) => ({ ipBlock: { cidr } }));
  const POD = { podSelector: { matchLabels: { app: "web" } } };
  const range = (port: number, endPort: number) => ({ port, endPort });
  const named = (operator: string) => ({
    namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator }] },
  });

  it.each<readonly [string, readonly unknown[]]>([
    ["a rule of nothing", [{}]],
    ["a rule of null", [null]],
    ["a peer of nothing", [{ from: [POD, {}] }]],
    ["no peers", [{ from: [] }]],
    ["all namespaces", [{ from: [{ namespaceSelector: {} }] }]],
    ["all pods of all namespaces", [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: {} } }] }]],
    ["all addresses", [{ from: blocks("0.0.0.0/0") }]],
    ["all addresses of the other version", [{ from: blocks("::/0") }]],
    ["halves of them", [{ from: blocks("0.0.0.0/1", "128.0.0.0/1") }]],
    ["halves of them in two rules", [{ from: blocks("0.0.0.0/1") }, { from: blocks("128.0.0.0/1") }]],
    [
      "all of them, with an exception of the other version",
      [{ from: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["::/1"] } }] }],
    ],
    ["every port of TCP", [{ ports: [{ protocol: "TCP" }] }]],
    ["every port by numbers", [{ ports: [{ port: 1, endPort: 65_535 }] }]],
    ["every port by two ranges", [{ ports: [range(32_768, 65_535), range(1, 40_000)] }]],
    ["every port by ranges of two rules", [{ ports: [range(1, 32_767)] }, { ports: [range(32_768, 65_535)] }]],
    ["a label that every namespace has", [{ from: [named("Exists")] }]],
  ])("is everybody by %s", (_name, ingress) => {
    expect(policyIn({ ingress }).open).toEqual(declared(["ingress"]));
  });

  it.each<readonly [string, readonly unknown[]]>([
    ["no rule", []],
    ["one port for all", [{ ports: [{ port: 443 }] }]],
    ["a named port for all", [{ ports: [{ port: "web" }] }]],
    ["some ports for all", [{ ports: [{ port: 1000, endPort: 65_535 }] }]],
    ["ranges with a gap", [{ ports: [range(1, 32_767), range(32_769, 65_535)] }]],
    ["ranges of two protocols", [{ ports: [range(1, 32_767), { ...range(32_768, 65_535), protocol: "UDP" }] }]],
    ["every port of some pods", [{ from: [POD], ports: [range(1, 65_535)] }]],
    ["a label that no namespace is without", [{ from: [named("DoesNotExist")] }]],
    ["some pods", [{ from: [POD] }]],
    ["all pods of its own namespace", [{ from: [{ podSelector: {} }] }]],
    ["some pods of all namespaces", [{ from: [{ namespaceSelector: {}, ...POD }] }]],
    ["half of all addresses", [{ from: blocks("0.0.0.0/1", "10.0.0.0/8") }]],
    ["all addresses but some", [{ from: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }] }]],
    [
      "halves at different ports",
      [{ from: blocks("0.0.0.0/1") }, { from: blocks("128.0.0.0/1"), ports: [{ port: 1 }] }],
    ],
  ])("is not everybody by %s", (_name, ingress) => {
    expect(policyIn({ ingress }).open).toEqual(declared([]));
  });

  it("is nobody by rules for a direction that it is not about", () => {
    expect(policyIn({ policyTypes: ["Ingress"], egress: [{}] }).open).toEqual(declared([]));
  });
});

describe("whom a policy selects", () => {
  const selected = (podSelector: object | null, labels = { app: "api", tier: "front" }) =>
    policyIn({ podSelector }, deployment({}, { labels })).selects;
  const expression = (key: string, operator: string, values?: readonly string[]) => ({
    matchExpressions: [{ key, operator, values }],
  });
  const API = declared(["Deployment/shop/api"]);

  it.each<readonly [string, object | null, NetworkPolicyFacts["selects"]]>([
    ["all that come, by nothing", {}, declared("all")],
    ["all that come, by null", null, declared("all")],
    ["those of its labels", { matchLabels: { app: "api", tier: "front" } }, API],
    ["nobody by a label too many", { matchLabels: { app: "api", other: "x" } }, declared([])],
    ["In", expression("app", "In", ["web", "api"]), API],
    ["not In", expression("app", "In", ["web"]), declared([])],
    ["NotIn", expression("app", "NotIn", ["web"]), API],
    ["NotIn, where there is no label", expression("other", "NotIn", ["web"]), API],
    ["not NotIn", expression("app", "NotIn", ["api"]), declared([])],
    ["Exists", expression("tier", "Exists"), API],
    ["not Exists", expression("other", "Exists"), declared([])],
    ["DoesNotExist", expression("other", "DoesNotExist"), API],
    ["not DoesNotExist", expression("app", "DoesNotExist"), declared([])],
    ["perhaps some, by a label of a controller", { matchLabels: { "pod-template-hash": "a" } }, unknown("after-apply")],
    ["perhaps some, by its key", expression("statefulset.kubernetes.io/pod-name", "Exists"), unknown("after-apply")],
    ["labels and expressions", { matchLabels: { app: "api" }, ...expression("tier", "Exists") }, API],
  ])("are %s", (_name, podSelector, expected) => {
    expect(selected(podSelector)).toEqual(expected);
  });

  it("are the pods of a job by what the cluster labels them with", () => {
    const job = deployment({}, { kind: "Job" });
    const facts = policyIn({ podSelector: { matchLabels: { "job-name": "api" } } }, { ...job, apiVersion: "batch/v1" });
    expect(facts.selects).toEqual(declared(["Job/shop/api"]));
  });

  it("are none of another namespace, and nobody can tell of one that has no pods here", () => {
    const there = deployment({}, { metadata: { namespace: "other" } });
    expect(policyIn({ podSelector: { matchLabels: { app: "api" } } }, there).selects).toEqual(unknown("after-apply"));
  });
});

describe("what policies close", () => {
  const closedBy = (...policies: readonly object[]) => {
    const { ingressClosed, egressClosed } = factsIn("workload", deployment({}), ...policies);
    return [ingressClosed, egressClosed];
  };
  const CILIUM = { apiVersion: "cilium.io/v2", kind: "CiliumNetworkPolicy", metadata: { name: "x" } };

  it.each<readonly [string, readonly object[], readonly unknown[]]>([
    ["nothing", [], [byDefault(false), byDefault(false)]],
    ["the directions of one for all", [policy({ policyTypes: ["Egress"] })], [byDefault(false), declared(true)]],
    [
      "the directions of several",
      [policy({}), { ...policy({ policyTypes: ["Egress"] }), metadata: { name: "b", namespace: "shop" } }],
      [declared(true), declared(true)],
    ],
    ["as one of an old group", [policy({}, "shop", "extensions/v1beta1")], [declared(true), byDefault(false)]],
    [
      "nothing by one for others",
      [policy({ podSelector: { matchLabels: { app: "b" } } })],
      [byDefault(false), byDefault(false)],
    ],
    ["nothing by one elsewhere", [policy({}, "other")], [byDefault(false), byDefault(false)]],
    ["what nobody can tell, by one of another maker", [policy({}), CILIUM], [declared(true), unknown("expression")]],
  ])("is %s", (_name, policies, expected) => {
    expect(closedBy(...policies)).toEqual(expected);
  });

  it("is nothing of a pod in the network of its node", () => {
    const { ingressClosed } = factsIn("workload", deployment({}, { pod: { hostNetwork: true } }), policy({}));
    expect(ingressClosed).toEqual(declared(false));
  });

  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };

  it("is for whatever comes only by a policy for all", () => {
    const closed = (...policies: readonly object[]) => factsIn("namespace", namespace, ...policies).closed;
    expect([closed(), closed(policy({ podSelector: { matchLabels: { app: "api" } } }))]).toEqual([
      byDefault([]),
      byDefault([]),
    ]);
    expect(closed(policy({ egress: [{}] }))).toEqual(declared(["ingress", "egress"]));
    expect(closed(CILIUM)).toEqual(unknown("expression"));
  });
});

describe("what stands alone", () => {
  const namespaced = (labels?: object) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop", labels } });

  it("is a namespace with its level, which is none by default", () => {
    expect(factsIn("namespace", namespaced())).toMatchObject({
      id: "Namespace/shop",
      podSecurity: byDefault("privileged"),
      podSecurityVersion: byDefault("latest"),
    });
    const labels = {
      "pod-security.kubernetes.io/enforce": "baseline",
      "pod-security.kubernetes.io/enforce-version": "v1.24",
    };
    expect(factsIn("namespace", namespaced(labels))).toMatchObject({
      podSecurity: declared("baseline"),
      podSecurityVersion: declared("v1.24"),
    });
  });

  const clusterRole = (rest: object) => ({
    ...{ apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "reader" } },
    ...rest,
  });

  it("is a role with what it grants, and perhaps more from others", () => {
    const rules = [
      { apiGroups: [""], resources: ["secrets"], verbs: ["get"], resourceNames: ["own"] },
      { nonResourceURLs: ["/metrics"], verbs: ["get"] },
    ];
    const grants = [
      { groups: [""], resources: ["secrets"], verbs: ["get"], names: ["own"] },
      { groups: [], resources: [], verbs: ["get"], names: [] },
    ];
    const { id, grants: found } = factsIn("role", clusterRole({ rules }));
    expect([id, found]).toEqual(["ClusterRole/reader", declared(grants)]);
    expect(factsIn("role", clusterRole({ rules: null, aggregationRule: {} })).grants).toEqual(
      inPart([], "after-apply"),
    );
  });

  it("is a Service with what it takes from elsewhere", () => {
    const service = (spec: object) => ({ apiVersion: "v1", kind: "Service", metadata: { name: "api" }, spec });
    const facts = (spec: object) => factsIn("clusterService", service(spec));
    expect(facts({ ports: [] })).toMatchObject({ externalAddresses: byDefault([]), externalName: byDefault("") });
    expect(facts({ externalIPs: ["192.0.2.1"] }).externalAddresses).toEqual(declared(["192.0.2.1"]));
    expect(facts({ type: "ExternalName", externalName: "a.test" }).externalName).toEqual(declared("a.test"));
    // The API server takes the name along, and nobody reads it.
    expect(facts({ type: "ClusterIP", externalName: "a.test" }).externalName).toEqual(declared(""));
  });

  it("counts as examined, and so does what is folded into others", () => {
    const kinds = ["ServiceAccount", "ConfigMap", "LimitRange", "Secret", "ResourceQuota"];
    const objects = kinds.map((kind) => ({ apiVersion: "v1", kind, metadata: { name: "x" } }));
    const { subjects, notExamined } = manifestPlatform(...objects, namespaced(), policy({}));
    expect([...notExamined]).toEqual([
      ["Secret", 1],
      ["ResourceQuota", 1],
    ]);
    expect(subjects).toHaveLength(2);
  });
});

it("thousands of policies are not each asked of thousands of pods", () => {
  const policies = Array.from({ length: 20_000 }, (_, index) => ({
    namespace: "shop",
    selector: { matchLabels: { tier: "same", app: `app-${index}` } },
  }));
  const before = process.cpuUsage();
  const selected = new Selected(policies);
  const found = policies.map(({ selector }) => selected.of("shop", labelsOf(selector.matchLabels)));
  expect(found).toEqual(policies.map((one) => [one]));
  // A second or two at most; asking each of all takes minutes.
  expect(process.cpuUsage(before).user / 1e6).toBeLessThan(20);
});
