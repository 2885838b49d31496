import type { ContainerFacts } from "../../../policies/facts/container";
import { byDefault, declared, type Fact, inPart, UNSAYABLE, unknown } from "../../../policies/facts/fact";
import { subjectsOf } from "../../../policies/facts/subject";
import { composePlatform } from "../../../policies/readers/compose";

type Row = readonly [fact: keyof ContainerFacts, said: string, expected: Fact<unknown>];

const BESIDE = `
configs: { inline: { content: "a: $$1" }, file: { file: ./x }, later: { content: "\${X}" } }
networks: { out: { external: true, name: bridge } }
`;
const read = (said: string) => composePlatform(`services: { web: {${said}} }${BESIDE}`, "compose.yaml");
const service = (said: string) => subjectsOf(read(said), "container")[0]!;

const EXPRESSION = unknown("expression");
const none = new Map<string, string>();
const restart = (policy: string, retries?: number) => ({ policy, retries });

const ROWS: readonly Row[] = [
  ["groups", "", byDefault([])],
  ["groups", "group_add: [docker, 999]", declared(["docker", "999"])],
  ["groups", "group_add: [docker, $GID]", inPart(["docker"], "expression")],
  ["seccomp", "privileged: true", declared("unconfined")],
  ["seccomp", "privileged: true, security_opt: ['seccomp=x.json']", declared("profile")],
  ["appArmor", "", byDefault("default")],
  ["appArmor", "privileged: true", declared("unconfined")],
  ["appArmor", "security_opt: ['apparmor:unconfined']", declared("unconfined")],
  ["appArmor", "security_opt: ['apparmor:unconfined', '$X']", inPart("unconfined", "expression")],
  ["appArmor", "security_opt: ['$X']", EXPRESSION],
  ["seLinux", "security_opt: ['label:disable']", declared("unconfined")],
  ["kernelPathsHidden", "", byDefault(true)],
  ["kernelPathsHidden", "privileged: true", declared(false)],
  ["kernelPathsHidden", "security_opt: ['systempaths=unconfined']", declared(false)],
  ["noNewPrivileges", "privileged: true", byDefault(false)],
  ["processes", "cgroup_parent: m.slice", declared("slice")],
  ["processes", "cgroup_parent: m.slice, pids_limit: 5", declared(5)],
  ["liveness", "", UNSAYABLE],
  ["stopNeedSeconds", "stop_grace_period: 5s", UNSAYABLE],
  ["stopGraceSeconds", "", byDefault(10)],
  ["stopGraceSeconds", "stop_grace_period: 1m30s", declared(90)],
  ["stopGraceSeconds", "stop_grace_period: 0s", declared(0)],
  ["restart", "", byDefault(restart("no"))],
  ["restart", "restart: no", declared(restart("no"))],
  ["restart", "restart: false", declared(restart("no"))],
  ["restart", "restart: on-failure:5", declared(restart("on-failure", 5))],
  ["restart", "restart: '${R}'", EXPRESSION],
  ["restart", "restart: always, deploy: { restart_policy: { condition: none } }", declared(restart("no"))],
  [
    "restart",
    "deploy: { restart_policy: { condition: on-failure, max_attempts: 3 } }",
    declared(restart("on-failure", 3)),
  ],
  ["devices", "", byDefault([])],
  [
    "devices",
    "devices: ['/dev//x:/dev/y:r', { source: /dev/z, target: /dev/z }, nvidia.com/gpu=all], device_cgroup_rules: ['c 1:3 r']",
    declared(["/dev/x", "/dev/z", "nvidia.com/gpu=all", "c 1:3 r"]),
  ],
  ["devices", "gpus: all", declared(["gpu of any driver"])],
  ["devices", "devices: ['$D', /dev/x]", inPart(["/dev/x"], "expression")],
  ["runtime", "", byDefault("")],
  ["runtime", "runtime: runsc", declared("runsc")],
  ["sysctls", "", byDefault(none)],
  ["sysctls", "sysctls: { a.b: 1 }", declared(new Map([["a.b", "1"]]))],
  ["sysctls", "sysctls: [a.b=1, '$X']", inPart(new Map([["a.b", "1"]]), "expression")],
  ["sharedNamespaces", "", byDefault([])],
  [
    "sharedNamespaces",
    "network_mode: 'container:x', pid: 'service:db', ipc: host",
    declared([
      { namespace: "network", of: "container:x" },
      { namespace: "pid", of: "service:db" },
    ]),
  ],
  ["hostNamespaces", "cgroup: host", declared(new Set(["cgroup"]))],
  [
    "networks",
    "container_name: c, hostname: h, networks: { a: { aliases: [x, c] }, b: }",
    declared([
      { network: "a", aliases: ["c", "h", "x"] },
      { network: "b", aliases: ["c", "h"] },
    ]),
  ],
  ["networks", "networks: [out]", declared([{ network: "bridge", aliases: [] }])],
  ["networks", "networks: { a: { aliases: ['$X'] } }", inPart([{ network: "a", aliases: [] }], "expression")],
  ["networks", "network_mode: '$MODE'", EXPRESSION],
  ["labels", "", byDefault(none)],
  [
    "labels",
    "labels: [a=1, b]",
    declared(
      new Map([
        ["a", "1"],
        ["b", ""],
      ]),
    ),
  ],
  ["labels", "label_file: x", unknown("elsewhere")],
  ["uploads", "", byDefault([])],
  ["uploads", "configs: [inline, file]", declared([{ target: "/inline", text: "a: $1" }])],
  [
    "uploads",
    "configs: [{ source: inline, target: /etc/a }, later]",
    inPart([{ target: "/etc/a", text: "a: $1" }], "expression"),
  ],
  [
    "logOptions",
    "logging: { options: { max-size: 1m, tag: '$T' } }",
    inPart(new Map([["max-size", "1m"]]), "expression"),
  ],
  ["stateful", "image: 'postgres:17', volumes: ['data:/var/lib/postgresql/data']", declared(true)],
  ["stateful", "image: 'postgres:17'", declared(false)],
  ["stateful", "image: 'postgres:17', volumes: ['$D:/var/lib/postgresql/data']", unknown("image-decides")],
  ["stateful", "image: mine", unknown("image-decides")],
  ["ignoredChanges", "", byDefault([])],
];

describe("how a compose service runs", () => {
  it.each(ROWS)("%s of {%s}", (fact, said, expected) => {
    expect(service(said)[fact]).toEqual(expected);
  });

  it.each([
    "restart: sometimes",
    "restart: on-failure:often",
    "stop_grace_period: 5",
    "sysctls: 5",
    "devices: [[]]",
    "logging: [a]",
    "configs: [{ target: /x }]",
  ])("is refused when nobody could run it: {%s}", (said) => {
    expect(() => read(said)).toThrow(/^compose\.yaml, line 1: services\.web\.\S+: /);
  });
});

describe("networks of a compose file", () => {
  const networks = (text: string) =>
    subjectsOf(composePlatform(text, "compose.yaml"), "network").map(({ at, id, internal, members }) => ({
      ...{ at, id, internal, members },
    }));

  it("are those that somebody is on, the default one too", () => {
    const text = `services:
  a: {}
  b: { networks: [back] }
  c: { networks: [back, theirs] }
  d: { network_mode: host }
  e: { network_mode: bridge }
networks:
  back: { internal: true }
  theirs: { external: true }
  unused: {}
`;

    expect(networks(text)).toEqual([
      {
        ...{ id: "networks.default", at: { file: "compose.yaml", address: "networks.default" } },
        ...{ internal: byDefault(false), members: declared(["a"]) },
      },
      {
        ...{ id: "networks.back", at: { file: "compose.yaml", line: 8, address: "networks.back" } },
        ...{ internal: declared(true), members: declared(["b", "c"]) },
      },
      {
        ...{ id: "networks.theirs", at: { file: "compose.yaml", line: 9, address: "networks.theirs" } },
        ...{ internal: unknown("elsewhere"), members: declared(["c"]) },
      },
    ]);
  });

  it("have perhaps more members where one service's networks cannot be told", () => {
    expect(networks("services: { a: {}, b: { network_mode: '$X' } }")[0]!.members).toEqual(inPart(["a"], "expression"));
  });
});
