import { REDACTED } from "../../../review/model";
import { renderedChanges } from "../../../review/rendered";
import { between, release, rendered } from "../../support/rendered";

const web = (container: object, spec: object = {}) =>
  rendered("Deployment", {
    ...spec,
    selector: { matchLabels: { app: "web" } },
    template: { spec: { containers: [{ name: "server", image: "web:1", ...container }] } },
  });

const told = (before: readonly object[], after: readonly object[]) =>
  between(before, after).rendered.map(({ action, object, attributes }) => [
    action,
    object,
    ...attributes.map(({ path, before: was, after: is }) => `${path}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`),
  ]);

describe("objects of a release", () => {
  it("that are as they were are no change, in whatever order they and their lists are", () => {
    const [a, b] = [
      web({
        env: [
          { name: "A", value: "1" },
          { name: "B", value: "2" },
        ],
      }),
      rendered("Job", {}),
    ];
    const other = web({
      env: [
        { name: "B", value: "2" },
        { name: "A", value: "1" },
      ],
    });
    expect(told([a, b], [b, other])).toEqual([]);
  });

  it("differ by path, with containers, variables, ports and volumes by their names", () => {
    const before = web({ env: [{ name: "LEVEL", value: "info" }], ports: [{ name: "http", containerPort: 80 }] });
    const after = web({
      env: [
        { name: "MORE", value: "1" },
        { name: "LEVEL", value: "debug" },
      ],
      ports: [{ name: "http", containerPort: 8080 }],
    });
    const container = "spec.template.spec.containers[server]";
    expect(told([before], [after])).toEqual([
      [
        "update",
        "Deployment/shop/web",
        `${container}.env[LEVEL]: "info" → "debug"`,
        `${container}.env[MORE]: undefined → "1"`,
        `${container}.ports[http].containerPort: 80 → 8080`,
      ],
    ]);
  });

  it("that say nothing where they said an empty list are others: to a NetworkPolicy the two are everybody and nobody", () => {
    const policy = (ingress: readonly object[]) => rendered("NetworkPolicy", { podSelector: {}, ingress });
    expect(told([policy([])], [policy([{}])])).toEqual([
      ["update", "NetworkPolicy/shop/web", "spec.ingress[0]: undefined → {}"],
    ]);
  });

  it("come and go, those without a namespace in the release's own, those of the cluster in none", () => {
    const role = rendered("ClusterRole", {});
    expect(told([web({})], [role])).toEqual([
      ["create", "ClusterRole/web"],
      ["delete", "Deployment/shop/web"],
    ]);
  });

  it("show of long texts the lines that differ", () => {
    const map = (line: string) => ({ ...rendered("ConfigMap", {}), data: { "a.conf": `one\n${line}\nthree\n` } });
    expect(told([map("two")], [map("2")])).toEqual([["update", "ConfigMap/shop/web", 'data.a.conf: "two" → "2"']]);
  });

  it("that are Secrets show no value, and that it is another one", () => {
    const secret = (password: string) => ({
      ...{ apiVersion: "v1", kind: "Secret", metadata: { name: "web" } },
      stringData: { password, user: "web" },
    });
    expect(told([secret("hunter2")], [secret("hunter3")])).toEqual([
      ["update", "Secret/shop/web", `stringData.password: "${REDACTED}" → "${REDACTED}"`],
    ]);
  });

  it("are told up to 300 differences each", () => {
    const map = (value: string) => ({
      ...rendered("ConfigMap", {}),
      data: Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`k${at}`, value])),
    });
    const [only] = between([map("a")], [map("b")]).rendered;
    expect([only!.attributes.length, only!.attributes.at(-1)!.path]).toEqual([301, "700 more"]);
  });
});

describe("what is lost", () => {
  const claim = (metadata: object = {}) => rendered("PersistentVolumeClaim", {}, metadata, "v1");
  const set = (spec: object = {}, ...claims: readonly string[]) =>
    rendered("StatefulSet", { ...spec, volumeClaimTemplates: claims.map((name) => ({ metadata: { name } })) });
  const KEPT = { annotations: { "helm.sh/resource-policy": "keep" } };

  const costs = (before: readonly object[], after: readonly object[]) =>
    between(before, after).changes.map(({ risk, address, reasons }) => `${risk} ${address} ${reasons.join()}`);

  it.each([
    ["a claim", [claim()], [], "is deleted: all that is on the volume is lost"],
    ["a namespace", [rendered("Namespace", {})], [], "is deleted: everything in it is lost, its volumes too"],
    ["a StatefulSet", [set({}, "data")], [], "its claims data stay, and nothing uses what is on them any more"],
    [
      "a StatefulSet that takes its claims with it",
      [set({ persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } }, "data")],
      [],
      "its claims data with it: what is on them is lost",
    ],
    ["a claim template", [set({}, "data")], [set({}, "pgdata")], "begins with empty volumes: the claim template data"],
  ])("goes with %s", (_what, before, after, words) => {
    expect(costs(before, after)).toEqual([expect.stringContaining("data-loss")]);
    expect(costs(before, after)[0]).toContain(words);
  });

  it.each([
    ["keeps what it is told to keep", [claim(KEPT)]],
    ["makes again what holds nothing", [web({})]],
    ["has no claims of its own", [set()]],
  ])("is nothing, where Helm %s", (_what, before) => {
    expect(costs(before, [])).toEqual([]);
  });

  it("is what moves to another release, which is made anew", () => {
    const before = release([claim(), web({})]);
    const after = release([claim(), web({})], { name: "other" });
    const { rendered: all, changes } = renderedChanges("shop", [before], [after]);
    expect(all.map(({ action, object }) => `${action} ${object}`)).toEqual([
      "replace Deployment/shop/web",
      "replace PersistentVolumeClaim/shop/web",
    ]);
    expect(changes).toMatchObject([{ risk: "data-loss", action: "replace", type: "PersistentVolumeClaim" }]);
  });
});

describe("an edit that no cluster takes", () => {
  const service = (clusterIP?: string) => rendered("Service", { clusterIP, ports: [{ port: 80 }] }, {}, "v1");
  const job = (image: string, annotations: object = {}) =>
    rendered("Job", { template: { spec: { containers: [{ name: "a", image }] } } }, { annotations }, "batch/v1");

  it.each([
    ["a Deployment's image", web({}), web({ image: "web:2" }), undefined],
    [
      "a Deployment's selector",
      rendered("Deployment", { selector: { matchLabels: { app: "a" } } }),
      rendered("Deployment", { selector: { matchLabels: { app: "b" } } }),
      "spec.selector.matchLabels.app",
    ],
    [
      "a StatefulSet's service",
      rendered("StatefulSet", { serviceName: "a" }),
      rendered("StatefulSet", { serviceName: "b" }),
      "spec.serviceName",
    ],
    [
      "a StatefulSet's replicas",
      rendered("StatefulSet", { replicas: 1 }),
      rendered("StatefulSet", { replicas: 2 }),
      undefined,
    ],
    ["a Service's address", service("None"), service(), "spec.clusterIP"],
    ["a Job's template", job("a:1"), job("a:2"), "spec.template.spec.containers[a].image"],
    [
      "the template of a hook's Job",
      job("a:1", { "helm.sh/hook": "pre-install" }),
      job("a:2", { "helm.sh/hook": "pre-install" }),
      undefined,
    ],
  ])("of %s", (_what, before, after, path) => {
    const { changes } = between([before], [after]);
    expect(changes.map(({ risk, reasons }) => [risk, ...reasons])).toEqual(
      path === undefined
        ? []
        : [["ignored-edit", `cannot be edited in ${path}: the apply fails, or it has to be made anew`]],
    );
  });
});
