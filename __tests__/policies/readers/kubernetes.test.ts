import type { ContainerFacts } from "../../../policies/facts/container";
import { byDefault, declared, unknown, UNSAYABLE } from "../../../policies/facts/fact";
import { parseImage } from "../../../policies/facts/image-reference";
import { containerIn } from "../../support/policies/manifests";

const factsOf = containerIn;

const NONE = { form: "none", command: [], intervalSeconds: undefined, timeoutSeconds: undefined };

describe("a container that says nothing", () => {
  it("has what the API server, the kubelet and the runtime give it", () => {
    expect(factsOf({ image: "api:1" })).toEqual({
      id: "Deployment/shop/api/api",
      kind: "container",
      source: "kubernetes",
      at: { file: "0.json", line: 1, address: "Deployment/shop/api/api" },
      lifetime: "service",
      replicaOf: "Deployment/shop/api",
      user: unknown("image-decides"),
      groups: byDefault([]),
      privileged: byDefault(false),
      capabilities: byDefault({ drop: new Set(), add: new Set() }),
      noNewPrivileges: byDefault(false),
      seccomp: byDefault("unconfined"),
      appArmor: byDefault("default"),
      seLinux: byDefault("default"),
      kernelPathsHidden: byDefault(true),
      rootReadOnly: byDefault(false),
      memoryBytes: byDefault("unlimited"),
      memoryAndSwapBytes: UNSAYABLE,
      cpus: byDefault("unlimited"),
      processes: UNSAYABLE,
      health: byDefault(NONE),
      liveness: byDefault(NONE),
      restart: byDefault({ policy: "always", retries: undefined }),
      stopGraceSeconds: byDefault(30),
      stopNeedSeconds: UNSAYABLE,
      mounts: byDefault([]),
      devices: byDefault([]),
      runtime: byDefault(""),
      sysctls: byDefault(new Map()),
      stateful: byDefault(false),
      exposures: byDefault([]),
      hostNamespaces: byDefault(new Set()),
      sharedNamespaces: byDefault([]),
      networks: UNSAYABLE,
      environment: byDefault(new Map()),
      command: unknown("image-decides"),
      labels: declared(new Map([["app", "api"]])),
      uploads: byDefault([]),
      image: declared(parseImage("api:1")),
      logLimit: UNSAYABLE,
      logOptions: UNSAYABLE,
      ignoredChanges: UNSAYABLE,
    } satisfies Record<keyof Omit<ContainerFacts, "path" | "madeAt">, unknown>);
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
  const every = (seconds: number, timeoutSeconds: number, failures = 3) => ({
    ...{ intervalSeconds: seconds, timeoutSeconds, failures },
  });
  const ports = [{ name: "web", containerPort: 8080 }];

  it.each([
    [
      "a command",
      { ...exec, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 6 },
      { form: "exec", command: ["redis-cli", "ping"], ...every(5, 3, 6) },
    ],
    ["HTTP", { httpGet: { port: 80, path: "/ready" } }, { form: "http", command: ["80", "/ready"], ...every(10, 1) }],
    ["HTTP at its root", { httpGet: { port: "web" } }, { form: "http", command: ["8080", "/"], ...every(10, 1) }],
    ["gRPC", { grpc: { port: 80, service: "a" } }, { form: "grpc", command: ["80", "a"], ...every(10, 1) }],
    ["TCP", { tcpSocket: { port: "web" }, periodSeconds: 0 }, { form: "tcp", command: ["8080"], ...every(10, 1) }],
  ])("by %s, for traffic and for its life", (_name, probe, expected) => {
    const { health, liveness } = factsOf({ ports, readinessProbe: probe });
    expect([health, liveness]).toEqual([declared(expected), byDefault(NONE)]);
    expect(factsOf({ ports, livenessProbe: probe }).liveness).toEqual(declared(expected));
  });

  it("is not said by what only waits for its start", () => {
    expect(factsOf({ startupProbe: exec }).health).toEqual(byDefault(NONE));
  });
});
