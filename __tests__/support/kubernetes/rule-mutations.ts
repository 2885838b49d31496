import {
  APP,
  beside,
  edited,
  hostPath,
  inContainer,
  inOrder,
  label,
  object,
  OF_LEVEL,
  POD,
  pod,
  podSecurity,
  policy,
  role,
  security,
  set,
  unlabelled,
  variable,
  without,
  type Edit,
} from "./rendering-edits";

/** One thing of a rendering that is broken. */
export interface RuleMutation {
  readonly rule: string;
  readonly what: string;
  readonly breakIt: Edit;
  /** Rules that report the same mistake in their own words. */
  readonly also: readonly string[];
}

type Row = readonly [rule: string, what: string, breakIt: Edit, ...also: readonly string[]];

/** What the controls of Pod Security are about. */
const OF_PODS: readonly Row[] = [
  ["user", "root", podSecurity({ runAsUser: 0 })],
  ["user", "the group of root", podSecurity({ runAsGroup: 0 })],
  ["groups", "the group of root beside its own", podSecurity({ supplementalGroups: [0] })],
  ["privileged", "a privileged container", security({ privileged: true }), "no-new-privileges", "seccomp"],
  ["privileged", "a process of a Windows node", podSecurity({ windowsOptions: { hostProcess: true } })],
  ["capabilities", "a capability", security({ capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } })],
  ["capabilities", "capabilities that stay", security({ capabilities: null })],
  ["no-new-privileges", "privileges that may grow", security({ allowPrivilegeEscalation: null })],
  ["seccomp", "no filter of system calls", podSecurity({ seccompProfile: null })],
  ["app-armor", "no AppArmor", security({ appArmorProfile: { type: "Unconfined" } })],
  ["se-linux", "a label of SELinux for anything", security({ seLinuxOptions: { type: "spc_t" } })],
  ["kernel-paths", "all of /proc", security({ procMount: "Unmasked" })],
  ["sysctls", "a switch of the kernel", podSecurity({ sysctls: [{ name: "kernel.msgmax", value: "65536" }] })],
  ["read-only-root", "a root that may be written to", security({ readOnlyRootFilesystem: false })],
  ["host-namespaces", "the processes of the node", pod({ hostPID: true })],
  [
    "host-namespaces",
    "the network of the node",
    pod({ hostNetwork: true }),
    ...["egress-closed", "host-port", "ingress-closed", "published-ports"],
  ],
  ["host-port", "a port of the node", inContainer({ hostPort: 5000 }, "ports", 0), "published-ports"],
  ["volume-types", "a folder of the node", hostPath("/srv/shop")],
  ["sensitive-paths", "a folder that is the node's own", hostPath("/etc"), "volume-types"],
  ["engine-socket", "the socket of the engine", hostPath("/run/containerd/containerd.sock"), "volume-types"],
  [
    "probe-hosts",
    "a probe of another host",
    inContainer({ startupProbe: { httpGet: { host: "169.254.169.254", port: 80 } } }),
  ],
  ["runtime", "a runtime that nobody knows", pod({ runtimeClassName: "nvidia" })],
  ["devices", "a device", inContainer({ "vendor.test/card": "1" }, "resources", "limits")],
];

/** What else a container keeps to. */
const OF_CONTAINERS: readonly Row[] = [
  ["service-account-token", "a token", pod({ automountServiceAccountToken: true })],
  [
    "service-account-token",
    "a word less, and an account that mounts it",
    inOrder(
      pod({ automountServiceAccountToken: null }),
      edited("ServiceAccount", APP, [], set({ automountServiceAccountToken: true })),
    ),
  ],
  [
    "memory-limit",
    "no memory limit, and none of the namespace",
    inOrder(without("LimitRange", "limits"), inContainer({ memory: null }, "resources", "limits")),
  ],
  [
    "cpu-limit",
    "no CPU limit, and none of the namespace",
    inOrder(without("LimitRange", "limits"), inContainer({ cpu: null }, "resources", "limits")),
  ],
  ["health", "no readiness", inContainer({ readinessProbe: null })],
  [
    "liveness-differs",
    "the question of readiness for its life",
    edited("Deployment", APP, [...POD, "containers", 0], (part) => {
      part["livenessProbe"] = part["readinessProbe"];
    }),
  ],
  [
    "image-version",
    "whatever the newest image is",
    inContainer({ image: "registry.test/shop:latest" }),
    "image-digest",
  ],
  ["image-digest", "an image that may be another tomorrow", inContainer({ image: "registry.test/shop:1.4.2" })],
  [
    "secrets-in-environment",
    "a secret in a variable",
    edited("Deployment", APP, [...POD, "containers", 0], variable("DB_PASSWORD", "hunter2")),
  ],
  [
    "secrets-in-environment",
    "a secret in a ConfigMap of variables",
    inOrder(
      beside(object("v1", "ConfigMap", { data: { DB_PASSWORD: "hunter2" } })),
      inContainer({ envFrom: [{ configMapRef: { name: "another" } }] }),
    ),
  ],
];

/** How a container is asked, ended, and told. */
const OF_WORDS: readonly Row[] = [
  ["stop-grace", "no time to end", pod({ terminationGracePeriodSeconds: 0 })],
  ["stop-grace", "a hook that takes longer", inContainer({ lifecycle: { preStop: { sleep: { seconds: 60 } } } })],
  ["health-meaning", "a readiness of nothing", inContainer({ command: ["true"] }, "readinessProbe", "exec")],
  ["propagation", "mounts that go back", hostPath("/srv/shop", { mountPropagation: "Bidirectional" }), "volume-types"],
  ["secrets-in-command", "a secret in an argument", inContainer({ args: ["--db-password=hunter2"] })],
  [
    "secrets-in-health",
    "a secret in a probe",
    inContainer({ command: ["redis-cli", "-a", "hunter2", "ping"] }, "readinessProbe", "exec"),
  ],
  [
    "secrets-in-labels",
    "a secret in an annotation",
    edited("Deployment", APP, ["spec", "template", "metadata", "annotations"], set({ "db-password": "hunter2" })),
  ],
  [
    "secrets-in-uploads",
    "a secret in a file of a ConfigMap",
    inOrder(
      beside(object("v1", "ConfigMap", { data: { "shop.conf": "db = postgres://shop:hunter2@db/shop" } })),
      pod({ volumes: [{ name: "files", configMap: { name: "another" } }] }),
      inContainer({ volumeMounts: [{ name: "files", mountPath: "/config", readOnly: true }] }),
    ),
  ],
  [
    "secret-variables",
    "a Secret in a variable",
    inContainer({ env: [{ name: "DB_KEY", valueFrom: { secretKeyRef: { name: APP, key: "key" } } }] }),
  ],
  [
    "authentication",
    "a database for everybody",
    edited("Deployment", APP, [...POD, "containers", 0], variable("POSTGRES_HOST_AUTH_METHOD", "trust")),
  ],
];

/** What other objects say of workloads, each broken there, and seen where it was a protection. */
const OF_OTHERS: readonly Row[] = [
  ["disruption-budget", "no budget", without("PodDisruptionBudget", APP)],
  [
    "disruption-budget",
    "a budget of others",
    edited("PodDisruptionBudget", APP, ["spec", "selector", "matchLabels"], set({ app: "x" })),
  ],
  [
    "disruption-budget",
    "a budget of nothing",
    edited("PodDisruptionBudget", APP, ["spec"], set({ maxUnavailable: 0 })),
  ],
  [
    "disruption-budget",
    "a budget that needs every pod",
    edited("PodDisruptionBudget", APP, ["spec"], set({ maxUnavailable: null, minAvailable: "100%" })),
  ],
  ["spread", "pods that may all be on one node", pod({ topologySpreadConstraints: null, affinity: null })],
  ["default-deny", "no policy of the namespace", without("NetworkPolicy", "default-deny")],
  [
    "ingress-closed",
    "no policy at all",
    inOrder(without("NetworkPolicy", "default-deny"), without("NetworkPolicy", APP)),
    ...["default-deny", "egress-closed"],
  ],
  [
    "egress-closed",
    "policies for one direction",
    inOrder(
      policy({ policyTypes: ["Ingress"], egress: null }),
      policy({ policyTypes: ["Ingress"], egress: null }, "default-deny"),
    ),
    "default-deny",
  ],
  ["policy-egress-lost", "a direction less", policy({ policyTypes: ["Ingress"] })],
  [
    "policy-egress-lost",
    "a direction less for all",
    policy({ policyTypes: null, egress: [] }, "default-deny"),
    "default-deny",
  ],
  ["policy-selects-nothing", "a selector that fits nobody", policy({ podSelector: { matchLabels: { app: APP } } })],
  ["policy-open", "everybody", policy({ ingress: [{}] })],
  ["policy-open", "everybody, by a peer of nothing", policy({ ingress: [{ from: [{}] }] })],
  ["policy-open", "the whole world", policy({ egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] })],
  [
    "policy-open",
    "the world in two halves",
    policy({ egress: ["0.0.0.0/1", "128.0.0.0/1"].map((cidr) => ({ to: [{ ipBlock: { cidr } }] })) }),
  ],
  ["pod-security-level", "no level", unlabelled(OF_LEVEL)],
  ["pod-security-level", "a lower level", label({ [OF_LEVEL]: "baseline" })],
  ["pod-security-version", "the checks of long ago", label({ [`${OF_LEVEL}-version`]: "v1.24" })],
  [
    "default-namespace",
    "a pod in the namespace of nobody",
    inOrder(
      beside(
        object("networking.k8s.io/v1", "NetworkPolicy", {
          metadata: { name: "default-deny", namespace: "default" },
          spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
        }),
      ),
      edited("Job", "haproxy-check", ["metadata"], set({ namespace: "default" })),
      without("NetworkPolicy", "haproxy-check"),
    ),
  ],
  ["rbac-escalation", "who may bind", role("rbac.authorization.k8s.io", "clusterroles", "bind")],
  ["rbac-secrets", "who lists secrets", role("", "secrets", "list")],
  ["rbac-exec", "who may enter", role("", "pods/exec", "create")],
  ["rbac-wildcards", "whatever there will be", role("apps", "*", "get")],
  ["rbac-wildcards", "everything", role("*", "*", "*"), "rbac-escalation", "rbac-exec", "rbac-secrets"],
  [
    "external-addresses",
    "an address of others",
    edited("Service", APP, ["spec"], set({ externalIPs: ["203.0.113.7"] })),
  ],
  [
    "external-name",
    "a name outside",
    edited("Service", APP, ["spec"], set({ type: "ExternalName", externalName: "shop.example.com" })),
  ],
];

export const RULE_MUTATIONS: readonly RuleMutation[] = [...OF_PODS, ...OF_CONTAINERS, ...OF_WORDS, ...OF_OTHERS].map(
  ([rule, what, breakIt, ...also]) => ({
    rule: `BWK-${rule}`,
    what,
    breakIt,
    also: also.map((one) => `BWK-${one}`),
  }),
);
