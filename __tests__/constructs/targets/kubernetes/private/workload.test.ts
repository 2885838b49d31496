import {
  Duration,
  JobPhase,
  Lifecycle,
  Memory,
  Schedule,
  VolumeContent,
  type Job,
  type ScheduledJob,
  type Spec,
} from "../../../../../constructs/core";
import { synthesizedForKubernetes } from "../../../../support/constructs/both-targets";
import { FakeComponent } from "../../../../support/constructs/fake-component";

const rendered = (spec: Partial<Spec>) =>
  synthesizedForKubernetes((scope) => new FakeComponent(scope, "api", spec)).workloads["api"]!;
const job = (more: Partial<Job>): Job => ({
  name: "migrate",
  phase: JobPhase.ROLL,
  command: ["migrate"],
  files: [],
  ...more,
});
const exceptions = [{ protection: "egress", detail: "edge network", reason: "is the way in of a test" }] as const;
const report: ScheduledJob = {
  name: "report",
  command: ["report"],
  files: [],
  schedule: Schedule.daily("03:30"),
  deadline: Duration.seconds(90),
};

describe("the kind of a workload", () => {
  const kindOf = (spec: Partial<Spec>) => {
    const { kind, replicas, scale, strategy } = rendered(spec);
    return { kind, replicas, scale, strategy };
  };

  it("is a Deployment that rolls, where two may be there at once", () => {
    const rolling = { kind: "Deployment", replicas: 3, scale: undefined, strategy: "RollingUpdate" };
    expect(kindOf({ lifecycle: Lifecycle.ROLLING, replicas: 3 })).toEqual(rolling);
    const publishes = [{ hostPort: 443, port: 8443 }];
    expect(kindOf({ lifecycle: Lifecycle.EXCLUSIVE, replicas: 3, publishes, exceptions })).toEqual(rolling);
  });

  it("is a Deployment whose old pod stops first, where only one may be there", () => {
    expect(kindOf({ lifecycle: Lifecycle.EXCLUSIVE })).toMatchObject({ kind: "Deployment", strategy: "Recreate" });
    expect(kindOf({ lifecycle: Lifecycle.STATEFUL })).toMatchObject({ kind: "Deployment", strategy: "Recreate" });
  });

  it("is a StatefulSet where it keeps data", () => {
    const volumes = [{ name: "data", content: VolumeContent.DATA, path: "/data" }];
    expect(kindOf({ lifecycle: Lifecycle.STATEFUL, volumes })).toMatchObject({ kind: "StatefulSet", replicas: 1 });
  });

  it("leaves the number of pods to the load, where it follows that", () => {
    const scale = { min: 2, max: 10, cpuPercent: 70 };
    expect(kindOf({ scale, replicas: 2 })).toEqual({
      kind: "Deployment",
      replicas: undefined,
      scale,
      strategy: "RollingUpdate",
    });
  });
});

describe("a workload", () => {
  it("is told to stop when others have heard of it, and has its time then", () => {
    expect(rendered({ stopGrace: Duration.seconds(42) })).toMatchObject({ drainSeconds: 5, stopGraceSeconds: 42 });
  });

  it("shares its processes only where somebody signals or reaps them", () => {
    const shares = (spec: Partial<Spec>) => rendered(spec).shareProcesses;
    const told = job({ name: "told", phase: JobPhase.AFTER, command: [], signal: "HUP" });
    expect([shares({}), shares({ init: true }), shares({ jobs: [told] })]).toEqual([false, true, true]);
  });

  it("keeps the image's own program unless it names one", () => {
    expect(rendered({}).server.command).toBeUndefined();
    expect(rendered({}).server.args).toBeUndefined();
    expect(rendered({ entrypoint: ["sh"], command: ["-c", "true"] }).server).toMatchObject({
      command: ["sh"],
      args: ["-c", "true"],
    });
  });

  it("has each port once, of what it serves and what it publishes", () => {
    const publishes = [
      { hostPort: 443, port: 80 },
      { hostPort: 8080, port: 8081 },
    ];
    const { server, service } = rendered({ publishes, exceptions });
    expect(server.ports).toEqual([
      { name: "p80", port: 80 },
      { name: "p8081", port: 8081 },
    ]);
    expect(service!.ports).toEqual([
      { name: "p443", port: 443, targetPort: "p80" },
      { name: "p8080", port: 8080, targetPort: "p8081" },
    ]);
  });

  it("reserves all of the memory and half of the CPUs of each container", () => {
    const resources = { memory: Memory.mebibytes(300), cpus: 1.5, processes: 32 };
    const size = { cpuRequest: "750m", cpuLimit: "1500m", memory: "300Mi", ephemeralStorage: "256Mi" };
    const { server, hooks, schedules } = rendered({
      resources,
      jobs: [job({})],
      scheduled: [{ ...report, memory: Memory.mebibytes(500) }],
    });
    expect([server.resources, hooks[0]!.resources]).toEqual([size, size]);
    expect(schedules[0]!.resources).toEqual({ ...size, memory: "500Mi" });
  });
});

describe("jobs", () => {
  it("before a roll run one after another, in the order of the list, each with its time", () => {
    const { hooks } = rendered({
      jobs: [
        job({}),
        job({ name: "seed", deadline: Duration.seconds(30) }),
        job({ name: "check", phase: JobPhase.CHECK }),
      ],
    });
    expect(hooks.map(({ name, deadlineSeconds }) => [name, deadlineSeconds])).toEqual([
      ["check", 120],
      ["migrate", 600],
      ["seed", 30],
    ]);
  });

  it("at set times are CronJobs, with their time, and run at a start only when they say so", () => {
    const { schedules } = rendered({
      scheduled: [report, { ...report, name: "renew", atStart: true, alias: "front.api" }],
    });
    expect(schedules).toMatchObject([
      { name: "report", cron: "30 3 * * *", deadlineSeconds: 90, atStart: false, command: ["report"] },
      { name: "renew", atStart: true, alias: { service: "api-front-api" } },
    ]);
    expect(schedules[0]!.alias).toBeUndefined();
  });

  it("before a start prepare the pod, and those that only restore are nowhere", () => {
    const values = rendered({
      jobs: [job({ name: "install", phase: JobPhase.BEFORE }), job({ name: "bring-back", phase: JobPhase.RESTORE })],
    });
    expect(values.prepare.map(({ name }) => name)).toEqual(["install"]);
    expect(JSON.stringify(values)).not.toContain("bring-back");
  });
});
