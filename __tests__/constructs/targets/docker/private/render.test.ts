import { JobPhase, Lifecycle, type Job, type Spec } from "../../../../../constructs/core";
import { External } from "../../../../../constructs/components/external";
import { FakeComponent } from "../../../../support/constructs/fake-component";
import type { StackJson } from "../../../../support/constructs/stack-json";
import { containerOf, containersOf, labelOf, synthesized } from "../../../../support/constructs/synthesized";

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

  it("that fails stops the apply: a helper that exits with an error counts as created", () => {
    expect(containerOf(exclusive({}), "api_job-task").lifecycle?.postcondition).toEqual([
      {
        condition: "${self.exit_code == 0}",
        error_message: expect.stringContaining("job test-api-job-task failed; docker logs test-api-job-task says why"),
      },
    ]);
  });

  it("sees its server's processes only when it asks for it", () => {
    const after = { phase: JobPhase.AFTER };
    expect(containerOf(exclusive({ ...after, sharesProcesses: true }), "api_job-task").pid_mode).toBe(
      "container:${docker_container.api.id}",
    );
    expect(containerOf(exclusive(after), "api_job-task").pid_mode).toBeUndefined();
  });

  it("before a server that rolls is created first as well, under a name of its own", () => {
    const container = containerOf(stackWith({ jobs: [job({})] }), "api_job-task");
    expect(container.lifecycle?.create_before_destroy).toBe(true);
    expect(container.name).toBe(`test-api-job-task-${labelOf(container, "bulwark.generation")}`);
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
