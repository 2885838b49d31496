import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ELSEWHERE, synthesizedByChild } from "../support/constructs/child-synthesis";

const first = synthesizedByChild();

describe("synthesis", () => {
  it("takes an empty environment", () => {
    expect(first).toMatchObject({ status: 0, stderr: "" });
    process.stderr.write(`synthesis as a child, sources compiled on the way: ${Math.round(first.milliseconds)} ms\n`);
  });

  it("writes a stack for each environment and their manifest, and nothing else", () => {
    const names = readdirSync(join(__dirname, "../../environments")).filter((file) => file.endsWith(".yaml"));
    const stacks = names.map((file) => `stacks/${basename(file, ".yaml")}/cdk.tf.json`);
    expect(stacks).toContain("stacks/local/cdk.tf.json");
    expect(Object.keys(first.written)).toEqual(["manifest.json", ...stacks.sort()]);
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
