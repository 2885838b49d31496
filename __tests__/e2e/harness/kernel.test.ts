import type Docker from "dockerode";
import { throwAwayEngine } from "../../support/engine/engine";
import {
  execute,
  HARDENED_HOST,
  makeImage,
  removeAll,
  start,
  startHardened,
  leaveRunning,
} from "../../support/engine/handmade";
import { runningContainerNamed, runningContainers } from "../../support/kernel/container";
import { readLimits } from "../../support/kernel/container-limits";
import {
  type ExpectedProcess,
  limitDifferences,
  processDifferences,
  writeDifferences,
} from "../../support/kernel/expected";
import { readProcesses, unclaimedProcesses } from "../../support/kernel/processes";
import { kernelDifferences } from "../../support/kernel/verify";
import { attemptRootWrites } from "../../support/kernel/write-attempts";

const EXPECTED = { uid: 1000, gid: 1000 };
const LIMITS = { memoryBytes: 64 * 1024 * 1024, cpus: 0.5, processes: 32, openFiles: 1024 };
jest.setTimeout(120_000);
const docker = throwAwayEngine();
const made: Docker.Container[] = [];

beforeAll(() => makeImage(docker));
afterEach(() => removeAll(made.splice(0)));

async function hardened(host: Docker.HostConfig = {}, config: Docker.ContainerCreateOptions = {}) {
  made.push(await startHardened(docker, { name: "handmade", host, config }));
  return runningContainerNamed(docker, "handmade");
}

async function differences(expected: ExpectedProcess = EXPECTED) {
  const processes = await readProcesses(await runningContainerNamed(docker, "handmade"));
  return processes
    .flatMap((process) => processDifferences(process, expected))
    .map((line) => line.replace(/^.*\): /, ""));
}

describe("the kernel reader", () => {
  it("finds nothing to say about a hardened container", async () => {
    const container = await hardened();
    expect(await readProcesses(container)).toHaveLength(1);
    expect(await differences()).toEqual([]);
    expect(limitDifferences("handmade", readLimits(container), LIMITS)).toEqual([]);
  });

  it("names all that a container without any protection lacks", async () => {
    made.push(await start(docker, { name: "handmade", host: { SecurityOpt: ["seccomp=unconfined"] } }));
    const all = await differences();
    expect(all).toEqual(expect.arrayContaining(["uids are 0,0,0,0, expected 1000", "gids are 0,0,0,0, expected 1000"]));
    expect(all.filter((line) => line.includes("capabilities are 0x")).length).toBeGreaterThanOrEqual(3);
    expect(all).toContain("may gain privileges: no_new_privs is off");
    expect(all).toContain("seccomp mode is 0, expected 2 (filter)");
    expect(all).toContain("the root file system is mounted writable");
  });

  it.each<[string, Docker.HostConfig, Docker.ContainerCreateOptions, RegExp]>([
    ["a root user", {}, { User: "0:1000" }, /^uids are 0,0,0,0/],
    ["the root group", {}, { User: "1000" }, /^gids are 0,0,0,0/],
    ["a further group", { GroupAdd: ["0"] }, {}, /^is in group 0$/],
    ["a capability left in the bounding set", { CapDrop: [] }, {}, /^bounding capabilities are 0x[0-9a-f]+$/],
    ["new privileges", { SecurityOpt: [] }, {}, /^may gain privileges/],
    ["no seccomp", { SecurityOpt: ["no-new-privileges", "seccomp=unconfined"] }, {}, /^seccomp mode is 0/],
    ["a writable root", { ReadonlyRootfs: false }, {}, /^the root file system is mounted writable$/],
    ["an undeclared volume", { Binds: ["undeclared:/data"] }, {}, /^\/data is writable, not declared$/],
    ["an undeclared tmpfs", { Tmpfs: { "/scratch": "" } }, {}, /^\/scratch is writable, not declared$/],
  ])("sees %s", async (_what, host, config, text) => {
    await hardened(host, config);
    expect(await differences()).toEqual(expect.arrayContaining([expect.stringMatching(text)]));
  });

  it("misses a declared mount that is read-only", async () => {
    await hardened({ Binds: ["declared:/data:ro"] });
    expect(await differences({ ...EXPECTED, writable: ["/data"] })).toEqual(["/data is declared writable, but is not"]);
  });

  it("sees a second process with more rights than the first", async () => {
    await hardened();
    await leaveRunning(made[0]!, ["sleep", "60"], "0:0");
    expect(await differences()).toContain("uids are 0,0,0,0, expected 1000");
  });

  it("does not take the engine's half-started processes for the container's own", async () => {
    await hardened({ Memory: 256 * 1024 * 1024, MemorySwap: 256 * 1024 * 1024, PidsLimit: 512 });
    let running = true;
    const busy = Promise.all(Array.from({ length: 30 }, () => execute(made[0]!, ["true"])));
    const ended = busy.finally(() => (running = false));
    const seen: string[] = [];
    while (running) seen.push(...(await differences()));
    await ended;
    expect(seen).toEqual([]);
  });

  it("leaves no process in a foreign PID namespace unclaimed, and says so when a container is left out", async () => {
    await hardened();
    expect(unclaimedProcesses(await runningContainers(docker))).toEqual([]);
    expect(unclaimedProcesses([])).toHaveLength(1);
  });
});

describe("an attempt to write", () => {
  const outcomes = async (host: Docker.HostConfig, config: Docker.ContainerCreateOptions = {}) => {
    const attempts = await attemptRootWrites(await readProcesses(await hardened(host, config)));
    return Object.fromEntries(attempts.map(({ folder, outcome }) => [folder, outcome]));
  };

  it("ends in EROFS everywhere on a read-only root, and leaves volumes alone", async () => {
    const all = await outcomes({ Binds: ["writable:/data"] });
    expect(new Set(Object.values(all))).toEqual(new Set(["EROFS"]));
    expect(Object.keys(all)).toEqual(expect.arrayContaining(["/", "/etc", "/tmp"]));
    expect(Object.keys(all)).not.toContain("/data");
  });

  it("succeeds on a writable root, and takes back what it wrote", async () => {
    const all = await outcomes({ ReadonlyRootfs: false });
    expect(all).toMatchObject({ "/": "EACCES", "/tmp": "written" });
    await execute(made[0]!, ["touch", "/tmp/control"]);
    const changes = JSON.stringify(await made[0]?.changes());
    expect(changes).toContain("/tmp/control");
    expect(changes).not.toContain("write-probe");
  });

  it("is reported unless it ended in EROFS, and missed where nobody made one", () => {
    const attempt = { container: "a", pid: 7, folder: "/etc" };
    expect(writeDifferences([{ ...attempt, outcome: "EROFS" }], ["a"])).toEqual([]);
    expect(writeDifferences([{ ...attempt, outcome: "EACCES" }], ["a", "b"])).toEqual([
      "a: writing to /etc gave EACCES, expected EROFS",
      "b: nobody tried to write",
    ]);
  });
});

describe("limits read from the kernel", () => {
  it.each<[string, Docker.HostConfig, string]>([
    ["memory", { Memory: 48 * 1024 * 1024 }, "handmade: memory limit is 50331648, expected 67108864"],
    ["swap", { MemorySwap: -1 }, "handmade: memory and swap limit is unlimited, expected 67108864"],
    ["CPUs", { NanoCpus: 0 }, "handmade: CPUs limit is unlimited, expected 0.5"],
    ["processes", { PidsLimit: 0 }, "handmade: processes limit is unlimited, expected 32"],
  ])("differ when %s differ", async (_what, host, text) => {
    const container = await hardened(host);
    expect(limitDifferences("handmade", readLimits(container), LIMITS)).toEqual([text]);
  });

  it("differ when open files and core dumps differ", async () => {
    const container = await hardened({
      Ulimits: [{ Name: "core", Soft: 0, Hard: 9 }, ...(HARDENED_HOST.Ulimits ?? []).slice(1)],
    });
    expect(limitDifferences("handmade", readLimits(container), { ...LIMITS, openFiles: 99 })).toEqual([
      "handmade: open files, soft limit is 1024, expected 99",
      "handmade: open files, hard limit is 1024, expected 99",
      "handmade: core file, hard limit is 9, expected 0",
    ]);
  });
});

describe("all differences of an engine", () => {
  const declared = { process: EXPECTED, limits: LIMITS };

  it("are none when everything that runs is as declared", async () => {
    await hardened();
    expect(await kernelDifferences(docker, { handmade: declared })).toEqual([]);
  });

  it("name what runs undeclared, what is declared and does not run, and what differs", async () => {
    await hardened({ PidsLimit: 31 });
    made.push(await startHardened(docker, { name: "stranger" }));
    expect(await kernelDifferences(docker, { handmade: declared, missing: declared })).toEqual([
      "handmade: processes limit is 31, expected 32",
      "stranger: runs, but nobody declared it",
      "missing: is declared, but does not run",
    ]);
  });
});
