import {
  Duration,
  Image,
  JobPhase,
  Lifecycle,
  Memory,
  VolumeContent,
  password,
  type Job,
  type Spec,
} from "../../../../../constructs/core";
import { Host } from "../../../../../constructs/targets/docker/host";
import {
  containerAttributes,
  jobAttributes,
  type Surroundings,
} from "../../../../../constructs/targets/docker/private/container-attributes";
import { FakeComponent, PLAIN_SPEC } from "../../../../support/constructs/fake-component";
import { recorded } from "../../../../support/constructs/recording-target";

const component = recorded((scope) => new FakeComponent(scope, "api")).component("api");

const AROUND: Surroundings = {
  environment: "test",
  host: Host.local(),
  memberships: [{ network: "test-api", aliases: ["api"] }],
  configVolume: undefined,
  reachesHost: false,
};

const attributes = (spec: Partial<Spec> = {}, around: Partial<Surroundings> = {}) =>
  containerAttributes(component, { ...PLAIN_SPEC, ...spec }, { ...AROUND, ...around });

const JOB: Job = { name: "install", phase: JobPhase.BEFORE, command: ["/bin/sh", "-c", "true"], files: [] };

const job = (wanted: Partial<Job> = {}, around: Partial<Surroundings> = {}) =>
  jobAttributes(component, PLAIN_SPEC, { ...JOB, ...wanted }, { ...AROUND, ...around });

const resources = (wanted: Partial<Spec["resources"]>) => ({ resources: { ...PLAIN_SPEC.resources, ...wanted } });

describe("a container is hardened when its spec says nothing", () => {
  it.each([
    ["user", "10001:10001"],
    ["readOnly", true],
    ["capabilities", { drop: ["ALL"] }],
    ["securityOpts", ["no-new-privileges:true"]],
    ["ipcMode", "private"],
    ["memory", 64],
    ["memorySwap", 64],
    ["logDriver", "json-file"],
    ["logOpts", { "max-size": "10m", "max-file": "3" }],
    ["destroyGraceSeconds", 10],
    ["stopTimeout", 10],
    ["tmpfs", {}],
    ["mounts", []],
    ["ports", []],
  ] as const)("%s is %j", (name, value) => {
    expect(attributes()[name]).toEqual(value);
  });

  it("leaves no core dumps, with secrets in them", () => {
    expect(attributes().ulimit).toContainEqual({ name: "core", soft: 0, hard: 0 });
  });
});

describe("what a container may take", () => {
  it("is 16384 open files: engines may have a hard limit of 20000, above which nothing starts", () => {
    expect(attributes().ulimit).toContainEqual({ name: "nofile", soft: 16_384, hard: 16_384 });
  });

  it.each([
    [1, "1.0"],
    [2, "2.0"],
    [0.5, "0.5"],
    [1.25, "1.25"],
  ])("%d CPUs are spelled %s, since the provider plans any other spelling for ever", (cpus, spelled) => {
    expect(attributes(resources({ cpus })).cpus).toBe(spelled);
  });

  it("is memory and swap together, in MiB", () => {
    const { memory, memorySwap } = attributes(resources({ memory: Memory.gibibytes(1) }));
    expect({ memory, memorySwap }).toEqual({ memory: 1024, memorySwap: 1024 });
  });

  it("is shared memory of 64 MiB unless it says otherwise", () => {
    expect(attributes().shmSize).toBe(64);
    expect(attributes(resources({ sharedMemory: Memory.mebibytes(256) })).shmSize).toBe(256);
  });

  it("is a number of open files", () => {
    const { ulimit } = attributes(resources({ openFiles: 1024 }));
    expect(ulimit).toContainEqual({ name: "nofile", soft: 1024, hard: 1024 });
  });

  it("is a writable folder in memory, in which nothing can be run", () => {
    const temporary = [{ path: "/tmp", size: Memory.mebibytes(16) }];
    const options = "rw,nosuid,nodev,noexec,size=16777216,mode=1777,uid=10001,gid=10001";
    expect(attributes({ temporary }).tmpfs).toEqual({ "/tmp": options });
  });
});

describe("a command", () => {
  it("is the spec's", () => {
    expect(attributes({ command: ["serve", "--fast"] }).command).toEqual(["serve", "--fast"]);
  });

  it("is left out when there is none: an empty list is planned as a replacement for ever where the image has one", () => {
    expect(attributes({ command: [] })).not.toHaveProperty("command");
  });
});

describe("a health check", () => {
  it("has its defaults also where a value is there and undefined", () => {
    const undefinedValues = { interval: undefined, timeout: undefined, retries: undefined, startPeriod: undefined };
    const health = { command: ["/probe"] };
    const wanted = { lifecycle: Lifecycle.ROLLING, health: { ...health, ...undefinedValues } };
    expect(attributes(wanted)).toEqual(attributes({ lifecycle: Lifecycle.ROLLING, health }));
  });

  it("is in exec form, with durations as Go spells them", () => {
    expect(attributes({ health: { command: ["/probe", "x"], startPeriod: Duration.seconds(60) } }).healthcheck).toEqual(
      {
        test: ["CMD", "/probe", "x"],
        interval: "5s",
        timeout: "3s",
        retries: 3,
        startPeriod: "1m0s",
      },
    );
  });

  it.each([
    [20, undefined],
    [24, undefined],
    [25, "1s"],
    [28, "1s"],
  ])("on engine %d is asked at the start every %s", (engine, interval) => {
    const { healthcheck } = attributes({}, { host: Host.of({ engine }) });
    expect((healthcheck as { startInterval?: string }).startInterval).toBe(interval);
  });
});

describe("what a container sees", () => {
  it("is its configuration, read-only", () => {
    expect(attributes({}, { configVolume: "test-config-0" }).mounts).toEqual([
      { type: "volume", source: "test-config-0", target: "/config", readOnly: true },
    ]);
  });

  it("is its secrets, from the copy of its own uid, as mounts: a missing one is an error and not a folder", () => {
    const secrets = [{ secret: password("api-token"), path: "/run/secrets/token" }];
    expect(attributes({ secrets }).mounts).toEqual([
      {
        type: "bind",
        source: "/var/lib/bulwark/test/secrets/10001/api-token",
        target: "/run/secrets/token",
        readOnly: true,
      },
    ]);
  });

  it("is its volumes, named by environment and component", () => {
    const volumes = [{ name: "data", content: VolumeContent.DATA, path: "/data" }];
    expect(attributes({ volumes }).mounts).toEqual([
      { type: "volume", source: "test-api-data", target: "/data", readOnly: false },
    ]);
  });

  it("is its variables, in the order of their names", () => {
    expect(attributes({ environment: { B: "2", A: "1" } }).env).toEqual(["A=1", "B=2"]);
  });

  it("is its image's entrypoint unless it has another", () => {
    expect(attributes()).not.toHaveProperty("entrypoint");
    expect(attributes({ entrypoint: ["/sbin/tini", "--"] }).entrypoint).toEqual(["/sbin/tini", "--"]);
  });
});

describe("what a container reaches", () => {
  it("is the networks it is a member of", () => {
    expect(attributes().networksAdvanced).toEqual([{ name: "test-api", aliases: ["api"] }]);
    expect(attributes()).not.toHaveProperty("networkMode");
  });

  it("is nothing when it is a member of none: the engine's default network reaches out and is everybody's", () => {
    expect(attributes({}, { memberships: [] })).toMatchObject({ networkMode: "none" });
    expect(attributes({}, { memberships: [] })).not.toHaveProperty("networksAdvanced");
  });

  it("is published on the host's address and no other", () => {
    const host = Host.of({ publishOn: "10.0.0.5" });
    expect(attributes({ publishes: [{ hostPort: 443, port: 8443 }] }, { host }).ports).toEqual([
      { internal: 8443, external: 443, ip: "10.0.0.5", protocol: "tcp" },
    ]);
  });

  it("is the Docker host only when a peer is there", () => {
    expect(attributes()).not.toHaveProperty("host");
    expect(attributes({}, { reachesHost: true }).host).toEqual([{ host: "host.docker.internal", ip: "host-gateway" }]);
  });
});

describe("how a container is changed", () => {
  it("waits to be healthy before the old one goes, when it rolls", () => {
    expect(attributes({ lifecycle: Lifecycle.ROLLING })).toMatchObject({ wait: true, waitTimeout: 62 });
  });

  it.each([Lifecycle.STATEFUL, Lifecycle.EXCLUSIVE])(
    "is not waited for when it is %s: others start meanwhile",
    (lifecycle) => {
      expect(attributes({ lifecycle })).not.toHaveProperty("wait");
    },
  );

  it("is stopped with its grace, in whole seconds, never killed at once", () => {
    const { stopTimeout, destroyGraceSeconds } = attributes({ stopGrace: Duration.milliseconds(1500) });
    expect({ stopTimeout, destroyGraceSeconds }).toEqual({ stopTimeout: 2, destroyGraceSeconds: 2 });
  });

  it("runs again after a restart of the engine, and stays down when stopped on purpose", () => {
    expect(attributes().restart).toBe("unless-stopped");
  });
});

describe("a job", () => {
  it("runs to its end, once", () => {
    expect(job()).toMatchObject({ attach: true, mustRun: false, restart: "no" });
  });

  it("runs its command instead of the image's entrypoint", () => {
    expect(job()).toMatchObject({ entrypoint: ["/bin/sh"], command: ["-c", "true"] });
  });

  it("without a network is on none: the engine would else put it on one that reaches out", () => {
    const alone = job({}, { memberships: [] });
    expect(alone).toMatchObject({ networkMode: "none" });
    expect(alone).not.toHaveProperty("networksAdvanced");
  });

  it("runs another image as that image's user, with that user's copy of a secret", () => {
    const image = Image.of("registry.example.com/psql:1", { user: "70:71" });
    const { user, mounts, ...rest } = job({ image, secrets: [{ secret: password("db"), path: "/run/secrets/db" }] });
    expect({ user, image: rest.image }).toEqual({ user: "70:71", image: "registry.example.com/psql:1" });
    expect(mounts).toMatchObject([{ source: "/var/lib/bulwark/test/secrets/70/db" }]);
  });

  it("has variables of its own, and none of its component's", () => {
    expect(job({ environment: { A: "1" } }).env).toEqual(["A=1"]);
    expect(job().env).toBeUndefined();
  });

  it.each([
    "user",
    "readOnly",
    "capabilities",
    "securityOpts",
    "ipcMode",
    "memory",
    "memorySwap",
    "cpus",
    "ulimit",
  ] as const)("has the %s of its component", (name) => {
    expect(job()[name]).toEqual(attributes()[name]);
  });
});
