import { byDefault, declared, unknown } from "../../../policies/facts/fact";
import type { WorkloadFacts } from "../../../policies/facts/kubernetes";
import { subjectsOf } from "../../../policies/facts/subject";
import { deployment, factsIn, manifestPlatform, type DeploymentParts } from "../../support/policies/manifests";

const of = (name: string, apiVersion: string, kind: string, rest: object) => ({
  ...{ apiVersion, kind, metadata: { name, namespace: "shop" } },
  ...rest,
});

const workloadIn = (parts: DeploymentParts, ...beside: readonly object[]): WorkloadFacts =>
  factsIn("workload", deployment({ image: "api:1" }, parts), ...beside);

const APP = { matchLabels: { app: "api" } };

it("a workload that says nothing has what the API server and its controllers give it", () => {
  expect(workloadIn({})).toEqual({
    id: "Deployment/shop/api",
    kind: "workload",
    source: "kubernetes",
    at: { file: "0.json", line: 1, address: "Deployment/shop/api" },
    lifetime: "service",
    namespace: declared("shop"),
    replicas: byDefault(1),
    tokenMounted: byDefault(true),
    disruptions: byDefault("any"),
    spread: byDefault(false),
    ingressClosed: byDefault(false),
    egressClosed: byDefault(false),
    callers: byDefault("all"),
    callees: byDefault("all"),
    hostPorts: byDefault([]),
    volumeTypes: byDefault([]),
    secretVariables: byDefault([]),
    askedHosts: byDefault([]),
  } satisfies Record<keyof Omit<WorkloadFacts, "path" | "madeAt">, unknown>);
});

it("one without a namespace lies where it is applied, which nobody can tell", () => {
  const { id, namespace } = workloadIn({ metadata: { namespace: null } });
  expect([id, namespace]).toEqual(["Deployment/default/api", unknown("after-apply")]);
});

describe("the number of pods", () => {
  const scaler = (name: string, minReplicas?: number) =>
    of("api", "autoscaling/v2", "HorizontalPodAutoscaler", {
      spec: { scaleTargetRef: { kind: "Deployment", name }, minReplicas, maxReplicas: 9 },
    });

  it.each([
    ["what is written", { spec: { replicas: 3 } }, [], declared(3)],
    ["the least of the autoscaler", { spec: { replicas: 3 } }, [scaler("api", 2)], declared(2)],
    ["one, where the autoscaler names no least", {}, [scaler("api")], declared(1)],
    ["not that of another's autoscaler", {}, [scaler("web", 2)], byDefault(1)],
    ["as many as nodes", { kind: "DaemonSet" }, [], byDefault("each-node")],
  ])("is %s", (...[, parts, beside, expected]) => {
    expect(workloadIn(parts, ...beside).replicas).toEqual(expected);
  });
});

describe("a key to the API server", () => {
  const account = (automountServiceAccountToken?: boolean) =>
    of("api", "v1", "ServiceAccount", { automountServiceAccountToken });
  const token = (audience?: string) => ({
    automountServiceAccountToken: false,
    volumes: [{ name: "t", projected: { sources: [{ serviceAccountToken: { audience, path: "t" } }] } }],
  });

  it.each<readonly [string, object, readonly object[], WorkloadFacts["tokenMounted"]]>([
    ["is not there when the pod says so", { automountServiceAccountToken: false }, [account(true)], declared(false)],
    [
      "is there when the pod says so, whatever its account says",
      { automountServiceAccountToken: true, serviceAccountName: "api" },
      [account(false)],
      declared(true),
    ],
    ["is not there when the account says so", { serviceAccountName: "api" }, [account(false)], declared(false)],
    ["is not there by an old name of the key", { serviceAccount: "api" }, [account(false)], declared(false)],
    ["is there when neither says anything", { serviceAccountName: "api" }, [account()], byDefault(true)],
    ["is there for the account of every namespace", { serviceAccountName: "" }, [account(false)], byDefault(true)],
    ["cannot be told of an account elsewhere", { serviceAccountName: "api" }, [], unknown("after-apply")],
    ["is there when it is mounted by hand", token(), [], declared(true)],
    ["is not there when it opens something else", token("vault"), [], declared(false)],
    ["is there by the API server's own name", token("https://kubernetes.default.svc"), [], declared(true)],
    ["is there by its name in the cluster", token("kubernetes.default.svc.cluster.local"), [], declared(true)],
    ["is not there by a name that begins like it", token("kubernetes.default.example"), [], declared(false)],
  ])("%s", (_name, pod, beside, expected) => {
    expect(workloadIn({ pod }, ...beside).tokenMounted).toEqual(expected);
  });
});

describe("what a drain may take", () => {
  const budget = (spec: object, name = "api") =>
    of(name, "policy/v1", "PodDisruptionBudget", { spec: { selector: APP, ...spec } });

  it.each<readonly [string, readonly object[], WorkloadFacts["disruptions"]]>([
    ["anything, without a budget", [], byDefault("any")],
    ["a number", [budget({ maxUnavailable: 2 })], declared(2)],
    ["never more than there are", [budget({ maxUnavailable: 9 })], declared(5)],
    ["a part, rounded up", [budget({ maxUnavailable: "30%" })], declared(2)],
    ["all but some", [budget({ minAvailable: 4 })], declared(1)],
    ["all but a part, rounded up", [budget({ minAvailable: "50%" })], declared(2)],
    ["nothing, where all are needed", [budget({ minAvailable: "100%" })], declared(0)],
    ["nothing, where more are needed than there are", [budget({ minAvailable: 7 })], declared(0)],
    ["nothing, by a budget without a number", [budget({})], declared(0)],
    ["nothing, by two budgets", [budget({ maxUnavailable: 1 }), budget({ maxUnavailable: 1 }, "b")], declared(0)],
    [
      "anything, by a budget for others",
      [budget({ maxUnavailable: 1, selector: { matchLabels: { app: "b" } } })],
      byDefault("any"),
    ],
    ["a number, by a budget for all", [budget({ maxUnavailable: 1, selector: {} })], declared(1)],
    ["anything, by a budget for nobody", [budget({ maxUnavailable: 1, selector: null })], byDefault("any")],
  ])("is %s", (_name, beside, expected) => {
    expect(workloadIn({ spec: { replicas: 5 } }, ...beside).disruptions).toEqual(expected);
  });

  it("counts with the pods of all workloads of a namespace that share a budget", () => {
    const others = ["web", "elsewhere"].map((name) =>
      deployment({}, { metadata: { name, namespace: name === "web" ? "shop" : name } }),
    );
    const platform = manifestPlatform(deployment({}), ...others, budget({ minAvailable: 1 }));
    const found = subjectsOf(platform, "workload").map(({ disruptions }) => disruptions);
    expect(found).toEqual([declared(1), declared(1), byDefault("any")]);
  });

  it("of as many pods as nodes cannot always be told", () => {
    const each = (spec: object) => workloadIn({ kind: "DaemonSet" }, budget(spec)).disruptions;
    expect([each({ maxUnavailable: 1 }), each({ minAvailable: 1 })]).toEqual([declared(1), unknown("after-apply")]);
  });
});

describe("pods on several nodes", () => {
  const required = (one: object) => ({
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [one] },
  });
  const term = (labelSelector: unknown) => ({ topologyKey: "kubernetes.io/hostname", labelSelector });

  it.each<readonly [string, object, WorkloadFacts["spread"]]>([
    ["are spread", { topologySpreadConstraints: [term(APP)] }, declared(true)],
    [
      "are not, by a constraint for others",
      { topologySpreadConstraints: [term({ matchLabels: { app: "b" } })] },
      declared(false),
    ],
    [
      "are not, where one node may be ahead by all",
      { topologySpreadConstraints: [{ ...term(APP), maxSkew: 2 }] },
      declared(false),
    ],
    [
      "are not kept apart from pods elsewhere",
      { affinity: required({ ...term(APP), namespaces: ["other"] }) },
      declared(false),
    ],
    [
      "are kept apart, by the name of their namespace",
      { affinity: required({ ...term(APP), namespaces: ["shop"] }) },
      declared(true),
    ],
    ["are not, by a constraint for nobody", { topologySpreadConstraints: [term(null)] }, declared(false)],
    ["are kept apart", { affinity: required(term(APP)) }, declared(true)],
    [
      "are kept apart where that is possible",
      {
        affinity: {
          podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: term(APP) }] },
        },
      },
      declared(true),
    ],
  ])("%s", (_name, pod, expected) => {
    expect(workloadIn({ pod }).spread).toEqual(expected);
  });

  it("are what a DaemonSet is", () => {
    expect(workloadIn({ kind: "DaemonSet" }).spread).toEqual(byDefault(true));
  });
});

describe("what a pod takes from elsewhere", () => {
  const ports = [{ containerPort: 80 }, { containerPort: 443, hostPort: 8443 }];
  const portsOf = (pod: object) => factsIn("workload", deployment({ ports }, { pod })).hostPorts;

  it("are its host's ports, and all of them in its host's network", () => {
    expect([portsOf({}), portsOf({ hostNetwork: true })]).toEqual([declared([8443]), declared([80, 8443])]);
  });

  it("are volumes, by their types", () => {
    const volumes = [{ name: "a", hostPath: { path: "/" } }, { name: "b", secret: null, nfs: {} }, { name: "c" }];
    expect(workloadIn({ pod: { volumes } }).volumeTypes).toEqual(declared(["hostPath", "nfs", "emptyDir"]));
  });

  it("are secrets in variables, by their names", () => {
    const container = {
      env: [
        { name: "A", valueFrom: { secretKeyRef: { name: "api", key: "a" } } },
        { name: "B", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
      ],
      envFrom: [{ secretRef: { name: "api" } }, { configMapRef: { name: "api" } }],
    };
    expect(factsIn("workload", deployment(container)).secretVariables).toEqual(declared(["A", "all of api"]));
  });

  it("are questions to others", () => {
    const container = {
      livenessProbe: { tcpSocket: { host: "db", port: 5432 } },
      readinessProbe: { httpGet: { host: "", port: 80 } },
      lifecycle: { postStart: { httpGet: { host: "169.254.169.254", port: 80 } } },
    };
    expect(factsIn("workload", deployment(container)).askedHosts).toEqual(declared(["db", "169.254.169.254"]));
  });
});
