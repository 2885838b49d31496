import { deployment, manifestPlatform } from "../../support/policies/manifests";
import { postureOf, said } from "../../support/policies/posture";

interface Rules {
  readonly selector?: object;
  readonly from?: readonly object[];
  readonly types?: readonly string[];
}

const policy = ({
  selector = { matchLabels: { app: "api" } },
  from = [],
  types = ["Ingress", "Egress"],
}: Rules = {}) => ({
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "api", namespace: "shop" },
  spec: { podSelector: selector, policyTypes: types, ingress: from.length > 0 ? [{ from }] : [] },
});

const blocks = (...cidrs: readonly string[]) => cidrs.map((cidr) => ({ ipBlock: { cidr } }));
const API = deployment({ image: "registry.example.com/api:1" });
const compared = (before: object, after?: object) =>
  postureOf(manifestPlatform(API, before), manifestPlatform(API, ...(after ? [after] : [])));

describe("a NetworkPolicy", () => {
  const OPENED = [
    "Deployment/shop/api worse ingressClosed: is open to every pod, for no policy closes its ingress",
    "Deployment/shop/api worse egressClosed: may reach everything, for no policy closes its egress",
  ];

  it("that is gone shows in the workload that it protected, and in who reaches it", () => {
    const { changes, reach } = compared(policy());
    expect(said(changes).map((line) => line.replace(", by default", ""))).toEqual(OPENED);
    expect(changes.every(({ exposure }) => exposure)).toBe(true);
    expect(reach).toEqual([
      { stack: "shop", from: "every pod", to: "Deployment/shop/api", via: "no policy closes its ingress" },
      { stack: "shop", from: "Deployment/shop/api", to: "everywhere", via: "no policy closes its egress" },
    ]);
  });

  it("whose selector is lost shows there, and in itself", () => {
    const { changes } = compared(policy(), policy({ selector: { matchLabels: { app: "other" } } }));
    expect(said(changes).map((line) => line.replace(", by default", ""))).toEqual([
      ...OPENED,
      "NetworkPolicy/shop/api worse selects: selects no pod",
    ]);
  });

  it("that is about one direction less shows there, too", () => {
    const { changes } = compared(policy(), policy({ types: ["Ingress"] }));
    expect(changes.filter(({ verdict }) => verdict === "worse").map(({ fact }) => fact)).toEqual([
      "egressClosed",
      "directions",
    ]);
  });

  it.each([
    ["the world", blocks("0.0.0.0/0")],
    ["the world in two halves", blocks("0.0.0.0/1", "128.0.0.0/1")],
  ])("that lets in %s is worse, and says whom it opens", (_what, from) => {
    const { changes, reach } = compared(policy({ from: blocks("10.0.0.0/8") }), policy({ from }));
    expect(changes.filter(({ verdict }) => verdict === "worse")).toMatchObject([
      { fact: "callers", subject: "Deployment/shop/api", exposure: true },
      { fact: "open", rule: "BWK-policy-open", exposure: true },
    ]);
    expect(reach).toContainEqual(expect.objectContaining({ from: "everybody", to: "Deployment/shop/api" }));
  });

  it("that lets in the world in other pieces is as it was", () => {
    const { changes } = compared(
      policy({ from: blocks("0.0.0.0/0") }),
      policy({ from: blocks("128.0.0.0/1", "0.0.0.0/1") }),
    );
    expect(said(changes)).toEqual([]);
  });
});

describe("a Role", () => {
  const role = (...rules: readonly object[]) => ({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    metadata: { name: "reader", namespace: "shop" },
    rules,
  });
  const rule = (...verbs: readonly string[]) => ({ apiGroups: [""], resources: ["configmaps"], verbs });

  it("whose rules are in another order is no worse", () => {
    const [one, other] = [role(rule("get"), rule("list")), role(rule("list", "get"))].map((it) => manifestPlatform(it));
    expect(said(postureOf(one!, other!).changes)).toEqual([]);
  });

  it("that may do more is worse", () => {
    const [one, other] = [role(rule("get")), role(rule("get", "delete"))].map((it) => manifestPlatform(it));
    expect(said(postureOf(one!, other!).changes)).toEqual(["Role/shop/reader worse grants: may delete configmaps"]);
  });
});
