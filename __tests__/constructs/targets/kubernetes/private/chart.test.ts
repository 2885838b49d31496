import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { packageRoot } from "../../../../../config/package-root";
import { KubernetesTarget } from "../../../../../constructs/targets/kubernetes";
import { copyChart } from "../../../../../constructs/targets/kubernetes/private/chart";
import { CLUSTER } from "../../../../support/constructs/both-targets";
import { FakeComponent } from "../../../../support/constructs/fake-component";
import { testImages } from "../../../../support/constructs/images";

const OWN = join(packageRoot(), "charts", "workload");
/** https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, without build metadata */
const SEMVER =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)-((0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][\da-zA-Z-]*))*)$/;

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "chart-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const versionIn = (chart: string) => /^version: (.*)$/m.exec(readFileSync(join(chart, "Chart.yaml"), "utf8"))![1]!;
const filesIn = (chart: string) => readdirSync(chart, { recursive: true, encoding: "utf8" }).sort();

/** The version of a copy of the chart that something was done to. */
function versionAfter(change: (chart: string) => void, name = "source"): string {
  const [source, copy] = [join(folder, name), join(folder, "deep", "copy")];
  cpSync(OWN, source, { recursive: true });
  change(source);
  copyChart(source, copy);
  return versionIn(copy);
}

const nothing = () => undefined;

describe("the version of a chart", () => {
  it("is a version that Helm takes", () => {
    expect(versionAfter(nothing)).toMatch(SEMVER);
    expect(versionAfter(nothing).startsWith(`${versionIn(OWN)}-h`)).toBe(true);
  });

  it("is the same wherever the chart lies", () => {
    expect(versionAfter(nothing, "elsewhere")).toBe(versionAfter(nothing));
  });

  it.each<readonly [string, (chart: string) => void]>([
    [
      "an edited template",
      (chart) => writeFileSync(join(chart, "templates", "service.yaml"), "# other\n", { flag: "a" }),
    ],
    ["a further template", (chart) => writeFileSync(join(chart, "templates", "zzz.yaml"), "")],
    [
      "a renamed template",
      (chart) => renameSync(join(chart, "templates", "pdb.yaml"), join(chart, "templates", "budget.yaml")),
    ],
    ["a removed file", (chart) => rmSync(join(chart, "templates", "pdb.yaml"))],
    ["a default value", (chart) => writeFileSync(join(chart, "values.yaml"), "other: 1\n", { flag: "a" })],
  ])("is another one with %s", (_what, change) => {
    expect(versionAfter(change)).not.toBe(versionAfter(nothing, "plain"));
  });
});

describe("a copy of a chart", () => {
  it("is the chart but for its version, whatever was there before", () => {
    const copy = join(folder, "copy");
    copyChart(OWN, copy);
    writeFileSync(join(copy, "templates", "left-over.yaml"), "");
    copyChart(OWN, copy);
    expect(filesIn(copy)).toEqual(filesIn(OWN));
    const chart = readFileSync(join(copy, "Chart.yaml"), "utf8");
    expect(chart.replace(/-h[0-9a-f]+$/m, "")).toBe(readFileSync(join(OWN, "Chart.yaml"), "utf8"));
  });
});

describe("a synthesized stack", () => {
  const synthesizedAt = (outdir: string) => {
    const app = new App({ outdir, stackTraces: false });
    const stack = new TerraformStack(app, "test");
    new KubernetesTarget(stack, "kubernetes", { cluster: CLUSTER, images: testImages() });
    new FakeComponent(stack, "api");
    app.synth();
    return join(outdir, "stacks", "test");
  };

  it("has both charts beside it, where its releases look, the same at two places", () => {
    const [one, other] = [synthesizedAt(join(folder, "one")), synthesizedAt(join(folder, "other"))];
    for (const name of ["workload", "namespaces"]) {
      expect(versionIn(join(one, "charts", name))).toMatch(SEMVER);
      expect(versionIn(join(other, "charts", name))).toBe(versionIn(join(one, "charts", name)));
    }
    const [text, otherText] = [one, other].map((at) => readFileSync(join(at, "cdk.tf.json"), "utf8"));
    expect(text).toBe(otherText);
    expect(text).toContain('"chart": "./charts/workload"');
  });
});
