import { CATALOGUE } from "../../policies/catalogue";
import { evaluate } from "../../policies/evaluate";
import { synthPlatform } from "../../policies/readers/synth";
import { everythingSynthesized } from "../support/constructs/platforms";
import type { ContainerJson } from "../support/constructs/stack-json";

const FILE = "cdk.tf.json";
const TARGET = "platform_items_1";

/** The platform with every component, one container of it edited. */
function edited(change: Readonly<Record<string, unknown>>): object {
  const stack = structuredClone(everythingSynthesized()) as {
    resource: { docker_container: Record<string, ContainerJson> };
  };
  const containers = stack.resource.docker_container;
  expect(Object.keys(containers)).toContain(TARGET);
  containers[TARGET] = { ...containers[TARGET]!, ...change };
  return stack;
}

const failures = (stack: object) =>
  evaluate([synthPlatform(stack, FILE)], CATALOGUE)
    .findings.filter(({ verdict }) => verdict === "fail")
    .map(({ rule, subject }) => `${rule.id} ${subject.id}`);

describe("the rules on Bulwark's own output", () => {
  it("find nothing", () => {
    expect(failures(everythingSynthesized())).toEqual([]);
  });

  it("examine every container, and say what they cannot examine", () => {
    const platform = synthPlatform(everythingSynthesized(), FILE);
    expect(platform.subjects.length).toBeGreaterThan(10);
    expect(platform.notExamined.get("docker_network")).toBeGreaterThan(3);
    expect(evaluate([platform], CATALOGUE).cannotSay).toBe(platform.subjects.length);
  });

  it("know the construct that made a container", () => {
    const subject = synthPlatform(everythingSynthesized(), FILE).subjects.find(({ id }) => id.endsWith(TARGET));
    expect(subject).toMatchObject({ path: "platform/items/1", at: { file: FILE } });
  });

  it.each([
    ["BWK-user", { user: "root" }],
    ["BWK-user", { user: "10001:0" }],
    ["BWK-privileged", { privileged: true }],
    ["BWK-capabilities", { capabilities: { drop: ["ALL"], add: ["CAP_NET_ADMIN"] } }],
    ["BWK-capabilities", { capabilities: undefined }],
    ["BWK-no-new-privileges", { security_opts: [] }],
    ["BWK-seccomp", { security_opts: ["no-new-privileges:true", "seccomp=unconfined"] }],
    ["BWK-read-only-root", { read_only: undefined }],
    ["BWK-memory-limit", { memory: undefined }],
    ["BWK-swap-limit", { memory_swap: undefined }],
    ["BWK-swap-limit", { memory_swap: -1 }],
    ["BWK-cpu-limit", { cpus: undefined }],
    ["BWK-health", { healthcheck: { test: ["NONE"] } }],
    ["BWK-published-ports", { ports: [{ internal: 8001, external: 8001, ip: "::" }] }],
    ["BWK-host-namespaces", { pid_mode: "host" }],
    ["BWK-engine-socket", { mounts: [{ type: "bind", source: "/var/run//docker.sock", target: "/s" }] }],
    ["BWK-sensitive-paths", { volumes: [{ host_path: "/etc/", container_path: "/e" }] }],
    ["BWK-secrets-in-environment", { env: ["DB_PASSWORD=hunter2"] }],
    ["BWK-image-version", { image: "items:latest" }],
    ["BWK-log-limit", { log_opts: {} }],
  ])("report %s alone where exactly that is broken: %j", (rule, change) => {
    expect(failures(edited(change))).toEqual([`${rule} docker_container.${TARGET}`]);
  });
});
