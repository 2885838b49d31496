import type { WorkloadValues } from "../../../constructs/targets/kubernetes/private/values";
import { changed } from "../../support/charts/changed";
import { EVERYWHERE, NAMESPACES, ROLLING, STATEFUL, WORKLOADS } from "../../support/charts/examples";
import { chartFolder, lint, objectsOf, podSecurity, template } from "../../support/charts/helm";
import { Rendered } from "../../support/charts/rendered";
import { namedObjects, placesOf, schemaOf, type Place } from "../../support/charts/schema";
import { WEAKENINGS, WEAKER_RENDERINGS } from "../../support/charts/weakenings";

const WORKLOAD = chartFolder("workload");
const ALL = [
  ...WORKLOADS.map(([what, values]) => [what, "workload", values] as const),
  ["namespaces", "namespaces", NAMESPACES] as const,
];

describe.each(ALL)("%s", (_what, chart, values) => {
  const folder = chartFolder(chart);

  it("is clean for helm lint", () => {
    const { code, output } = lint(folder, values);
    expect(output.split("\n").filter((line) => /^\[(?!INFO)/.test(line))).toEqual([]);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("0 chart(s) failed") as string });
  });

  it("renders to the same bytes every time", () => {
    const first = template(folder, values);
    expect(first.code).toBe(0);
    expect(template(folder, values)).toEqual(first);
  });
});

describe("Pod Security `restricted`", () => {
  it.each(WORKLOADS)("lets the pods of %s in", (_what, values) => {
    const objects = objectsOf(WORKLOAD, values);
    const { code, output } = podSecurity(objects);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^[1-9]\d* pod templates/) as string });
  });

  it.each(WEAKER_RENDERINGS)("refuses %s", (_what, path, change, why) => {
    const objects = objectsOf(WORKLOAD, EVERYWHERE).map((one) =>
      one.kind === "DaemonSet" ? changed(one, path, change) : one,
    );
    expect(podSecurity(objects)).toEqual({ code: 1, output: expect.stringContaining(why) as string });
  });
});

/** Of each object of a schema the first place in an example that has one. */
function placesBySchema(chart: "workload" | "namespaces", examples: readonly object[]) {
  const found = examples.flatMap((values) =>
    placesOf(schemaOf(chart), values).map((place): readonly [string, Place, object] => [place.at, place, values]),
  );
  return new Map(found.reverse().map(([at, place, values]) => [at, { place, values }]));
}

describe.each([
  ["workload", WORKLOADS.map(([, values]) => values)],
  ["namespaces", [NAMESPACES]],
] as const)("an unknown key of charts/%s", (chart, examples) => {
  const places = placesBySchema(chart, examples);

  it("is looked for at every object of the schema", () => {
    const notDirect = namedObjects(schemaOf(chart)).filter(({ at }) => !places.has(at));
    expect(notDirect.map(({ at }) => at)).toEqual([]);
  });

  it.each([...places.keys()])("is refused at %s", (at) => {
    const { place, values } = places.get(at)!;
    const { code, output } = template(
      chartFolder(chart),
      changed(values, place.path, (part) => (part.unknownKey = 1)),
    );
    expect(code).toBe(1);
    expect(output).toMatch(/unknownKey|oneOf/);
  });
});

it.each(WEAKENINGS)("the schema refuses $what", ({ chart, path, change, says }) => {
  const values = chart === "workload" ? ROLLING : NAMESPACES;
  const { code, output } = template(chartFolder(chart), changed<object>(values, path, change));
  expect(code).toBe(1);
  expect(output).toMatch(says);
});

describe("values that fit the schema and not each other", () => {
  const WRONG: readonly (readonly [what: string, values: WorkloadValues, says: string])[] = [
    ["a claim of a Deployment", { ...STATEFUL, kind: "Deployment" }, "which only a StatefulSet can do"],
    [
      "two containers of one name",
      { ...ROLLING, hooks: [ROLLING.hooks[0]!, ROLLING.hooks[0]!] },
      "are named 'migrate'",
    ],
    [
      "a job that is found as the server",
      { ...ROLLING, hooks: [{ ...ROLLING.hooks[0]!, name: "server" }] },
      "a job of 'shop' is named 'server'",
    ],
    ["a signal to a server that is not seen", { ...STATEFUL, shareProcesses: false }, "set shareProcesses"],
    [
      "a monitored port that is none",
      { ...ROLLING, serviceMonitor: { ...ROLLING.serviceMonitor!, port: "p1" } },
      "the server has: p8080",
    ],
  ];

  it.each(WRONG)("are refused with the reason: %s", (_what, values, says) => {
    expect(template(WORKLOAD, values)).toEqual({ code: 1, output: expect.stringContaining(says) as string });
  });
});

describe("namespaces", () => {
  const rendered = new Rendered(objectsOf(chartFolder("namespaces"), NAMESPACES));

  it("have a quota, limits and a closed network each", () => {
    const inside = ["LimitRange", "NetworkPolicy", "ResourceQuota"];
    for (const kind of inside) {
      expect(rendered.of(kind).map(({ metadata }) => metadata.namespace)).toEqual(["test", "test-agents"]);
    }
    for (const { spec } of rendered.of("NetworkPolicy")) {
      expect(spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [], egress: [] });
    }
  });

  it("are restricted, and a weaker one says why", () => {
    const level = (name: string) =>
      rendered.one("Namespace", name).metadata.labels?.["pod-security.kubernetes.io/enforce"];
    expect([level("test"), level("test-agents")]).toEqual(["restricted", "privileged"]);
    const said = rendered.one("Namespace", "test-agents").metadata.annotations?.["bulwark.exceptions"];
    expect(said).toContain("an agent of the cluster's own mounts the host");
  });
});
