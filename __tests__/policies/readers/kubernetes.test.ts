import type { ContainerFacts } from "../../../policies/facts/container";
import { byDefault, declared, unknown, UNSAYABLE } from "../../../policies/facts/fact";
import { parseImage } from "../../../policies/facts/image-reference";
import { kubernetesPlatform } from "../../../policies/readers/kubernetes";

/** The one container of a Deployment; JSON is YAML. */
function factsOf(container: object, pod: object = {}): ContainerFacts {
  const template = { spec: { ...pod, containers: [{ name: "api", ...container }] } };
  const text = JSON.stringify({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "api" },
    spec: { template },
  });
  const [facts] = kubernetesPlatform([{ file: "api.json", text }]).subjects;
  return facts!;
}

const NONE = { form: "none", command: [], intervalSeconds: undefined, timeoutSeconds: undefined };

describe("a container that says nothing", () => {
  it("has what the API server, the kubelet and the runtime give it", () => {
    expect(factsOf({ image: "api:1" })).toEqual({
      id: "Deployment/default/api/api",
      kind: "container",
      source: "kubernetes",
      at: { file: "api.json", line: 1, address: "Deployment/default/api/api" },
      lifetime: "service",
      user: unknown("image-decides"),
      privileged: byDefault(false),
      capabilities: byDefault({ drop: new Set(), add: new Set() }),
      noNewPrivileges: byDefault(false),
      seccomp: byDefault("unconfined"),
      rootReadOnly: byDefault(false),
      memoryBytes: byDefault("unlimited"),
      memoryAndSwapBytes: UNSAYABLE,
      cpus: byDefault("unlimited"),
      processes: UNSAYABLE,
      health: byDefault(NONE),
      mounts: byDefault([]),
      exposures: byDefault([]),
      hostNamespaces: byDefault(new Set()),
      networks: UNSAYABLE,
      environment: byDefault(new Map()),
      command: unknown("image-decides"),
      image: declared(parseImage("api:1")),
      logLimit: UNSAYABLE,
    } satisfies Record<keyof Omit<ContainerFacts, "path">, unknown>);
  });

  it("has the same when a chart wrote null for all of it", () => {
    const nothing = { image: "api:1", securityContext: null, resources: null, env: null, ports: null, command: null };
    expect(factsOf(nothing, { securityContext: null, volumes: null, initContainers: null })).toEqual(
      factsOf({ image: "api:1" }),
    );
  });
});

const secure = (securityContext: object, ofPod?: object) => [{ securityContext }, { securityContext: ofPod }] as const;

describe("what protects a container", () => {
  const user = (uid: number | undefined, gid: number | undefined, text: string) => declared({ uid, gid, text });

  it.each([
    ["its own numbers", secure({ runAsUser: 70, runAsGroup: 70 }), user(70, 70, "70:70")],
    ["a user without a group", secure({ runAsUser: 70 }), user(70, undefined, "70")],
    ["root", secure({ runAsUser: 0, runAsNonRoot: true }), user(0, undefined, "0")],
    ["its pod's numbers", secure({}, { runAsUser: 70, runAsGroup: 71 }), user(70, 71, "70:71")],
    ["its own user before its pod's", secure({ runAsUser: 0 }, { runAsUser: 70 }), user(0, undefined, "0")],
    ["anybody but root", secure({}, { runAsNonRoot: true }), user(undefined, undefined, "not root")],
    ["whom the image says", secure({ runAsNonRoot: false }, { runAsNonRoot: true }), unknown("image-decides")],
  ])("runs as %s", (_name, [container, pod], expected) => {
    expect(factsOf(container, pod).user).toEqual(expected);
  });

  it.each([
    ["are taken by any spelling", { drop: ["ALL"], add: ["CAP_NET_ADMIN", "chown"] }, ["ALL"], ["NET_ADMIN", "CHOWN"]],
    ["may be added without one dropped", { add: ["SYS_TIME"] }, [], ["SYS_TIME"]],
  ])("capabilities %s", (_name, capabilities, drop, add) => {
    const expected = declared({ drop: new Set(drop), add: new Set(add) });
    expect(factsOf(...secure({ capabilities })).capabilities).toEqual(expected);
  });

  it.each([
    ["forbidden", { allowPrivilegeEscalation: false }, declared(true)],
    ["allowed", { allowPrivilegeEscalation: true }, declared(false)],
    ["not mentioned", { runAsUser: 70 }, byDefault(false)],
    ["forbidden to a privileged one", { allowPrivilegeEscalation: false, privileged: true }, declared(false)],
    [
      "forbidden to one with SYS_ADMIN",
      { allowPrivilegeEscalation: false, capabilities: { add: ["CAP_SYS_ADMIN"] } },
      declared(false),
    ],
    ["forbidden to one with ALL", { allowPrivilegeEscalation: false, capabilities: { add: ["ALL"] } }, declared(false)],
  ])("new privileges are %s", (_name, securityContext, expected) => {
    expect(factsOf({ securityContext }).noNewPrivileges).toEqual(expected);
  });

  const profile = (type: string) => ({ seccompProfile: { type } });

  it.each([
    ["the runtime's", secure(profile("RuntimeDefault")), declared("default")],
    ["its pod's", secure({}, profile("RuntimeDefault")), declared("default")],
    ["its own before its pod's", secure(profile("Unconfined"), profile("RuntimeDefault")), declared("unconfined")],
    ["one of the node", secure(profile("Localhost")), declared("profile")],
    ["none, being privileged", secure({ privileged: true }, profile("RuntimeDefault")), declared("unconfined")],
  ])("the seccomp profile is %s", (_name, [container, pod], expected) => {
    expect(factsOf(container, pod).seccomp).toEqual(expected);
  });

  it("is said in so many words", () => {
    const { privileged, rootReadOnly } = factsOf({
      securityContext: { privileged: true, readOnlyRootFilesystem: true },
    });
    expect([privileged, rootReadOnly]).toEqual([declared(true), declared(true)]);
  });

  it.each([
    ["all three", { hostNetwork: true, hostPID: true, hostIPC: true }, declared(new Set(["network", "pid", "ipc"]))],
    ["none, as is said", { hostNetwork: false }, declared(new Set())],
    ["none, whoever its root is", { hostUsers: true, shareProcessNamespace: true }, byDefault(new Set())],
  ])("shares of the host's namespaces %s", (_name, pod, expected) => {
    expect(factsOf({}, pod).hostNamespaces).toEqual(expected);
  });
});

describe("how much a container may use", () => {
  it.each<readonly [string | number, number | "unlimited"]>([
    ["512Mi", 512 * 2 ** 20],
    ["1.5Gi", 1.5 * 2 ** 30],
    ["2G", 2e9],
    ["1E", 1e18],
    ["1e3", 1000],
    ["1500m", 2],
    [4096, 4096],
    ["0", "unlimited"],
  ])("a limit of '%s' is %s bytes", (memory, bytes) => {
    expect(factsOf({ resources: { limits: { memory } } }).memoryBytes).toEqual(declared(bytes));
  });

  it.each<readonly [string | number, number | "unlimited"]>([
    ["300m", 0.3],
    ["2", 2],
    [0.5, 0.5],
    ["0", "unlimited"],
  ])("a limit of '%s' is %s processors", (cpu, cores) => {
    expect(factsOf({ resources: { limits: { cpu } } }).cpus).toEqual(declared(cores));
  });

  it("is no more than its pod may", () => {
    const pod = { resources: { limits: { memory: "1Gi", cpu: "1" } } };
    const { memoryBytes, cpus } = factsOf({ resources: { requests: { memory: "1Ki" }, limits: { cpu: "500m" } } }, pod);
    expect([memoryBytes, cpus]).toEqual([declared(2 ** 30), declared(0.5)]);
  });
});

describe("how a container's health is asked", () => {
  const exec = { exec: { command: ["redis-cli", "ping"] } };
  const every = (seconds: number, timeoutSeconds: number) => ({ intervalSeconds: seconds, timeoutSeconds });

  it.each([
    [
      "a command",
      { readinessProbe: { ...exec, periodSeconds: 5, timeoutSeconds: 3 } },
      { form: "exec", command: ["redis-cli", "ping"], ...every(5, 3) },
    ],
    ["HTTP", { livenessProbe: { httpGet: { port: 80 } } }, { form: "http", command: [], ...every(10, 1) }],
    ["gRPC", { livenessProbe: { grpc: { port: 80 } } }, { form: "http", command: [], ...every(10, 1) }],
    [
      "its readiness first",
      { readinessProbe: { tcpSocket: { port: 80 }, periodSeconds: 0 }, livenessProbe: exec },
      { form: "tcp", command: [], ...every(10, 1) },
    ],
  ])("by %s", (_name, container, expected) => {
    expect(factsOf(container).health).toEqual(declared(expected));
  });

  it("is not said by what only waits for its start", () => {
    expect(factsOf({ startupProbe: exec }).health).toEqual(byDefault(NONE));
  });
});

describe("what a container sees of the world", () => {
  it.each([
    ["hostPath", { hostPath: { path: "/var/run/../lib/docker/" } }, "bind", "/var/lib/docker", false],
    ["root", { hostPath: { path: "/" } }, "bind", "/", false],
    ["claim", { persistentVolumeClaim: { claimName: "data", readOnly: true } }, "volume", "data", true],
    ["memory", { emptyDir: { medium: "Memory" } }, "tmpfs", "", false],
    ["emptyDir", { emptyDir: {} }, "volume", "emptyDir", false],
    ["settings", { configMap: { name: "api-files" } }, "config", "api-files", true],
    ["keys", { secret: { secretName: "api-keys" } }, "config", "api-keys", true],
    ["projected", { projected: { sources: [] } }, "config", "projected", true],
    ["nfs", { nfs: { server: "files", path: "/" } }, "volume", "nfs", false],
  ])("mounts %s by what it is", (...[name, volume, kind, source, readOnly]) => {
    const { mounts } = factsOf(
      { volumeMounts: [{ name, mountPath: "/data//x/" }] },
      {
        volumes: [
          { name, ...volume },
          { name: "other", emptyDir: {} },
        ],
      },
    );
    expect(mounts).toEqual(declared([{ kind, source, target: "/data/x", readOnly }]));
  });

  it("mounts a folder of a host's path, and may do so read-only", () => {
    const { mounts } = factsOf(
      { volumeMounts: [{ name: "host", mountPath: "/x", subPath: "run", readOnly: true }] },
      { volumes: [{ name: "host", hostPath: { path: "/var" } }] },
    );
    expect(mounts).toEqual(declared([{ kind: "bind", source: "/var/run", target: "/x", readOnly: true }]));
  });

  it("mounts what is claimed for each pod, which is not among its volumes", () => {
    const { mounts } = factsOf({ volumeMounts: [{ name: "data", mountPath: "/data" }] });
    expect(mounts).toEqual(declared([{ kind: "volume", source: "data", target: "/data", readOnly: false }]));
  });

  const port = (hostPort: number, address: string) => [{ address, hostPort, port: 80 }];

  it.each([
    ["no port of the node's", { containerPort: 80, hostPort: 0 }, false, []],
    ["a port at every address", { containerPort: 80, hostPort: 8080 }, false, port(8080, "0.0.0.0")],
    ["the same by another name", { containerPort: 80, hostPort: 8080, hostIP: "::" }, false, port(8080, "0.0.0.0")],
    ["a port at one", { containerPort: 80, hostPort: 8080, hostIP: "127.0.0.1" }, false, port(8080, "127.0.0.1")],
    ["every port in the node's network", { containerPort: 80 }, true, port(80, "0.0.0.0")],
  ])("exposes %s", (...[, ofContainer, hostNetwork, expected]) => {
    expect(factsOf({ ports: [ofContainer] }, { hostNetwork }).exposures).toEqual(declared(expected));
  });
});

describe("what a container is told", () => {
  it("are values that are written, with those before them put in", () => {
    const env = [
      { name: "HOST", value: "db" },
      { name: "KEY", valueFrom: { secretKeyRef: { name: "keys", key: "key" } } },
      { name: "COPY", value: "$(KEY)" },
      { name: "URL", value: "pg://app:$(KEY)@$(HOST)/a$$b?$(LATER)" },
      { name: "DOLLAR", value: "$$(KEY)" },
      { name: "LATER", value: "" },
      { name: "EMPTY" },
    ];
    expect(factsOf({ env }).environment).toEqual(
      declared(
        new Map([
          ["URL", "pg://app:$(KEY)@db/a$b?$(LATER)"],
          ["HOST", "db"],
          ["DOLLAR", "$(KEY)"],
          ["LATER", ""],
          ["EMPTY", ""],
        ]),
      ),
    );
  });

  it("is the last value of a name", () => {
    const masked = { name: "A", valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } };
    const plain = { name: "A", value: "1" };
    const environments = [
      [masked, plain],
      [plain, masked],
    ].map((env) => factsOf({ env }).environment);
    expect(environments).toEqual([declared(new Map([["A", "1"]])), declared(new Map())]);
  });

  it.each([
    ["a command and its arguments", { command: ["sh"], args: ["-c", "$(A) $$HOME"] }, ["sh", "-c", "1 $HOME"]],
    ["the arguments of whatever the image runs", { args: ["--verbose"] }, ["--verbose"]],
  ])("are %s", (_name, container, expected) => {
    expect(factsOf({ env: [{ name: "A", value: "1" }], ...container }).command).toEqual(declared(expected));
  });

  it("is an image that somebody else may still put there", () => {
    expect(factsOf({}).image).toEqual(unknown("after-apply"));
  });
});
