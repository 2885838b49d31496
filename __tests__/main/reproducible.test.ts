import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironments, type Environment } from "../../config";
import { ELSEWHERE, synthesizedByChild } from "../support/constructs/child-synthesis";

const ROOT = join(__dirname, "../..");
const ENVIRONMENTS = loadEnvironments(join(ROOT, "environments"));
const CHART = /^stacks\/([^/]+)\/(charts\/.*)$/;

const first = synthesizedByChild();

describe("synthesis", () => {
  it("takes an empty environment", () => {
    expect(first).toMatchObject({ status: 0, stderr: "" });
    process.stderr.write(`synthesis as a child, sources compiled on the way: ${Math.round(first.milliseconds)} ms\n`);
  });

  it("writes a stack for each environment and each of its parts in AWS, charts beside those that need some, and nothing else", () => {
    const parts = ({ name, settings: { aws } }: Environment) =>
      aws ? ["-account", "-network", "-cluster", "-data"].map((part) => `${name}${part}`) : [];
    const possible = ENVIRONMENTS.flatMap((one) => [one.name, ...parts(one)]);
    const { stacks } = JSON.parse(first.written["manifest.json"]!) as { readonly stacks: object };
    const named = Object.keys(stacks);
    expect(named).toEqual(expect.arrayContaining(ENVIRONMENTS.map(({ name }) => name)));
    expect(named.filter((name) => !possible.includes(name))).toEqual([]);
    const files = named.map((name) => `stacks/${name}/cdk.tf.json`);
    expect(files).toContain("stacks/local/cdk.tf.json");
    const others = Object.keys(first.written).filter((path) => !CHART.test(path));
    expect(others).toEqual(["manifest.json", ...files.sort()]);
  });

  it("copies the charts for a cluster only, as they are but for a version that says what is in them", () => {
    const copies = Object.entries(first.written).flatMap(([path, text]) => {
      const [, stack, chart] = CHART.exec(path) ?? [];
      return stack === undefined ? [] : [{ stack, chart, text }];
    });
    const original = (text: string) => text.replace(/^(version: [\d.]+)-h[0-9a-f]+$/m, "$1");
    for (const { chart, text } of copies) expect(original(text)).toBe(readFileSync(join(ROOT, `${chart}`), "utf8"));
    const clusters = ENVIRONMENTS.filter(({ settings }) => settings.target === "kubernetes").map(({ name }) => name);
    expect([...new Set(copies.map(({ stack }) => stack))]).toEqual(clusters);
  });

  it("writes the same bytes in another folder, for another user, host, clock, time zone and language", () => {
    const environment = {
      HOME: "/nowhere",
      TZ: "Pacific/Kiritimati",
      LANG: "tr_TR.UTF-8",
      USER: "somebody",
      CI: "true",
    };
    const elsewhere = synthesizedByChild({ folder: "a/deeper folder", environment, elsewhere: true });
    expect(elsewhere.stderr).toBe("");
    expect(elsewhere.written).toEqual(first.written);
  });

  it("names no place of this machine", () => {
    const text = Object.values(first.written).join("\n");
    const places = [process.cwd(), __dirname, join(tmpdir(), "bulwark-child-"), join(homedir(), "/")];
    expect(places.filter((place) => text.includes(place))).toEqual([]);
  });
});

it("elsewhere really is elsewhere, or the comparison proves nothing", () => {
  const script = "[os.hostname(), os.userInfo().username, new Date().getFullYear() > 2000, Date.now()].join()";
  const here = spawnSync(process.execPath, ["-p", script], { encoding: "utf8" }).stdout.split(",");
  const there = spawnSync(process.execPath, ["-r", ELSEWHERE, "-p", script], { encoding: "utf8" }).stdout.split(",");
  expect(there.slice(0, 3)).toEqual(["elsewhere", "somebody", "true"]);
  expect(Number(there[3]) - Number(here[3])).toBeGreaterThan(365 * 24 * 60 * 60 * 1000);
});
