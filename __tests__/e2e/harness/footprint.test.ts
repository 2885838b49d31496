import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { engineCgroup, outcomeOf, throwAwayEngine } from "../../support/engine/engine";
import { makeImage, removeAll, start } from "../../support/engine/handmade";
import { footprint, footprintChanges, type Kind } from "../../support/footprint/footprint";

jest.setTimeout(120_000);
const docker = throwAwayEngine();
const folder = mkdtempSync(join(tmpdir(), "footprint-"));
const take = () => footprint({ docker, folders: [folder], cgroup: engineCgroup() });
const run = (command: string) => execFileSync("sh", ["-c", command]);

beforeAll(() => makeImage(docker));
afterAll(() => rmSync(folder, { recursive: true }));

/** What was added by the act; afterwards nothing may be left. */
async function addedBy(act: () => unknown, undo: () => unknown): Promise<ReadonlySet<Kind>> {
  const before = await take();
  await act();
  const added = footprintChanges(before, await take());
  await undo();
  expect(footprintChanges(before, await take())).toEqual([]);
  return new Set(added.filter(({ change }) => change === "added").map(({ kind }) => kind));
}

describe("the footprint", () => {
  it("does not change by being taken", async () => {
    expect(footprintChanges(await take(), await take())).toEqual([]);
  });

  it("of a container on a network with a volume shows in every kind, and is gone with it", async () => {
    const made: Docker.Container[] = [];
    const kinds = await addedBy(
      async () => {
        await docker.createNetwork({ Name: "trace" });
        made.push(await start(docker, { name: "trace", networks: ["trace"], host: { Binds: ["trace:/data"] } }));
      },
      async () => {
        await removeAll(made);
        await docker.getNetwork("trace").remove();
        await docker.getVolume("trace").remove();
      },
    );
    expect([...kinds]).toEqual([
      ...["containers", "networks", "volumes", "firewall rules", "interfaces", "network namespaces"],
      ...["mounts", "processes", "cgroups"],
    ]);
  });

  it.each<[Kind, string, string]>([
    [
      "firewall rules",
      "iptables -A INPUT -p tcp --dport 4711 -j DROP",
      "iptables -D INPUT -p tcp --dport 4711 -j DROP",
    ],
    ["interfaces", "ip link add trace type bridge", "ip link delete trace"],
    ["mounts", "mkdir /run/trace; mount -t tmpfs trace /run/trace", "umount /run/trace; rmdir /run/trace"],
    ["files", `touch ${folder}/trace`, `rm ${folder}/trace`],
  ])("sees one more of the %s", async (kind, act, undo) => {
    expect([
      ...(await addedBy(
        () => run(act),
        () => run(undo),
      )),
    ]).toEqual([kind]);
  });

  it("sees a network namespace that no process is in, only a mount", async () => {
    const before = await take();
    run("ip netns add trace");
    const with_ = await take();
    run("ip netns delete trace");
    expect(footprintChanges(before, with_).map(({ kind }) => kind)).toContain("network namespaces");
    expect((await take())["network namespaces"]).toEqual(before["network namespaces"]);
  });

  it("sees a process that is not its own child, until it ends", async () => {
    const { stdout } = await outcomeOf("sh", ["-c", "setsid sleep 3000 >/dev/null 2>&1 & echo $!"]);
    const pid = Number(stdout);
    const with_ = await take();
    process.kill(pid, "SIGKILL");
    while (existsSync(`/proc/${pid}`)) await sleep(20);
    const gone = footprintChanges(await take(), with_);
    expect(gone.map(({ what }) => what)).toEqual([expect.stringContaining("sleep 3000")]);
  });

  it.each([
    ["content", (file: string) => writeFileSync(file, "after")],
    ["mode", (file: string) => run(`chmod 640 ${file}`)],
    ["owner", (file: string) => run(`chown 1000 ${file}`)],
  ])("sees a changed %s of a file", async (_what, change) => {
    const file = join(folder, "changed");
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, "before");
    const before = await take();
    change(file);
    const changes = footprintChanges(before, await take());
    rmSync(file);
    expect(changes.map(({ kind, change: what }) => `${kind} ${what}`)).toEqual(["files added", "files removed"]);
  });
});
