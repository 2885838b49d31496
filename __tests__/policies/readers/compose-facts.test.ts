import type { ContainerFacts } from "../../../policies/facts/container";
import { byDefault, declared, type Fact, inPart, unknown } from "../../../policies/facts/fact";
import type { Subject } from "../../../policies/facts/subject";
import { composePlatform } from "../../../policies/readers/compose";

type Facts = Omit<
  ContainerFacts,
  keyof Subject | "mounts" | "exposures" | "networks" | "hostNamespaces" | "sharedNamespaces"
>;
type Row = readonly [fact: keyof Facts, said: string, expected: Fact<unknown>];

/** A service with what is said, as YAML in one line. */
const service = (said: string): ContainerFacts =>
  composePlatform(`services: { web: {${said}} }`, "compose.yaml").subjects[0] as ContainerFacts;

const MIB = 1024 * 1024;
const user = (text: string, uid?: number, gid?: number) => declared({ text, uid, gid });
const caps = (add: string[], drop: string[]) => ({ add: new Set(add), drop: new Set(drop) });
const health = (form: "exec" | "shell" | "none", command: string[], interval = 30, timeout = 30) =>
  declared({ form, command, intervalSeconds: interval, timeoutSeconds: timeout });
const UNLIMITED = byDefault("unlimited" as const);
const EXPRESSION = unknown("expression");

const ROWS: readonly Row[] = [
  ["user", "", unknown("image-decides")],
  ["user", 'user: ""', unknown("image-decides")],
  ["user", 'user: "1000:1001"', user("1000:1001", 1000, 1001)],
  ["user", "user: 1000", user("1000", 1000)],
  ["user", "user: root", user("root", 0)],
  ["user", "user: node", user("node")],
  ["user", 'user: "${UID}"', EXPRESSION],
  ["user", 'user: "${UID:-1000}:${GID-1001}"', user("1000:1001", 1000, 1001)],
  ["privileged", "", byDefault(false)],
  ["privileged", "privileged: true", declared(true)],
  ["privileged", 'privileged: "yes"', declared(true)],
  ["privileged", "privileged: false", declared(false)],
  ["privileged", 'privileged: "${P}"', EXPRESSION],
  ["privileged", 'privileged: "${P:-true}"', declared(true)],
  ["capabilities", "", byDefault(caps([], []))],
  [
    "capabilities",
    "cap_add: [CAP_net_admin, SYS_TIME], cap_drop: [all]",
    declared(caps(["NET_ADMIN", "SYS_TIME"], ["ALL"])),
  ],
  ["capabilities", 'cap_add: ["$CAP"], cap_drop: [ALL]', inPart(caps([], ["ALL"]), "expression")],
  ["capabilities", 'cap_add: [SYS_ADMIN, "$CAP"]', inPart(caps(["SYS_ADMIN"], []), "expression")],
  ["capabilities", 'cap_drop: ["$CAP", NET_RAW]', EXPRESSION],
  ["noNewPrivileges", "", byDefault(false)],
  ["noNewPrivileges", "security_opt: [no-new-privileges]", declared(true)],
  ["noNewPrivileges", 'security_opt: ["no-new-privileges:true"]', declared(true)],
  ["noNewPrivileges", "security_opt: [no-new-privileges=true]", declared(true)],
  ["noNewPrivileges", 'security_opt: [no-new-privileges, "no-new-privileges:false"]', declared(false)],
  ["noNewPrivileges", "security_opt: [seccomp=unconfined]", byDefault(false)],
  ["noNewPrivileges", 'security_opt: ["$OPTION"]', EXPRESSION],
  ["seccomp", "", byDefault("default")],
  ["seccomp", 'security_opt: ["seccomp:unconfined"]', declared("unconfined")],
  ["seccomp", "security_opt: [seccomp=./profile.json]", declared("profile")],
  ["seccomp", "security_opt: [seccomp=builtin]", declared("default")],
  ["seccomp", "security_opt: [no-new-privileges]", byDefault("default")],
  ["rootReadOnly", "", byDefault(false)],
  ["rootReadOnly", "read_only: true", declared(true)],
  ["memoryBytes", "", UNLIMITED],
  ["memoryBytes", "mem_limit: 1.5g", declared(1536 * MIB)],
  ["memoryBytes", "mem_limit: 536870912", declared(512 * MIB)],
  ["memoryBytes", "mem_limit: 300 MiB", declared(300 * MIB)],
  ["memoryBytes", "mem_limit: 0", declared("unlimited")],
  ["memoryBytes", "deploy: { replicas: '$N', resources: { limits: { memory: 50M } } }", declared(50 * MIB)],
  ["memoryBytes", "deploy: { resources: { reservations: { memory: 50M } } }", UNLIMITED],
  ["memoryBytes", 'mem_limit: "${MEMORY}"', EXPRESSION],
  ["memoryAndSwapBytes", "", UNLIMITED],
  ["memoryAndSwapBytes", "mem_limit: 100m", byDefault(200 * MIB)],
  ["memoryAndSwapBytes", "deploy: { resources: { limits: { memory: 50M } } }", byDefault(100 * MIB)],
  ["memoryAndSwapBytes", "mem_limit: 100m, memswap_limit: 100m", declared(100 * MIB)],
  ["memoryAndSwapBytes", "mem_limit: 100m, memswap_limit: 0", byDefault(200 * MIB)],
  ["memoryAndSwapBytes", "mem_limit: 100m, memswap_limit: -1", declared("unlimited")],
  ["cpus", "", UNLIMITED],
  ["cpus", "cpus: 0.5", declared(0.5)],
  ["cpus", "deploy: { resources: { limits: { cpus: '0.25' } } }", declared(0.25)],
  ["cpus", "cpu_quota: 50000", declared(0.5)],
  ["cpus", "cpu_quota: 50000, cpu_period: 25000", declared(2)],
  ["cpus", "cpu_period: 25000", UNLIMITED],
  ["cpus", 'cpus: "$CPUS"', EXPRESSION],
  ["processes", "", UNLIMITED],
  ["processes", "pids_limit: 100", declared(100)],
  ["processes", "pids_limit: -1", declared("unlimited")],
  ["processes", "deploy: { resources: { limits: { pids: 10 } } }", declared(10)],
  ["health", "", unknown("image-decides")],
  ["health", "healthcheck: { interval: 10s }", unknown("image-decides")],
  ["health", "healthcheck: { disable: true }", health("none", [])],
  ["health", "healthcheck: { test: [NONE] }", health("none", [])],
  ["health", "healthcheck: { test: [curl, -f, localhost] }", health("none", [])],
  ["health", "healthcheck: { test: NONE }", health("shell", ["NONE"])],
  [
    "health",
    "healthcheck: { test: [CMD, pg_isready], interval: 1m30s, timeout: 500ms }",
    health("exec", ["pg_isready"], 90, 0.5),
  ],
  ["health", "healthcheck: { test: [CMD-SHELL, 'curl -f $$HOST'] }", health("shell", ["curl -f $HOST"])],
  ["health", "healthcheck: { test: curl -f localhost, retries: '${R}' }", health("shell", ["curl -f localhost"])],
  ["health", "healthcheck: { test: 'curl ${HOST}' }", EXPRESSION],
  ["environment", "", byDefault(new Map())],
  [
    "environment",
    "environment: { A: 1, B: true, C: 'x$$y', D: '' }",
    declared(
      new Map([
        ["A", "1"],
        ["B", "true"],
        ["C", "x$y"],
        ["D", ""],
      ]),
    ),
  ],
  [
    "environment",
    "environment: ['A=1=2', 'B=']",
    declared(
      new Map([
        ["A", "1=2"],
        ["B", ""],
      ]),
    ),
  ],
  ["environment", "environment: [PATH]", EXPRESSION],
  ["environment", "environment: { PATH: }", EXPRESSION],
  ["environment", "environment: { A: '${HOME}' }", EXPRESSION],
  ["environment", "env_file: .env", unknown("elsewhere")],
  ["command", "", unknown("image-decides")],
  [
    "command",
    "command: redis-server --save \"\" --requirepass 'a b'",
    declared(["redis-server", "--save", "", "--requirepass", "a b"]),
  ],
  ["command", "entrypoint: [sh, -c], command: [echo $$HOME]", declared(["sh", "-c", "echo $HOME"])],
  ["command", "command: []", declared([])],
  ["command", "command: [echo, $WORD]", inPart(["echo"], "expression")],
  ["command", "command: [$WORD]", EXPRESSION],
  [
    "command",
    "command: 'redis-server --requirepass \"$PW\" --protected-mode no'",
    inPart(["redis-server", "--requirepass", "--protected-mode", "no"], "expression"),
  ],
  [
    "image",
    "image: 'nginx:1.27'",
    declared({
      text: "nginx:1.27",
      registry: "docker.io",
      repository: "library/nginx",
      tag: "1.27",
      digest: undefined,
    }),
  ],
  ["image", "build: ., image: mine", unknown("after-apply")],
  ["image", "image: 'nginx:${TAG}'", EXPRESSION],
  ["logLimit", "", byDefault(false)],
  ["logLimit", "logging: { driver: json-file }", byDefault(false)],
  ["logLimit", "logging: { options: { max-size: 10m } }", declared(true)],
  ["logLimit", "logging: { driver: json-file, options: { max-size: '-1' } }", declared(false)],
  ["logLimit", "logging: { driver: local }", declared(true)],
  ["logLimit", "logging: { driver: '$DRIVER' }", EXPRESSION],
];

describe("facts of a compose service", () => {
  it.each(ROWS)("%s of {%s}", (fact, said, expected) => {
    expect(service(said)[fact]).toEqual(expected);
  });

  it("never asks the machine's environment", () => {
    process.env["COMPOSE_READER"] = "0";

    expect(service("user: '${COMPOSE_READER}'").user).toEqual(EXPRESSION);
    delete process.env["COMPOSE_READER"];
  });
});
