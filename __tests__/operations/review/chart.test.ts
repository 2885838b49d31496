import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readChart } from "../../../operations/review/rendered/chart";

let root: string;
let stack: string;

/** A chart of a stack, with one template. */
function chart(name: string, template = "a: {{ .Values.now }}", version = "1.0.0"): string {
  const folder = join(stack, "charts", name);
  mkdirSync(join(folder, "templates"), { recursive: true });
  writeFileSync(join(folder, "Chart.yaml"), `apiVersion: v2\nname: ${name}\nversion: ${version}\n`);
  writeFileSync(join(folder, "templates", "a.yaml"), template);
  return folder;
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bulwark-charts-"));
  stack = join(root, "out", "stacks", "shop");
  mkdirSync(stack, { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

const read = (path: string) => readChart(path, stack, [join(root, "out"), join(root, "project")]);

it("reads a chart with its version, and knows it again by its content", () => {
  chart("web");
  chart("same");
  writeFileSync(join(stack, "charts/same/Chart.yaml"), "apiVersion: v2\nname: web\nversion: 1.0.0\n");
  expect(read("./charts/web")).toMatchObject({ version: "1.0.0", chance: "none" });
  const hashOf = (path: string) => (read(path) as { readonly hash: string }).hash;
  expect(hashOf("./charts/same")).toBe(hashOf("./charts/web"));
  chart("same", "b: 1");
  expect(hashOf("./charts/same")).not.toBe(hashOf("./charts/web"));
});

it.each([
  ["{{ randAlphaNum 8 }}", "random"],
  ['{{- $ca := genCA "x" 365 -}}', "random"],
  ['{{ now | date "2006" }}', "clock"],
  ["{{/* now uuidv4 */}} {{ .Values.now }} now uuidv4", "none"],
])("knows what a template asks for: %s", (template, chance) => {
  chart("web", template);
  expect(read("./charts/web")).toMatchObject({ chance });
});

it.each([
  ["that is not there", () => "./charts/none", "is not on disk"],
  ["of this machine", () => "/etc", "is not on disk"],
  ["by a way out of the stack", () => "../../../../../../../../etc", "is not on disk"],
  ["without a Chart.yaml", () => dirname(chart("web")), "is none: it has no Chart.yaml"],
  [
    "that a link leads to, out of what is compared",
    () => {
      symlinkSync(tmpdir(), join(stack, "out"));
      return "./out";
    },
    "is not on disk",
  ],
  [
    "that holds a link",
    () => {
      symlinkSync("/etc/hostname", join(chart("web"), "templates", "b.yaml"));
      return "./charts/web";
    },
    "holds what is no file: templates/b.yaml",
  ],
  [
    "that holds itself",
    () => {
      symlinkSync(".", join(chart("web"), "charts"));
      return "./charts/web";
    },
    "holds what is no file: charts",
  ],
  [
    "with a file of 6 MB",
    () => {
      writeFileSync(join(chart("web"), "large"), Buffer.alloc(6 * 1024 ** 2));
      return "./charts/web";
    },
    "is larger than any chart",
  ],
  [
    "with thousands of files",
    () => {
      const folder = chart("web");
      for (let at = 0; at < 4100; at++) writeFileSync(join(folder, String(at)), "");
      return "./charts/web";
    },
    "is larger than any chart",
  ],
])("reads none %s", (_what, make, why) => {
  expect(read(make())).toBe(why);
});
