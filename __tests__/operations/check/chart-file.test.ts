import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chartFileBelow } from "../../../operations/check/chart-file";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-chart-"));
  mkdirSync(join(folder, "stack/chart"), { recursive: true });
  mkdirSync(join(folder, "charts/workload"), { recursive: true });
  writeFileSync(join(folder, "stack/chart/Chart.yaml"), "name: near\n");
  writeFileSync(join(folder, "charts/workload/Chart.yaml"), "name: project\n");
  symlinkSync("/etc/hostname", join(folder, "stack/chart/link.yaml"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it.each([
  ["chart/Chart.yaml", "name: near\n"],
  ["../charts/workload/Chart.yaml", "name: project\n"],
  ["chart/values.yaml", undefined],
  ["chart", undefined],
  ["chart/link.yaml", undefined],
  ["/etc/hostname", undefined],
  ["../../../../etc/hostname", undefined],
])("%s of a chart is %j", (path, text) => {
  expect(chartFileBelow(join(folder, "stack"), folder)(path)).toBe(text);
});

it("what is larger than a release may be is not read", () => {
  writeFileSync(join(folder, "stack/chart/large.yaml"), "x".repeat(1024 * 1024 + 1));
  expect(chartFileBelow(join(folder, "stack"), folder)("chart/large.yaml")).toBeUndefined();
});
