import {
  Duration,
  JobPhase,
  Lifecycle,
  Memory,
  Schedule,
  type Job,
  type ScheduledJob,
  type Spec,
} from "../../../../../constructs/core";
import { External } from "../../../../../constructs/components/external";
import { FakeComponent } from "../../../../support/constructs/fake-component";
import type { StackJson } from "../../../../support/constructs/stack-json";
import {
  containerOf,
  containersOf,
  labelOf,
  manifestOf,
  synthesized,
} from "../../../../support/constructs/synthesized";

const FILE = { name: "a.conf", content: "a" };
const job = (wanted: Partial<Job>): Job => ({
  name: "task",
  phase: JobPhase.BEFORE,
  command: ["true"],
  files: [],
  ...wanted,
});

const stackWith = (spec: Partial<Spec>): StackJson => synthesized((scope) => new FakeComponent(scope, "api", spec));
const exclusive = (wanted: Partial<Job>) => stackWith({ lifecycle: Lifecycle.EXCLUSIVE, jobs: [job(wanted)] });

describe("replicas", () => {
  const stack = stackWith({ replicas: 3 });

  it("are one container each", () => {
    expect(Object.keys(containersOf(stack))).toEqual(["api_1", "api_2", "api_3"]);
  });

  it("are alike but for their names", () => {
    const anonymous = Object.values(containersOf(stack)).map(({ name: _name, labels: _labels, ...rest }) =>
      JSON.stringify(rest).replaceAll(/api[_/]\d/g, "api"),
    );
    expect(new Set(anonymous).size).toBe(1);
  });
});

describe("every container", () => {
  const stack = stackWith({ files: [FILE], jobs: [job({})] });

  it("says to which environment and component it belongs, and what it is", () => {
    const labels = Object.values(containersOf(stack)).map((one) =>
      ["bulwark.environment", "bulwark.path", "bulwark.kind"].map((name) => labelOf(one, name)),
    );
    expect(labels).toEqual([
      ["test", "api/1", "service"],
      ["test", "api/job-task", "job"],
      ["test", "docker/config", "config"],
    ]);
  });
});

describe("configuration", () => {
  const stack = stackWith({
    files: [FILE],
    jobs: [job({ files: [FILE] }), job({ name: "other", files: [{ ...FILE, content: "b" }] })],
  });
  const holder = containerOf(stack, "docker_config");

  it("is carried by one container, each distinct set of files in a volume of its own", () => {
    expect(holder.upload).toHaveLength(2);
    expect(holder.mounts).toHaveLength(2);
  });

  it("is mounted read-only from there by those who asked for it, the same volume for the same content", () => {
    const mounted = (address: string) => containerOf(stack, address).mounts!.find(({ target }) => target === "/config");
    expect(mounted("api_1")).toEqual(mounted("api_job-task"));
    expect(mounted("api_1")).toMatchObject({ type: "volume", read_only: true });
    expect(mounted("api_job-other")!.source).not.toBe(mounted("api_1")!.source);
  });

  it("is there before those who mount it", () => {
    expect(containerOf(stack, "api_1").depends_on).toContain("docker_container.docker_config");
  });

  it("is the same holder for the same content, and another for another", () => {
    const again = stackWith({ files: [FILE, { name: "b.conf", content: "b" }] });
    expect(holder.name).toMatch(/^test-config-[0-9a-f]{8}$/);
    expect(containerOf(again, "docker_config").name).not.toBe(holder.name);
  });

  it("needs no holder where there is none", () => {
    expect(Object.keys(containersOf(stackWith({})))).toEqual(["api_1"]);
  });
});

describe("a job", () => {
  it("before its server is there before the server", () => {
    const stack = exclusive({ phase: JobPhase.BEFORE });
    expect(containerOf(stack, "api").depends_on).toContain("docker_container.api_job-task");
  });

  it("after its server waits for it", () => {
    const stack = exclusive({ phase: JobPhase.AFTER });
    expect(containerOf(stack, "api_job-task").depends_on).toContain("docker_container.api");
  });

  it("after its server runs again when that one is replaced, one before it does not", () => {
    const lifecycleOf = (phase: JobPhase) => containerOf(exclusive({ phase }), "api_job-task").lifecycle;
    expect(lifecycleOf(JobPhase.AFTER)?.replace_triggered_by).toEqual(["docker_container.api.id"]);
    expect(lifecycleOf(JobPhase.BEFORE)).not.toHaveProperty("replace_triggered_by");
  });

  it("runs again when its phase changes", () => {
    const [before, after] = [JobPhase.BEFORE, JobPhase.AFTER].map((phase) =>
      labelOf(containerOf(exclusive({ phase }), "api_job-task"), "bulwark.generation"),
    );
    expect(before).not.toBe(after);
  });

  it("that fails stops the apply: a helper that exits with an error counts as created", () => {
    expect(containerOf(exclusive({}), "api_job-task").lifecycle?.postcondition).toEqual([
      {
        condition: "${self.exit_code == 0}",
        error_message: expect.stringContaining("job test-api-job-task failed; docker logs test-api-job-task says why"),
      },
    ]);
  });

  it("sees its server's processes only when it signals to them", () => {
    const after = { phase: JobPhase.AFTER };
    const told = containerOf(exclusive({ ...after, command: [], signal: "HUP" }), "api_job-task");
    expect(told).toMatchObject({ entrypoint: ["/bin/sh"], command: ["-c", "kill -HUP 1"] });
    expect(told.pid_mode).toBe("container:${docker_container.api.id}");
    expect(containerOf(exclusive(after), "api_job-task").pid_mode).toBeUndefined();
  });

  it("before a server that rolls is created first as well, under a name of its own", () => {
    const container = containerOf(stackWith({ jobs: [job({})] }), "api_job-task");
    expect(container.lifecycle?.create_before_destroy).toBe(true);
    expect(container.name).toBe(`test-api-job-task-${labelOf(container, "bulwark.generation")}`);
  });
});

describe("jobs before a roll", () => {
  const roll = (name: string, wanted: Partial<Job> = {}) => job({ name, phase: JobPhase.ROLL, ...wanted });
  const jobs = [roll("first"), roll("second")];
  const released = (spec: Partial<Spec>, name = "first") =>
    containerOf(stackWith({ jobs, ...spec }), `api_job-${name}`).env!.find((one) => one.startsWith("BULWARK_RELEASE="));

  it("run one after another, and all of them before the layer", () => {
    const stack = stackWith({ jobs });
    expect(containerOf(stack, "api_job-second").depends_on).toContain("docker_container.api_job-first");
    expect(containerOf(stack, "api_1").depends_on).toEqual(
      expect.arrayContaining(["docker_container.api_job-first", "docker_container.api_job-second"]),
    );
  });

  it("are made first, as what depends on them is, and stop the apply when they fail", () => {
    const { lifecycle, name } = containerOf(stackWith({ jobs }), "api_job-first");
    expect(lifecycle).toMatchObject({ create_before_destroy: true, postcondition: [expect.anything()] });
    expect(name).toMatch(/^test-api-job-first-[0-9a-f]{8}$/);
  });

  it("all run again with a new generation, and when one of them changes", () => {
    const [before] = [released({})];
    expect(released({})).toBe(before);
    expect(released({ environment: { A: "1" } })).not.toBe(before);
    expect(released({ jobs: [roll("first"), roll("second", { command: ["false"] })] })).not.toBe(before);
    expect(released({}, "second")).toBe(before);
  });

  it("do not run again for what is changed in place, for a further replica, or for a job of another kind", () => {
    const resources = { memory: Memory.mebibytes(96), cpus: 0.5, processes: 32 };
    const plain = { jobs, resources: { ...resources, memory: Memory.mebibytes(64) } };
    expect(released({ ...plain, resources })).toBe(released(plain));
    expect(released({ replicas: 2 })).toBe(released({}));
    expect(released({ jobs: [...jobs, job({ name: "after", phase: JobPhase.AFTER })] })).toBe(released({}));
  });

  it("with a deadline are run by what ends them, and Terraform waits a little longer", () => {
    const stack = stackWith({ jobs: [roll("slow", { command: ["work", "hard"], deadline: Duration.minutes(30) })] });
    const container = containerOf(stack, "api_job-slow");
    expect([container.entrypoint, container.command]).toEqual([
      ["/bin/sh"],
      ["/config/run-once.sh", "slow", "1800", "work", "hard"],
    ]);
    expect(container.timeouts).toEqual({ create: "1920s" });
  });
});

describe("a scheduled job", () => {
  const scheduled: ScheduledJob = {
    name: "report",
    command: ["node", "report.js"],
    files: [FILE],
    environment: { A: "1" },
    schedule: Schedule.daily("03:00"),
    deadline: Duration.minutes(5),
  };
  const stack = stackWith({ jobs: [job({ name: "migrate", phase: JobPhase.ROLL })], scheduled: [scheduled] });
  const container = containerOf(stack, "api_job-report");

  it("is a container that sleeps until it is time", () => {
    expect([container.entrypoint, container.command]).toEqual([
      ["/bin/sh"],
      ["/config/run-on-schedule.sh", "report", "86400", "10800", "300", "node", "report.js"],
    ]);
    expect(container).toMatchObject({ env: ["A=1"], init: true, restart: "unless-stopped" });
  });

  it("is as healthy as its last run", () => {
    expect(container.healthcheck).toMatchObject({
      test: ["CMD", "/bin/sh", "/config/last-run-succeeded.sh"],
      retries: 1,
    });
    expect(container.tmpfs).toEqual({});
  });

  it("stops before its next generation starts, since two would be two runs at once", () => {
    expect(container.name).toBe("test-api-job-report");
    expect(container.lifecycle?.create_before_destroy).toBeUndefined();
  });

  it("comes after the jobs before a roll", () => {
    expect(container.depends_on).toContain("docker_container.api_job-migrate");
  });

  it("is in the manifest as a container of its own, with its times", () => {
    expect(manifestOf(stack).containers.find(({ schedule }) => schedule)).toMatchObject({
      address: "docker_container.api_job-report",
      component: "api/report",
      schedule: "daily at 03:00 UTC",
      lifecycle: "exclusive",
    });
  });

  it("leaves its component's own container as it is", () => {
    const alone = stackWith({ jobs: [job({ name: "migrate", phase: JobPhase.ROLL })] });
    const generation = (of: StackJson) => labelOf(containerOf(of, "api_1"), "bulwark.generation");
    expect(generation(stack)).toBe(generation(alone));
  });
});

describe("networks", () => {
  const stack = synthesized((scope) => {
    const store = new FakeComponent(scope, "store");
    const ollama = new External(scope, "ollama", { url: "http://host.docker.internal:11434" });
    new FakeComponent(scope, "api", {}, [store, ollama]);
  });

  it("are there before those who join them", () => {
    expect(containerOf(stack, "api_1").depends_on).toEqual([
      "docker_network.network_ollama",
      "docker_network.network_store",
    ]);
  });

  it("have nothing but what never changes: name, reach and labels", () => {
    const { labels, ...store } = stack.resource!.docker_network!["network_store"] as unknown as Record<string, unknown>;
    expect(labels).toHaveLength(2);
    expect(store).toEqual({ name: "test-store", internal: true, provider: "docker.docker", "//": expect.anything() });
  });

  it("lead to the Docker host only for those who use something there", () => {
    expect(containerOf(stack, "api_1").host).toEqual([{ host: "host.docker.internal", ip: "host-gateway" }]);
    expect(containerOf(stack, "store_1").host).toBeUndefined();
  });
});
