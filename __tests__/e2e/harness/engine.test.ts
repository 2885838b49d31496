import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { engineCgroup, outcomeOf, RUNNER, runInEngine, throwAwayEngine } from "../../support/engine/engine";
import { IMAGE, makeImage } from "../../support/engine/handmade";
import { worldReadable } from "../../support/engine/world-readable";
import { footprint, footprintChanges, type Kind } from "../../support/footprint/footprint";
import { fromProc, processIds } from "../../support/kernel/processes";

jest.setTimeout(120_000);
/** These engines are started from within another one, so nothing of the machine is at stake when one misbehaves. */
const docker = throwAwayEngine();
const folder = mkdtempSync(join(tmpdir(), "engine-test-"));
const archive = join(folder, "images.tar");
/** What a killed run may leave; the next run removes it. */
const ON_DISK: readonly Kind[] = ["files", "cgroups"];

const take = () => footprint({ docker, folders: ["/etc", "/var/lib/bulwark", tmpdir()], cgroup: engineCgroup() });
const shell = (script: string, ...options: string[]) => runInEngine(["sh", "-c", script], options);

beforeAll(async () => {
  await makeImage(docker);
  await outcomeOf("docker", ["save", "--output", archive, IMAGE]);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("a command beside a throw-away engine", () => {
  it("passes its exit code on", async () => {
    expect(await shell("exit 7")).toMatchObject({ code: 7 });
    expect(await shell("kill -TERM $$")).toMatchObject({ code: 143 });
  });

  it("sees the images that were given, an engine at the standard address, and only a loopback interface of the machine", async () => {
    const script = `unset DOCKER_HOST; docker image ls -q ${IMAGE} | wc -l; ip -o link | grep -vc docker0`;
    expect(await shell(script, "--images", archive)).toMatchObject({ code: 0, stdout: "1\n1\n" });
  });

  it("gives the engine more networks than its own address pools hold", async () => {
    const script =
      "for i in $(seq 40); do docker network create n$i >/dev/null || exit 1; done; docker network ls -q | wc -l";
    expect(await shell(script)).toMatchObject({ code: 0, stdout: "43\n" });
  });

  it("passes mirrors, registries and other flags to the engine", async () => {
    const options = [
      "--registry-mirror",
      "http://mirror.test:5000",
      "--insecure-registry",
      "plain.test",
      "--daemon-flag",
      "--debug",
    ];
    const { stdout } = await shell("docker info --format '{{json .RegistryConfig}} {{.Debug}}'", ...options);
    expect(stdout).toContain('"Mirrors":["http://mirror.test:5000/"]');
    expect(stdout).toContain('"plain.test"');
    expect(stdout).toContain("} true");
  });

  it("leaves nothing behind, wherever it wrote", async () => {
    const before = await take();
    const script =
      "docker run -d -v data:/data " +
      IMAGE +
      " /busybox sleep 600; mkdir -p /var/lib/bulwark/x; echo x > /etc/x; mktemp";
    expect(await shell(script, "--images", archive)).toMatchObject({ code: 0 });
    expect(footprintChanges(before, await take())).toEqual([]);
  });

  it.each([
    ["an unknown option", ["--nonsense", "x", "--", "true"], 2, "unknown option --nonsense"],
    ["no command", ["--images", "x"], 2, "there is no command after --"],
    ["a flag that the engine refuses", ["--daemon-flag", "--nonsense", "--", "true"], 4, "unknown flag: --nonsense"],
    ["an archive that is none", ["--images", __filename, "--", "true"], 4, "cannot load the images of"],
    ["a command that is missing", ["--", "/missing"], 127, "cannot start /missing"],
  ])("refuses %s in words", async (_what, args, code, words) => {
    const outcome = await outcomeOf(process.execPath, [RUNNER, ...args]);
    expect(outcome).toMatchObject({ code, stderr: expect.stringContaining(words) });
  });

  it("says that it needs root, and that it needs namespaces", async () => {
    const runner = join(worldReadable(), "__tests__/support/engine/run-in-engine.js");
    const asNobody = await outcomeOf("setpriv", ["--reuid", "65534", process.execPath, runner, "--", "true"]);
    expect(asNobody).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("needs root for its namespaces, got uid 65534"),
    });
    const bounded = ["--bounding-set", "-all", "--inh-caps", "-all", process.execPath, RUNNER, "--", "true"];
    const bare = await outcomeOf("setpriv", bounded);
    expect(bare).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("cannot make network, mount and PID namespaces"),
    });
  });
});

describe("a run that is killed", () => {
  /** Starts a run with a container in it and waits until that is up. */
  async function startRun() {
    const script = `docker run -d -v data:/data ${IMAGE} /busybox sleep 600 >&2 && echo up && exec sleep 600`;
    const run = spawn(process.execPath, [RUNNER, "--images", archive, "--", "sh", "-c", script], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    await once(run.stdout, "data");
    return run;
  }

  /** The kernel ends a PID namespace by itself; how long that takes is not the question. */
  async function untilEnded(started: readonly number[]) {
    while (started.some(isAlive)) await sleep(50);
  }

  it("leaves only files and cgroups, and the next run removes these", async () => {
    const before = await take();
    const older = processIds();
    const run = await startRun();
    const started = processIds().filter((pid) => isAlive(pid) && !older.includes(pid));
    expect(started.length).toBeGreaterThan(4);
    run.kill("SIGKILL");
    await untilEnded(started);
    const left = new Set(footprintChanges(before, await take()).map(({ kind }) => kind));
    expect([...left].sort()).toEqual([...ON_DISK].sort());
    expect(await shell("true")).toMatchObject({ code: 0 });
    expect(footprintChanges(before, await take())).toEqual([]);
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("by %s cleans up itself", async (signal) => {
    const before = await take();
    const run = await startRun();
    run.kill(signal);
    const [code] = (await once(run, "exit")) as [number];
    expect(code).toBe({ SIGTERM: 143, SIGINT: 130, SIGHUP: 129 }[signal]);
    expect(footprintChanges(before, await take())).toEqual([]);
  });
});

describe("what other runs left", () => {
  const named = (owner: string) => join(tmpdir(), `bulwark-engine-${owner}-abc123`);
  const namespace = readlinkSync("/proc/self/ns/pid").replace(/\D/g, "");
  const start = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ")[19];
  const folders: Readonly<Record<string, string>> = {
    "process is gone": named(`${namespace}-4194304-1`),
    "process id was used again": named(`${namespace}-${process.pid}-1`),
    "process lives": named(`${namespace}-${process.pid}-${start}`),
    "other PID namespace": named("1-4194304-1"),
    "no owner": join(tmpdir(), "bulwark-engine-notes"),
  };

  it("is removed when its process is gone or its id was used again, and kept otherwise", async () => {
    Object.values(folders).forEach((path) => mkdirSync(path));
    await outcomeOf(process.execPath, [RUNNER, "--clear-leftovers"]);
    const kept = Object.keys(folders).filter((what) => existsSync(folders[what]!));
    Object.values(folders).forEach((path) => rmSync(path, { recursive: true, force: true }));
    expect(kept).toEqual(["process lives", "other PID namespace", "no owner"]);
  });

  it("is kept while something is mounted below it, so that nothing else is emptied", async () => {
    const folder = folders["process is gone"]!;
    mkdirSync(join(folder, "mounted"), { recursive: true });
    await outcomeOf("mount", ["--bind", join(folder, ".."), join(folder, "mounted")]);
    const { stderr } = await outcomeOf(process.execPath, [RUNNER, "--clear-leftovers"]);
    const kept = existsSync(folder);
    await outcomeOf("umount", [join(folder, "mounted")]);
    rmSync(folder, { recursive: true });
    expect({ kept, stderr }).toEqual({ kept: true, stderr: expect.stringContaining("is mounted below it") });
  });
});

function isAlive(pid: number): boolean {
  return ![undefined, "Z"].includes(/\) (\S)/.exec(fromProc(`${pid}/stat`) ?? "")?.[1]);
}
