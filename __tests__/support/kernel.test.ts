import { readFileSync } from "node:fs";
import { cgroupFolder, isV1, parseMemberships } from "./kernel/cgroup";
import { limitsOfV1, limitsOfV2, parseProcessLimit } from "./kernel/limits";
import { mountAt, parseMountinfo, writableTargets } from "./kernel/mountinfo";
import { parseStatus } from "./kernel/status";

const STATUS = `Name:\tpost gres
State:\tS (sleeping)
Uid:\t999\t998\t999\t997
Gid:\t70\t70\t70\t70
Groups:\t70 71
NoNewPrivs:\t1
Seccomp:\t2
CapInh:\t0000000000000000
CapPrm:\t0000000000000400
CapEff:\t00000000a80425fb
CapBnd:\t000001ffffffffff
CapAmb:\t0000000000000000
`;

describe("a process's status", () => {
  it("is read field by field", () => {
    expect(parseStatus(STATUS)).toEqual({
      name: "post gres",
      state: "S",
      uids: [999, 998, 999, 997],
      gids: [70, 70, 70, 70],
      groups: [70, 71],
      noNewPrivileges: true,
      seccomp: 2,
      capabilities: {
        inheritable: 0n,
        permitted: 0x400n,
        effective: 0xa80425fbn,
        bounding: 0x1ffffffffffn,
        ambient: 0n,
      },
    });
  });

  it("has no groups when the kernel lists none", () => {
    expect(parseStatus(STATUS.replace("70 71", "")).groups).toEqual([]);
  });

  it("is refused when a field is missing: unknown is not zero", () => {
    expect(() => parseStatus(STATUS.replace(/CapBnd.*\n/, ""))).toThrow(
      "/proc/<pid>/status has no field 'CapBnd', got:",
    );
  });

  it("of this very process is what node says of itself", () => {
    const { uids, gids, name } = parseStatus(readFileSync("/proc/self/status", "utf8"));
    expect(uids.slice(0, 2)).toEqual([process.getuid?.(), process.geteuid?.()]);
    expect(gids[1]).toBe(process.getegid?.());
    expect(name).not.toBe("");
  });
});

const MOUNTINFO = `1 0 0:50 / / ro,relatime master:1 - overlay overlay rw,lowerdir=a:b,upperdir=c
2 1 0:51 / /proc rw,nosuid - proc proc rw
3 2 0:52 /null /proc/keys rw,nosuid - tmpfs tmpfs rw,mode=755
4 1 0:52 / /dev rw - tmpfs tmpfs rw
5 1 8:1 /volumes/my\\040data /var/lib/my\\040data rw,relatime shared:3 master:1 - ext4 /dev/sda1 rw
6 1 8:1 /secret /run/secrets/x ro,relatime - ext4 /dev/sda1 rw
7 1 0:53 / /sys/fs/cgroup rw - tmpfs tmpfs rw
8 1 0:54 / /tmp ro - tmpfs tmpfs rw
9 1 0:55 / /tmp rw - tmpfs tmpfs rw
`;

describe("a mount table", () => {
  const mounts = parseMountinfo(MOUNTINFO);

  it("tells a read-only mount from the writable file system below it", () => {
    expect(mountAt(mounts, "/")).toMatchObject({ type: "overlay", writable: false });
    expect(mountAt(mounts, "/")?.superOptions).toContain("rw");
  });

  it("has blanks in its paths, and any number of optional fields", () => {
    expect(mounts[4]).toMatchObject({ target: "/var/lib/my data", root: "/volumes/my data", source: "/dev/sda1" });
  });

  it("shows the last mount where two lie on each other", () => {
    expect(mountAt(mounts, "/tmp")?.writable).toBe(true);
    expect(writableTargets(mounts.slice(0, -1))).not.toContain("/tmp");
  });

  it("leaves out what every engine mounts writable, and nothing else", () => {
    expect(writableTargets(mounts)).toEqual(["/tmp", "/var/lib/my data"]);
  });

  it("of this machine has a root", () => {
    expect(mountAt(parseMountinfo(readFileSync("/proc/self/mountinfo", "utf8")), "/")).toBeDefined();
  });
});

describe("cgroup limits", () => {
  const from = (files: Readonly<Record<string, string>>) => (_controller: string, file: string) => files[file];
  const V1 = {
    "cpu.cfs_quota_us": "30000\n",
    "cpu.cfs_period_us": "100000\n",
    "memory.limit_in_bytes": "67108864\n",
    "memory.memsw.limit_in_bytes": "134217728\n",
    "pids.max": "32\n",
  };
  const V2 = {
    "cpu.max": "30000 100000\n",
    "memory.max": "67108864\n",
    "memory.swap.max": "67108864\n",
    "pids.max": "32\n",
  };
  const LIMITS = { memoryBytes: 67108864, memoryAndSwapBytes: 134217728, cpus: 0.3, processes: 32 };

  it("read the same from version 1 and 2, though version 2 counts swap apart", () => {
    expect(limitsOfV1(from(V1))).toEqual(LIMITS);
    expect(limitsOfV2(from(V2))).toEqual(LIMITS);
  });

  it("are unlimited where the kernel says so, in both spellings", () => {
    const none = {
      memoryBytes: "unlimited",
      memoryAndSwapBytes: "unlimited",
      cpus: "unlimited",
      processes: "unlimited",
    };
    const most = "9223372036854771712";
    const v1 = {
      "memory.limit_in_bytes": most,
      "memory.memsw.limit_in_bytes": most,
      "cpu.cfs_quota_us": "-1",
      "pids.max": "max",
    };
    expect(limitsOfV1(from({ ...V1, ...v1 }))).toEqual(none);
    expect(
      limitsOfV2(from({ "cpu.max": "max 100000", "memory.max": "max", "memory.swap.max": "max", "pids.max": "max" })),
    ).toEqual(none);
  });

  it("are unlimited together when only swap is", () => {
    expect(limitsOfV2(from({ ...V2, "memory.swap.max": "max" })).memoryAndSwapBytes).toBe("unlimited");
  });

  it("are unknown, not zero, where the kernel has no such file", () => {
    expect(limitsOfV1(from({}))).toEqual({});
    expect(limitsOfV2(from({ "memory.max": "1" })).memoryAndSwapBytes).toBeUndefined();
  });
});

describe("a cgroup folder", () => {
  const mounts = parseMountinfo(`1 0 0:1 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
2 0 0:2 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
3 0 0:3 /outer /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
`);

  it("lies in the hierarchy of its controller, also where two share one", () => {
    const memberships = parseMemberships("4:cpu,cpuacct:/docker/a\n0::/docker/a\n");
    expect(isV1(memberships)).toBe(false);
    expect(cgroupFolder(memberships, mounts, "cpu")).toBe("/sys/fs/cgroup/cpu,cpuacct/docker/a");
    expect(cgroupFolder(memberships, mounts, "pids")).toBe("/sys/fs/cgroup/unified/docker/a");
  });

  it("is found where only a part of the hierarchy is mounted", () => {
    const memberships = parseMemberships("4:memory:/outer/docker/a\n");
    expect(isV1(memberships)).toBe(true);
    expect(cgroupFolder(memberships, mounts, "memory")).toBe("/sys/fs/cgroup/memory/docker/a");
  });

  it("is refused where no hierarchy has the controller", () => {
    expect(() => cgroupFolder(parseMemberships("3:memory:/a\n"), mounts, "pids")).toThrow("has the controller 'pids'");
  });
});

describe("a process limit", () => {
  it("is a pair, and may be unlimited", () => {
    const text =
      "Limit  Soft Limit  Hard Limit  Units\nMax core file size   0   unlimited   bytes\nMax open files   1024   4096   files\n";
    expect(parseProcessLimit(text, "Max open files")).toEqual({ soft: 1024, hard: 4096 });
    expect(parseProcessLimit(text, "Max core file size")).toEqual({ soft: 0, hard: "unlimited" });
    expect(parseProcessLimit(text, "Max nonsense")).toEqual({});
  });
});
