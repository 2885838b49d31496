import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Review } from "../../review/model";
import { comparePosture } from "../../review/posture";
import type { Outcome } from "../support/engine/engine";
import { BROKEN_POLICIES } from "../support/kubernetes/broken-policies";
import { RenderingProject } from "../support/kubernetes/rendering";
import { manifestPlatform } from "../support/policies/manifests";
import { kubernetesProgram } from "../support/kubernetes/programs";
import { TestProject } from "../support/platform/project";

/** Renders every release of both sides, some of which end at their limits only. */
const PATIENCE = 120_000;

let project: TestProject;

/** Where renderings are kept, so that no other run has them. */
const CACHE = "cache";

/** With the Helm of the suites. */
function run(...command: readonly string[]): Promise<Outcome> {
  const path = [dirname(kubernetesProgram("BULWARK_HELM")), process.env.PATH].join(delimiter);
  return project.run("env", [`PATH=${path}`, `BULWARK_CACHE=${project.path(CACHE)}`, process.execPath, ...command]);
}

/** As a user does. */
const review = (...words: readonly string[]) => run(TestProject.program, "review", ...words);

const MODULE = join(dirname(dirname(TestProject.program)), "operations", "review.js");

/** The review itself, whatever a format makes of it. */
async function modelOf(sides: object): Promise<Review> {
  const program = `require(${JSON.stringify(MODULE)}).reviewed(${JSON.stringify(sides)}, 100, () => {})
    .then((review) => console.log(JSON.stringify(review)))`;
  const { stdout, stderr } = await run("-e", program);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Review;
}

const markdown = (base: string, head: string) => review("--base", base, "--head", head);

interface Release {
  values: [string];
}
interface Stack {
  resource: { helm_release: Record<string, Release> };
}

const stackFile = (folder: string) => project.path(folder, "stacks/rag-production/cdk.tf.json");

/** Another output than `base`, with one release's values edited. */
function edited(folder: string, release: string, edits: readonly (readonly [string, string])[]): void {
  cpSync(project.path("base"), project.path(folder), { recursive: true });
  const stack = JSON.parse(readFileSync(stackFile(folder), "utf8")) as Stack;
  const { values } = stack.resource.helm_release[release]!;
  for (const [from, to] of edits) {
    expect(values[0]).toContain(from);
    values[0] = values[0].replace(from, to);
  }
  writeFileSync(stackFile(folder), JSON.stringify(stack));
}

/** An output whose one stack has a release of each chart. */
function shop(folder: string, charts: Readonly<Record<string, string>>, value: string): void {
  const stack = project.path(folder, "stacks/shop");
  const releases = Object.entries(charts).map(([name, template]) => {
    mkdirSync(join(stack, "charts", name, "templates"), { recursive: true });
    writeFileSync(join(stack, "charts", name, "Chart.yaml"), `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`);
    writeFileSync(join(stack, "charts", name, "templates", "all.yaml"), template);
    return [name, { name, namespace: "shop", chart: `./charts/${name}`, values: [`a: "${value}"\n`] }] as const;
  });
  mkdirSync(stack, { recursive: true });
  const stackJson = { resource: { helm_release: Object.fromEntries(releases) } };
  writeFileSync(join(stack, "cdk.tf.json"), JSON.stringify(stackJson));
}

const leftBehind = () => readdirSync(tmpdir()).filter((name) => name.startsWith("bulwark-helm-"));

beforeAll(async () => {
  project = await TestProject.withOwnEnvironments();
  await project.succeed("synth", "rag-production", "--out", "base");
}, PATIENCE);

afterAll(() => project.remove());

describe("releases of this project", () => {
  it("beside themselves are no change", async () => {
    const { code, stdout } = await markdown("base", "base");
    expect([code, stdout.split("\n")[0]]).toEqual([0, "## ✅ Bulwark: no changes"]);
  });

  it("show a pod that is weaker because its chart is another one", async () => {
    cpSync(project.path("base"), project.path("chart"), { recursive: true });
    const template = project.path("chart/stacks/rag-production/charts/workload/templates/_container.tpl");
    const before = readFileSync(template, "utf8");
    writeFileSync(template, before.replace("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"));
    const { code, stdout } = await markdown("base", "chart");
    expect(code).toBe(1);
    expect(stdout).toContain("has a root that may be written to");
    expect(stdout).toContain("rag-app");
  });

  it("show data that goes with a release, and what Helm keeps", async () => {
    edited("lost", "platform_postgres", []);
    const stack = JSON.parse(readFileSync(stackFile("lost"), "utf8")) as Stack;
    delete stack.resource.helm_release.platform_postgres;
    delete stack.resource.helm_release.namespaces;
    writeFileSync(stackFile("lost"), JSON.stringify(stack));
    const { code, stdout } = await markdown("base", "lost");
    expect([code, stdout]).toEqual([1, expect.stringContaining("nothing uses what is on them any more")]);
    const { rendered } = await modelOf({ base: "base", head: "lost" });
    const actionOf = (object: string) => rendered.find((one) => one.object === object)?.action;
    expect(actionOf("StatefulSet/rag-production/postgres")).toBe("delete");
    expect(actionOf("Namespace/rag-production")).toBe("forget");
  });

  it("let an edit pass that weakens nothing, and tell it by its path", async () => {
    edited("larger", "platform_rag-app", [["memory: 128Mi", "memory: 256Mi"]]);
    const { code, stdout } = await markdown("base", "larger");
    expect([code, stdout]).toEqual([0, expect.stringContaining("values.server.resources.memory")]);
    expect(stdout).not.toContain("strategy: RollingUpdate");
  });

  it("show no secret of a rendering", async () => {
    edited("secret", "platform_rag-app", [['PORT: "5000"', 'PORT: "5000"\n    API_TOKEN: hunter2-hunter2-hunter2']]);
    for (const format of ["markdown", "json"]) {
      const { stdout, stderr } = await review("--base", "base", "--head", "secret", "--format", format);
      expect(stdout + stderr).not.toContain("hunter2");
    }
  });
});

const MAP =
  "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata: {a: {{ .Values.a | quote }}}\n";

const CHARTS = {
  fine: MAP,
  loops: `{{- range until 100000 }}{{- range until 100000 }}{{- end }}{{- end }}\n${MAP}`,
  allocates: `{{- $d := dict "s" "xxxxxxxxxxxxxxxx" }}{{- range until 60 }}{{- $_ := set $d "s" (print $d.s $d.s) }}{{- end }}\n${MAP}`,
  prints: `${MAP}{{- range until 4000 }}\n# {{ repeat 10000 "x" }}\n{{- end }}\n`,
  recurses: '{{- define "a" }}{{ include "a" . }}{{- end }}{{ include "a" . }}',
  asks: `${MAP}{{- if or (getHostByName "localhost") (lookup "v1" "Secret" "a" "b") }}\n# reached{{ fail "it reached out" }}{{- end }}\n`,
  random:
    "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: {{ randAlphaNum 20 }}, a: {{ .Values.a | quote }}}\n",
};

describe("charts that nobody trusts", () => {
  it(
    "end as not examined, by name and reason, and the review goes on",
    async () => {
      shop("before", CHARTS, "1");
      shop("after", CHARTS, "2");
      const found = await modelOf({ base: "before", head: "after" });
      expect(found.rendered.map(({ object }) => object)).toEqual([
        "ConfigMap/shop/asks",
        "ConfigMap/shop/fine",
        "Secret/shop/s",
      ]);
      const leftOut = found.leftOut.join("\n");
      expect(leftOut).toContain("shop/helm_release.loops: not examined, it takes more than 5 s of CPU to render");
      expect(leftOut).toContain("shop/helm_release.allocates: not examined, it needs more than 2048 MB of memory");
      expect(leftOut).toContain("shop/helm_release.prints: not examined, it prints more than 5 MB to render");
      expect(leftOut).toContain("shop/helm_release.recurses: not examined, it is refused by Helm");
      expect(leftOut).toContain("Secret/shop/s stringData.password: random at every render");
      expect(leftOut).not.toMatch(/helm_release\.(fine|asks)/);
      expect(leftBehind()).toEqual([]);
    },
    PATIENCE,
  );

  it("that can no longer be rendered keep the gate shut", async () => {
    shop("ended", { fine: CHARTS.recurses }, "1");
    shop("begun", { fine: MAP }, "1");
    const { code, stdout } = await markdown("begun", "ended");
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining("could be rendered before the change, and no longer can"),
    ]);
  });

  it("of the project, which both sides have, are told not to be compared", async () => {
    shop("inside", { fine: MAP }, "1");
    shop("outside", {}, "1");
    const chart = "../../../inside/stacks/shop/charts/fine";
    const fine = { name: "fine", chart };
    writeFileSync(
      project.path("outside/stacks/shop/cdk.tf.json"),
      JSON.stringify({ resource: { helm_release: { fine } } }),
    );
    const { leftOut } = await modelOf({ base: "outside", head: "outside" });
    expect(leftOut).toEqual([`the chart ${chart} lies in the project, for both sides: edits of it are not compared`]);
  });

  it("of a repository are never fetched", async () => {
    shop("far", { fine: MAP }, "1");
    const file = project.path("far/stacks/shop/cdk.tf.json");
    const far = { name: "far", chart: "redis", repository: "https://charts.example.com" };
    writeFileSync(file, JSON.stringify({ resource: { helm_release: { far } } }));
    const { leftOut } = await modelOf({ base: "far", head: "far" });
    expect(leftOut).toEqual([
      "shop/helm_release.far: not examined, its chart comes from a repository, and nothing is fetched",
    ]);
  });
});

describe("a machine without Helm, and without room to make it", () => {
  it("reviews what else there is, and says why releases are not examined", async () => {
    shop("old", { fine: MAP }, "1");
    shop("new", { fine: MAP }, "2");
    const program = [process.execPath, TestProject.program, "review", "--base", "old", "--head", "new"];
    const { code, stdout } = await project.run("env", [
      // Below a file nothing is made.
      ...["PATH=/nowhere", `BULWARK_CACHE=${project.path("environments/rag-production.yaml")}/cache`],
      ...program,
    ]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("not examined, Helm cannot be had")]);
    expect(stdout).toContain("values.a");
  });
});

describe("releases of a plan", () => {
  const release = (value: string, version: string) => ({
    ...{ name: "fine", namespace: "shop", chart: "./charts/fine", values: [`a: "${value}"\n`], version },
  });
  const plan = (version: string) =>
    JSON.stringify({
      ...{ format_version: "1.2", planned_values: {} },
      resource_changes: [
        {
          ...{ address: "helm_release.fine", mode: "managed", type: "helm_release", name: "fine" },
          change: {
            actions: ["update"],
            ...{ before: release("1", version), after: release("2", "1.0.0"), after_unknown: {} },
          },
        },
      ],
    });

  it.each([
    ["1.0.0", ["update ConfigMap/shop/fine"], []],
    ["0.9.0", [], [expect.stringContaining("its chart on disk is version 1.0.0, and what is there was made of 0.9.0")]],
  ])("are rendered where the chart of what is there lies beside the plan: %s", async (version, objects, why) => {
    shop("planned", { fine: MAP }, "1");
    writeFileSync(project.path("planned/stacks/shop/plan.json"), plan(version));
    const found = await modelOf({ plans: ["planned/stacks/shop/plan.json"] });
    expect(found.rendered.map(({ action, object }) => `${action} ${object}`)).toEqual(objects);
    expect(found.leftOut).toEqual(why);
  });
});

describe("what was rendered", () => {
  it("is kept, and read by nobody else", async () => {
    await markdown("base", "base");
    const kept = readdirSync(project.path(CACHE, "review", "rendered"));
    expect(kept.length).toBeGreaterThan(8);
    expect(kept.every((name) => /^[0-9a-f]{64}\.json$/.test(name))).toBe(true);
  });
});

describe("policies of what is rendered, broken by hand", () => {
  const rendering = new RenderingProject();
  const objects = rendering.render("rag-production").map(({ object }) => object);
  const examined = (all: readonly object[]) => [{ stack: "rag-production", platform: manifestPlatform(...all) }];
  const compared = (before: readonly object[], after: readonly object[]) =>
    comparePosture(examined(before), examined(after));

  afterAll(() => rendering.remove());

  it("are as they were beside themselves", () => {
    expect(compared(objects, objects)).toMatchObject({ changes: [], reach: [] });
  });

  it.each(BROKEN_POLICIES.map(({ what, breakIt }) => [what, breakIt] as const))("is told: %s", (what, breakIt) => {
    const { changes, reach } = compared(objects, breakIt(objects));
    const worse = changes.filter(({ verdict }) => verdict === "worse");
    // Where the namespace denies what nobody allows, these two close more than before.
    const isMissing = what.startsWith("that of the database is missing");
    const isAstray = what.startsWith("the selector of a policy");
    expect([worse.length > 0, reach.length > 0]).toEqual([!isMissing, !isMissing && !isAstray]);
  });
});
