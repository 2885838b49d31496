import { once } from "node:events";
import { rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { ending, StartProject } from "../support/start/start-project";

describe("the start of Bulwark", () => {
  const project = new StartProject();

  it("installs, compiles and hands over arguments, exit code and standard output", async () => {
    const { code, stdout, stderr } = await project.run(["up", "7", "--two words"]);
    expect({ code, stdout }).toEqual({ code: 7, stdout: '["up","7","--two words"]\n' });
    expect(stderr).toMatch(/^installing the npm packages\n[\s\S]*compiling\n$/);
  }, 60_000);

  it("makes what it compiled runnable, also when all of it was compiled anew", async () => {
    rmSync(join(project.folder, "dist"), { recursive: true });
    await project.run(["up"]);
    expect(statSync(join(project.folder, "dist", "scripts", "bulwark.js")).mode & 0o111).toBe(0o111);
  }, 60_000);

  it("does neither again when nothing has changed", async () => {
    const before = project.compilations;
    expect((await project.run(["up"])).stderr).toBe("");
    expect(project.compilations).toBe(before);
  });

  it("compiles again when a source changes, is added or is removed, and forgets what was compiled of it", async () => {
    project.write("scripts/more.ts", "");
    expect((await project.run(["up"])).stderr).toBe("compiling\n");
    project.write("scripts/more.ts", "changed");
    expect((await project.run(["up"])).stderr).toBe("compiling\n");
    rmSync(join(project.folder, "scripts", "more.ts"));
    expect((await project.run(["up"])).stderr).toBe("compiling\n");
    expect(project.has("dist/scripts/more.js")).toBe(false);
  });

  it("does not compile again when something else changes", async () => {
    project.write("README.md", "changed");
    expect((await project.run(["up"])).stderr).toBe("");
  });

  it("shows what the compiler said, ends with 4, and compiles again next time", async () => {
    project.write("syntax-error", "");
    project.write("main.ts", "");
    const { code, stdout, stderr } = await project.run(["up"]);
    rmSync(join(project.folder, "syntax-error"));
    expect({ code, stdout }).toEqual({ code: 4, stdout: "" });
    expect(stderr).toContain("TS1005: ';' expected");
    expect((await project.run(["up"])).code).toBe(0);
  });

  it("passes a signal on and waits for the answer", async () => {
    const child = project.start(["wait"]);
    child.stdout.once("data", () => child.kill("SIGTERM"));
    expect(await ending(child)).toMatchObject({ code: 42, signal: null });
  });

  it("ends by the signal that ended Bulwark", async () => {
    expect(await project.run(["die"])).toMatchObject({ code: null, signal: "SIGKILL" });
  });

  it("refuses a Node.js that is too old before it uses anything of it", async () => {
    project.write("old-node.js", 'Object.defineProperty(process.versions, "node", { value: "18.20.4" });');
    const { code, stderr } = await project.run(["up"], { NODE_OPTIONS: `-r ${join(project.folder, "old-node.js")}` });
    expect(code).toBe(3);
    expect(stderr).toBe("Bulwark needs Node.js 20.19 or newer, got: 18.20.4\nInstall it: https://nodejs.org\n");
  });

  it("ends with 3 when there is no npm", async () => {
    project.write("package-lock.json", "{}");
    const { code, stderr } = await project.run(["up"], { PATH: "/nonexistent" });
    expect(code).toBe(3);
    expect(stderr).toContain("spawn npm ENOENT");
  });
});

describe("install scripts of packages", () => {
  const project = new StartProject();

  it("do not run", async () => {
    expect((await project.run(["up"])).code).toBe(0);
    expect(project.has("install-script-ran")).toBe(false);
  }, 60_000);

  it("run for packages that package.json allows", async () => {
    const dependencies = { typescript: "file:vendor/typescript" };
    const allowScripts = { "typescript@5.0.0": true, other: false };
    project.write("package.json", JSON.stringify({ name: "bulwark", version: "0.0.0", dependencies, allowScripts }));
    rmSync(join(project.folder, "node_modules"), { recursive: true });
    expect((await project.run(["up"])).code).toBe(0);
    expect(project.has("install-script-ran")).toBe(true);
  }, 60_000);
});

describe("several starts at once", () => {
  const project = new StartProject();
  const lock = join(project.folder, ".bulwark", "start.lock");

  it("install and compile once, and all go on", async () => {
    const starts = await Promise.all(["1", "2", "3"].map((number) => project.run(["up", number])));
    expect(starts.map(({ code }) => code)).toEqual([1, 2, 3]);
    expect(project.compilations).toBe("be");
    expect(starts.filter(({ stderr }) => stderr.includes("waiting for another start"))).toHaveLength(2);
  }, 90_000);

  it("wait while the other one lives", async () => {
    project.write("main.ts", "slow");
    const slow = project.start(["up"], { SLOW: "2" });
    await once(slow.stderr, "data");
    const [{ code }, { stderr }] = await Promise.all([ending(slow), project.run(["up"])]);
    expect(stderr).toContain(`waiting for another start of Bulwark, which holds ${lock}`);
    expect([code, project.compilations]).toEqual([0, "bebe"]);
  }, 60_000);

  it("wait for the tool that outlives a start that was killed, and then take over", async () => {
    project.write("main.ts", "killed");
    const killed = project.start(["up"], { SLOW: "5" });
    await once(killed.stderr, "data");
    while (!project.compilations.endsWith("b")) await sleep(50);
    killed.kill("SIGKILL");
    expect((await project.run(["up"])).code).toBe(0);
    expect(project.compilations).toBe("bebebebe");
    expect(project.has(".bulwark/start.lock")).toBe(false);
  }, 60_000);

  it("take over a lock of another machine that nobody has touched for long", async () => {
    project.write("main.ts", "abandoned");
    project.write(".bulwark/start.lock/owner", "another-machine 1");
    utimesSync(lock, new Date(0), new Date(0));
    expect((await project.run(["up"])).code).toBe(0);
  }, 60_000);
});
