import { UnreadableSource } from "../../../policies/errors";
import { subjectsOf } from "../../../policies/facts/subject";
import { kubernetesPlatform } from "../../../policies/readers/kubernetes";
import { containerIn, deployment, manifestPlatform } from "../../support/policies/manifests";

const platformOf = (text: string) => kubernetesPlatform([{ file: "all.yaml", text }]);

const pod = (name: string, more = "") =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec:\n  containers: [{ name: main, image: a, ${more} }]\n`;

const bomb = ["b", "c", "d", "e", "f", "g", "h", "i"].reduce(
  (text, name, index) => `${text}${name}: &${name} [${`*${"abcdefghi"[index]!},`.repeat(9)}]\n`,
  "a: &a [x]\n",
);

describe("wrong input", () => {
  it.each([
    ["a template of a chart", "{{- if .Values.x }}\nkind: Pod\n{{- end }}\n", /^all\.yaml, line 1 is not valid YAML: /],
    ["an unknown tag", "apiVersion: v1\nkind: !secret x\n", /^all\.yaml, line 2 is not valid YAML: .*!secret/],
    ["an alias of nothing", "apiVersion: v1\nkind: *none\n", /^all\.yaml, line 1 is not valid YAML: .*none/],
    [
      "aliases without end",
      `apiVersion: v1\nkind: Pod\n${bomb}`,
      /^all\.yaml, line 1 is not valid YAML: Excessive alias/,
    ],
    [
      "brackets without end",
      "[".repeat(100_000),
      /^all\.yaml, line 1 is not valid YAML: it is nested more than 200 deep/,
    ],
    ["a text", "---\nhello\n", /^all\.yaml, line 2 is no Kubernetes object: /],
    ["another text encoding", Buffer.from(pod("x"), "utf16le").toString(), /^all\.yaml, line 1 is n/],
    ["values", `${pod("x")}---\nreplicas: 3\n`, /^all\.yaml, line 7 is no Kubernetes object: /],
    ["a state of Terraform", `{"version": 4, "resources": []}`, /^all\.yaml, line 1 is no Kubernetes object: /],
    [
      "a list of no objects",
      "apiVersion: v1\nkind: List\nitems: [1]\n",
      /^all\.yaml, line 3 is no Kubernetes object: /,
    ],
    [
      "a pod of nothing",
      "apiVersion: v1\nkind: Pod\nmetadata: { name: x }\n",
      /Pod\/default\/x is not what .*\n.*line 1, spec: /,
    ],
    ["a workload without metadata", "apiVersion: v1\nkind: Pod\n", /^Pod is not what .*\n.*line 1, metadata: /],
    [
      "a number for a text",
      pod("x", "env: [{ name: A, value: 5 }]"),
      /^Pod\/default\/x is not what .*\n.*all\.yaml, line 5, spec\.containers\.0\.env\.0\.value: /,
    ],
    [
      "no quantity",
      pod("x", "resources: { limits: { memory: 1GB } }"),
      /'1GB' is not a quantity such as 512Mi or 250m/,
    ],
    [
      "a level of Pod Security that there is none of",
      "{apiVersion: v1, kind: Namespace, metadata: {name: x, labels: {pod-security.kubernetes.io/enforce: strict}}}",
      /^Namespace\/x is not what .*\n.*line 1, metadata\.labels\.pod-security\.kubernetes\.io\/enforce: /,
    ],
    [
      "a range of addresses that is none",
      "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: x}, spec: {ingress: [{from: [{ipBlock: {cidr: 10.0.0/8}}]}]}}",
      /'10\.0\.0\/8' is not a range of addresses such as 10\.0\.0\.0\/8/,
    ],
    [
      "a part of pods that is none",
      "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: x}, spec: {selector: {}, minAvailable: half}}",
      /is neither a number of pods nor a part of them such as 50%/,
    ],
    [
      "a namespace twice",
      "{apiVersion: v1, kind: Namespace, metadata: {name: x}}\n---\n{apiVersion: v1, kind: Namespace, metadata: {name: x}}\n",
      /^Namespace\/x is described twice: all\.yaml, line 1 and all\.yaml, line 3/,
    ],
    [
      "a thing twice",
      `${pod("x")}---\n${pod("x")}`,
      /^Pod\/default\/x\/main is described twice: all\.yaml, line 5 and all\.yaml, line 11/,
    ],
  ])("that is %s names the file and the line", (_name, text, message) => {
    expect(() => platformOf(text)).toThrow(message);
    expect(() => platformOf(text)).toThrow(UnreadableSource);
  });
});

const lengthOf = (fact: { readonly state: string; readonly value?: ReadonlyMap<string, string> }): number =>
  [...(fact.value ?? new Map<string, string>()).values()].reduce((sum, value) => sum + value.length, 0);

describe("input that grows", () => {
  it("does not, where each variable holds the one before it twice", () => {
    const env = Array.from({ length: 60 }, (_, index) => ({
      name: `V${index}`,
      value: index === 0 ? "x" : `$(V${index - 1})$(V${index - 1})`,
    }));
    const { environment, command } = containerIn({ env, command: ["$(V59)", "$(V10)"] });
    expect(lengthOf(environment as never)).toBeLessThan(60 * 300_000);
    expect(command).toMatchObject({ value: [expect.any(String), "x".repeat(1024)] });
  });

  it("does not, where each of many containers takes a large ConfigMap", () => {
    const data = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`K${index}`, "v"]));
    const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "large", namespace: "shop" }, data };
    const containers = Array.from({ length: 2000 }, (_, index) => ({
      name: `c${index}`,
      envFrom: [{ configMapRef: { name: "large" } }],
    }));
    const platform = manifestPlatform(deployment({}, { pod: { initContainers: containers } }), map);
    const facts = subjectsOf(platform, "container").map(({ environment }) => environment);
    const sizes = facts.map((fact) => (fact.state === "known" ? fact.value.size : 0));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1_000_000);
    expect(facts.at(-2)).toMatchObject({ more: "after-apply" });
  });

  it("does not change what objects are, by names that JavaScript knows", () => {
    const text = `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x","labels":{"__proto__":"y"}},"data":{"__proto__":"z","constructor":"w"}}`;
    expect(platformOf(text).subjects).toEqual([]);
    expect(({} as { z?: unknown }).z).toBeUndefined();
  });
});
