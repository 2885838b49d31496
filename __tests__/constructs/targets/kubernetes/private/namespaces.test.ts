import { Duration, JobPhase, Memory, Schedule, VolumeContent, type Spec } from "../../../../../constructs/core";
import type {
  NamespaceValues,
  TaskValues,
  WorkloadValues,
} from "../../../../../constructs/targets/kubernetes/private/values";
import { synthesizedForKubernetes, type KubernetesSynthesis } from "../../../../support/constructs/both-targets";
import { FakeComponent } from "../../../../support/constructs/fake-component";
import { declareEverything } from "../../../../support/constructs/platforms";

class Agent extends FakeComponent {
  override get onEveryHost() {
    return true;
  }
}

const everything = synthesizedForKubernetes(declareEverything);
const HOSTS = 200;

/** What a namespace would have to let in at once: everything rolls, every job runs, on every host. */
interface Asked {
  readonly pods: number;
  readonly millis: number;
  readonly mebibytes: number;
  readonly claims: number;
}

const number = (quantity: string) => Number.parseInt(quantity, 10);

const sumOf = (parts: readonly TaskValues[], pods: number): Asked => ({
  pods,
  millis: pods * parts.reduce((sum, { resources }) => sum + number(resources.cpuRequest), 0),
  mebibytes: pods * parts.reduce((sum, { resources }) => sum + number(resources.memory), 0),
  claims: 0,
});

/** A Deployment has one pod more while it rolls, which takes the place of another in the end. */
function serversOf({ kind, replicas, scale, strategy }: WorkloadValues): number {
  if (kind === "DaemonSet") return HOSTS;
  return (scale?.max ?? replicas!) + (strategy === "RollingUpdate" ? 1 : 0);
}

function askedBy(workload: WorkloadValues): readonly Asked[] {
  const { server, keeper, hooks, schedules, volumes, kind, replicas } = workload;
  const claimsOf = (wanted: string) => volumes.filter((one) => one.kind === wanted).length;
  const shared = [workload, ...hooks, ...schedules].flatMap((one) => one.volumes.filter(({ owned }) => owned));
  const claims =
    new Set(shared.map(({ claim }) => claim)).size + (kind === "StatefulSet" ? replicas! * claimsOf("claim") : 0);
  return [
    sumOf(keeper ? [server, keeper] : [server], serversOf(workload)),
    ...[...hooks, ...schedules].map((job) => sumOf([job], 1)),
    { pods: 0, millis: 0, mebibytes: 0, claims },
  ];
}

function asked({ manifest, workloads }: KubernetesSynthesis, namespace: string): Asked {
  const here = manifest.releases.filter((one) => one.namespace === namespace);
  const all = here.flatMap(({ component }) => askedBy(workloads[component]!));
  const sum = (of: (one: Asked) => number) => all.reduce((total, one) => total + of(one), 0);
  return {
    pods: sum((one) => one.pods),
    millis: sum((one) => one.millis),
    mebibytes: sum((one) => one.mebibytes),
    claims: sum((one) => one.claims),
  };
}

/** Cores, not thousandths: the quota's own unit. */
const givenBy = ({ quota }: NamespaceValues): Asked => ({
  pods: quota.pods,
  millis: 1000 * Number(quota.cpuRequests),
  mebibytes: number(quota.memory),
  claims: quota.claims,
});

const lacking = (synthesis: KubernetesSynthesis) =>
  synthesis.namespaces.namespaces.flatMap((namespace) => {
    const [given, wanted] = [givenBy(namespace), asked(synthesis, namespace.name)];
    return Object.keys(given)
      .filter((key) => given[key as keyof Asked] < wanted[key as keyof Asked])
      .map((key) => `${namespace.name} ${key}`);
  });

const job = { command: ["true"], files: [], deadline: Duration.minutes(1) };
const large = { memory: Memory.gibibytes(4), cpus: 4, processes: 32 };
const data = { name: "data", content: VolumeContent.DATA, path: "/data" };
const report = { ...job, schedule: Schedule.hourly(0) };

const PLATFORMS: readonly (readonly [string, Partial<Spec>])[] = [
  ["one component", {}],
  ["many replicas", { replicas: 20, resources: large }],
  ["replicas that follow the load", { scale: { min: 1, max: 30, cpuPercent: 70 }, resources: large }],
  [
    "jobs beside a server",
    { jobs: [1, 2, 3].map((index) => ({ ...job, name: `j${index}`, phase: JobPhase.ROLL })), resources: large },
  ],
  ["a keeper", { jobs: [{ ...job, name: "reload", phase: JobPhase.AFTER }], replicas: 5 }],
  ["a job larger than its server", { scheduled: [{ ...report, name: "report", memory: Memory.gibibytes(8) }] }],
  ["a claim for each of many pods", { volumes: [data], replicas: 12 }],
  [
    "a job with many folders",
    {
      scheduled: [
        {
          ...report,
          name: "report",
          hostFolders: ["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((name) => ({
            source: `/srv/${name}`,
            path: `/${name}`,
          })),
        },
      ],
    },
  ],
];

describe("a quota", () => {
  it.each(PLATFORMS)("has room for a full roll of %s, with all jobs at once", (_what, spec) => {
    expect(lacking(synthesizedForKubernetes((scope) => new FakeComponent(scope, "api", spec)))).toEqual([]);
  });

  it("has room for a full roll of a platform with everything", () => {
    expect(lacking(everything)).toEqual([]);
    for (const { name } of everything.namespaces.namespaces) expect(asked(everything, name).pods).toBeGreaterThan(0);
  });

  it("would be found too small", () => {
    const { namespaces } = everything;
    const quota = { pods: 2, cpuRequests: "0.1", memory: "64Mi", claims: 0 };
    const smaller = { ...namespaces, namespaces: namespaces.namespaces.map((one) => ({ ...one, quota })) };
    expect(lacking({ ...everything, namespaces: smaller })).toEqual(
      expect.arrayContaining(["test pods", "test millis", "test mebibytes", "test claims", "test-agents pods"]),
    );
  });

  it("is no larger than ten times what is asked for: it stops what runs away", () => {
    const [given, wanted] = [givenBy(everything.namespaces.namespaces[0]!), asked(everything, "test")];
    for (const key of ["pods", "mebibytes", "millis"] as const) expect(given[key]).toBeLessThan(10 * wanted[key]);
  });
});

describe("the namespaces", () => {
  const namesOf = (declare: Parameters<typeof synthesizedForKubernetes>[0]) => {
    const { namespaces, manifest } = synthesizedForKubernetes(declare);
    expect(manifest.namespaces).toEqual(namespaces.namespaces.map(({ name }) => name));
    return manifest.namespaces;
  };

  it("are the environment's, and a second one for what runs on every host", () => {
    expect(namesOf((scope) => new FakeComponent(scope, "api"))).toEqual(["test"]);
    expect(namesOf((scope) => [new FakeComponent(scope, "api"), new Agent(scope, "agent")])).toEqual([
      "test",
      "test-agents",
    ]);
  });

  it("hold what belongs there", () => {
    const { manifest } = everything;
    const agents = manifest.releases.filter(({ namespace }) => namespace === "test-agents");
    expect(agents.map(({ component, kind }) => [component, kind])).toEqual([["node-exporter", "DaemonSet"]]);
    expect(manifest.releases.filter(({ kind }) => kind === "DaemonSet")).toEqual(agents);
  });

  it("stay where there are claims when the release goes, with what is in them", () => {
    const keeps = (spec: Partial<Spec>) =>
      synthesizedForKubernetes((scope) => new FakeComponent(scope, "api", spec)).namespaces.namespaces[0]!.keep;
    const folder = { source: "/srv", path: "/srv" };
    expect([
      keeps({}),
      keeps({ volumes: [{ ...data, content: VolumeContent.SHARED }] }),
      keeps({ volumes: [data] }),
      keeps({ scheduled: [{ ...report, name: "report", hostFolders: [folder] }] }),
    ]).toEqual([false, false, true, true]);
  });

  it("take restricted pods alone, and limit whoever says nothing", () => {
    for (const { podSecurity, limits } of everything.namespaces.namespaces) {
      expect([podSecurity, limits]).toEqual(["restricted", { cpu: "500m", memory: "128Mi" }]);
    }
  });
});
