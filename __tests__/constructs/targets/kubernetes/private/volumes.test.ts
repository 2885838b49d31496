import {
  Duration,
  Memory,
  Schedule,
  VolumeContent,
  type ScheduledJob,
  type Spec,
  type VolumeMount,
} from "../../../../../constructs/core";
import type { Cluster } from "../../../../../constructs/targets/kubernetes";
import { CLUSTER, synthesizedForKubernetes } from "../../../../support/constructs/both-targets";
import { FakeComponent } from "../../../../support/constructs/fake-component";

const DATA: VolumeMount = { name: "data", content: VolumeContent.DATA, path: "/data" };
const SHARED: VolumeMount = { name: "socket", content: VolumeContent.SHARED, path: "/run/socket" };
const without: Cluster = { context: "test" };

const job = (more: Partial<ScheduledJob>): ScheduledJob => ({
  name: "renew",
  command: ["true"],
  files: [],
  schedule: Schedule.hourly(0),
  deadline: Duration.minutes(1),
  ...more,
});

const rendered = (spec: Partial<Spec>, cluster?: Cluster) =>
  synthesizedForKubernetes((scope) => new FakeComponent(scope, "store", spec), cluster).workloads["store"]!;

describe("a volume with data", () => {
  it("of one pod is a claim of that pod, which makes it a StatefulSet; data is below the claim's root", () => {
    const { kind, replicas, volumes, server } = rendered(
      { volumes: [{ ...DATA, size: Memory.gibibytes(20) }] },
      without,
    );
    expect([kind, replicas]).toEqual(["StatefulSet", 1]);
    expect(volumes).toEqual([{ name: "data", kind: "claim", size: "20480Mi" }]);
    expect(server.mounts).toEqual([{ volume: "data", path: "/data", readOnly: false, subPath: "data" }]);
  });

  it("takes 1 GiB unless it says how much, of the cluster's class for one pod", () => {
    const { volumes } = rendered(
      { volumes: [DATA] },
      { context: "test", storage: { className: "fast", sharedClass: "shared" } },
    );
    expect(volumes).toEqual([{ name: "data", kind: "claim", size: "1024Mi", storageClass: "fast" }]);
  });

  it("that a job of its own mounts as well is a claim for several pods, and its component no StatefulSet", () => {
    const { kind, volumes, server, schedules } = rendered({
      volumes: [{ ...DATA, readOnly: true }],
      scheduled: [job({ volumes: [DATA] })],
    });
    const claim = {
      name: "data",
      kind: "shared-claim",
      size: "1024Mi",
      storageClass: "shared",
      claim: "store-data",
      owned: true,
    };
    expect(kind).toBe("Deployment");
    expect([volumes, schedules[0]!.volumes]).toEqual([[claim], [claim]]);
    expect(server.mounts).toEqual([{ volume: "data", path: "/data", readOnly: true }]);
    expect(schedules[0]!.mounts).toEqual([{ volume: "data", path: "/data", readOnly: false }]);
  });
});

describe("a volume that another component owns", () => {
  const { workloads } = synthesizedForKubernetes((scope) => {
    new FakeComponent(scope, "store", { volumes: [SHARED] });
    new FakeComponent(scope, "saver", {
      volumes: [SHARED],
      scheduled: [job({ volumes: [{ ...SHARED, owner: "store" }] })],
    });
  });

  it("is its owner's to make, and has the owner's name beside one of the same name", () => {
    const claim = { kind: "shared-claim", size: "1024Mi", storageClass: "shared", claim: "store-socket" };
    expect(workloads["store"]!.volumes).toEqual([{ ...claim, name: "socket", owned: true }]);
    expect(workloads["saver"]!.schedules[0]!.volumes).toEqual([{ ...claim, name: "store-socket", owned: false }]);
    expect(workloads["saver"]!.volumes).toEqual([{ name: "socket", kind: "node", size: "1024Mi" }]);
  });
});

describe("a volume that is made anew whenever it is missing", () => {
  it("is on the node, for as long as the pod is there", () => {
    const { kind, volumes, server } = rendered({ volumes: [SHARED] }, without);
    expect(kind).toBe("Deployment");
    expect(volumes).toEqual([{ name: "socket", kind: "node", size: "1024Mi" }]);
    expect(server.mounts).toEqual([{ volume: "socket", path: "/run/socket", readOnly: false }]);
  });
});

describe("a folder of the host", () => {
  const spec = { scheduled: [job({ hostFolders: [{ source: "/srv/backups", path: "/target" }] })] };

  it("is a claim for several pods that the release makes", () => {
    const { schedules } = rendered(spec);
    expect(schedules[0]!.volumes).toEqual([
      {
        name: "folder-0",
        kind: "shared-claim",
        size: "10240Mi",
        storageClass: "shared",
        claim: "store-renew-folder-0",
        owned: true,
      },
    ]);
    expect(schedules[0]!.mounts).toEqual([{ volume: "folder-0", path: "/target", readOnly: false }]);
  });

  it("is refused where the cluster has no class for it", () => {
    expect(() => rendered(spec, without)).toThrow("[test/store] volume 'folder-0' is mounted by several pods");
  });
});

describe("a cluster without a class for several nodes", () => {
  it("refuses a volume of two pods, and says what to set", () => {
    const make = () => rendered({ volumes: [DATA], scheduled: [job({ volumes: [DATA] })] }, without);
    expect(make).toThrow(
      "[test/store] volume 'data' is mounted by several pods, which needs a storage class for many nodes at once (ReadWriteMany), and the cluster names none\n" +
        "Set 'cluster.storage.sharedClass', for example to a class of EFS, Filestore or NFS.",
    );
  });
});

describe("folders in memory", () => {
  it("are the same in every container, with shared memory among them", () => {
    const { volumes, server, schedules } = rendered(
      {
        temporary: [{ path: "/tmp", size: Memory.mebibytes(16) }],
        resources: { memory: Memory.mebibytes(64), cpus: 0.5, processes: 32, sharedMemory: Memory.mebibytes(8) },
        scheduled: [job({})],
      },
      CLUSTER,
    );
    const found = [
      { name: "memory-0", kind: "memory", size: "16Mi" },
      { name: "memory-1", kind: "memory", size: "8Mi" },
    ];
    const mounts = [
      { volume: "memory-0", path: "/tmp", readOnly: false },
      { volume: "memory-1", path: "/dev/shm", readOnly: false },
    ];
    expect([volumes, schedules[0]!.volumes]).toEqual([found, found]);
    expect([server.mounts, schedules[0]!.mounts]).toEqual([mounts, mounts]);
  });
});
