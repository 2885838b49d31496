/** A pod that keeps the level restricted, with one thing of it said in another way. */
export interface PodSecurityCase {
  readonly what: string;
  readonly pod: object;
}

const SECURE = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
const SECURE_POD = {
  runAsNonRoot: true,
  runAsUser: 10001,
  runAsGroup: 10001,
  seccompProfile: { type: "RuntimeDefault" },
};

interface Parts {
  /** Of the container's security context; null takes a key away. */
  readonly own?: object;
  /** Of the pod's. */
  readonly shared?: object;
  readonly container?: object;
  readonly spec?: object;
  readonly metadata?: object;
}

const podOf = (name: string, { own, shared, container, spec, metadata }: Parts): object => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "shop", ...metadata },
  spec: {
    securityContext: { ...SECURE_POD, ...shared },
    containers: [{ name: "main", image: "api:1", securityContext: { ...SECURE, ...own }, ...container }],
    ...spec,
  },
});

const another = (securityContext: object) => [{ name: "other", image: "api:1", securityContext }];
const volume = (source: object) => ({ spec: { volumes: [{ name: "data", ...source }] } });
const annotated = (profile: string) => ({
  metadata: { annotations: { "container.apparmor.security.beta.kubernetes.io/main": profile } },
});
const sysctl = (name: string, value: string) => ({ shared: { sysctls: [{ name, value }] } });
const profile = (type: string) => (type === "Localhost" ? { type, localhostProfile: "p.json" } : { type });
const probed = (host: string) => ({ httpGet: { host, port: 80 } });

const ROWS: readonly (readonly [what: string, parts: Parts])[] = [
  ["nothing more", {}],
  ["a HostProcess container", { own: { windowsOptions: { hostProcess: true } } }],
  ["a HostProcess pod", { shared: { windowsOptions: { hostProcess: true } } }],
  [
    "a Windows pod without what it has no word for",
    {
      own: { allowPrivilegeEscalation: null, capabilities: null },
      shared: { seccompProfile: null },
      spec: { os: { name: "windows" } },
    },
  ],
  ["hostNetwork", { spec: { hostNetwork: true } }],
  ["hostPID", { spec: { hostPID: true } }],
  ["hostIPC", { spec: { hostIPC: true } }],
  ["no namespace of the host, in words", { spec: { hostNetwork: false, hostPID: false, hostIPC: false } }],
  ["privileged", { own: { privileged: true, allowPrivilegeEscalation: null } }],
  ["not privileged, in words", { own: { privileged: false } }],
  ["a capability", { own: { capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } } }],
  ["a capability of the default set", { own: { capabilities: { drop: ["ALL"], add: ["CHOWN"] } } }],
  ["NET_BIND_SERVICE", { own: { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } } }],
  ["no capabilities dropped", { own: { capabilities: null } }],
  ["some capabilities dropped", { own: { capabilities: { drop: ["NET_RAW"] } } }],
  ["all capabilities dropped, in lower case", { own: { capabilities: { drop: ["all"] } } }],
  ["capabilities of an init container", { spec: { initContainers: another({ allowPrivilegeEscalation: false }) } }],
  [
    "capabilities of an ephemeral container",
    { spec: { ephemeralContainers: another({ allowPrivilegeEscalation: false }) } },
  ],
  ["hostPath", volume({ hostPath: { path: "/srv/data" } })],
  ["nfs", volume({ nfs: { server: "files", path: "/" } })],
  ["a disk of AWS by its name", volume({ awsElasticBlockStore: { volumeID: "vol-1" } })],
  ["a repository of git", volume({ gitRepo: { repository: "https://git.test/a" } })],
  ["configMap", volume({ configMap: { name: "a" } })],
  ["csi", volume({ csi: { driver: "secrets-store.csi.k8s.io" } })],
  ["downwardAPI", volume({ downwardAPI: { items: [] } })],
  ["emptyDir", volume({ emptyDir: {} })],
  ["ephemeral", volume({ ephemeral: { volumeClaimTemplate: { spec: {} } } })],
  ["image", volume({ image: { reference: "models:1" } })],
  ["persistentVolumeClaim", volume({ persistentVolumeClaim: { claimName: "a" } })],
  ["projected", volume({ projected: { sources: [] } })],
  ["secret", volume({ secret: { secretName: "a" } })],
  ["hostPort", { container: { ports: [{ containerPort: 80, hostPort: 80 }] } }],
  ["hostPort 0", { container: { ports: [{ containerPort: 80, hostPort: 0 }] } }],
  ["AppArmor unconfined", { own: { appArmorProfile: profile("Unconfined") } }],
  ["AppArmor unconfined for the pod", { shared: { appArmorProfile: profile("Unconfined") } }],
  ["AppArmor of the node", { own: { appArmorProfile: profile("Localhost") } }],
  ["AppArmor unconfined by annotation", annotated("unconfined")],
  ["AppArmor by annotation", annotated("runtime/default")],
  ["AppArmor of the node by annotation", annotated("localhost/shop")],
  ["an SELinux type of containers", { own: { seLinuxOptions: { type: "container_init_t" } } }],
  ["an SELinux type for anything", { own: { seLinuxOptions: { type: "spc_t" } } }],
  ["an SELinux user", { shared: { seLinuxOptions: { user: "system_u" } } }],
  ["an SELinux role", { own: { seLinuxOptions: { role: "sysadm_r" } } }],
  ["an SELinux level", { own: { seLinuxOptions: { level: "s0:c1,c2" } } }],
  ["procMount Unmasked", { own: { procMount: "Unmasked" } }],
  ["procMount Default", { own: { procMount: "Default" } }],
  ["no seccomp", { shared: { seccompProfile: null } }],
  ["seccomp unconfined", { own: { seccompProfile: profile("Unconfined") } }],
  ["seccomp of the node", { own: { seccompProfile: profile("Localhost") } }],
  [
    "seccomp of the container alone",
    { own: { seccompProfile: profile("RuntimeDefault") }, shared: { seccompProfile: null } },
  ],
  [
    "seccomp unconfined for the pod, and not for its container",
    { own: { seccompProfile: profile("RuntimeDefault") }, shared: { seccompProfile: profile("Unconfined") } },
  ],
  ["a safe sysctl", sysctl("net.ipv4.tcp_syncookies", "1")],
  ["a newly safe sysctl", sysctl("net.ipv4.tcp_rmem", "4096 87380 6291456")],
  ["an unsafe sysctl", sysctl("kernel.msgmax", "65536")],
  ["allowPrivilegeEscalation not said", { own: { allowPrivilegeEscalation: null } }],
  ["allowPrivilegeEscalation", { own: { allowPrivilegeEscalation: true } }],
  ["root", { own: { runAsUser: 0 } }],
  ["root for the pod", { shared: { runAsUser: 0 } }],
  ["root for the pod, and not for its container", { own: { runAsUser: 10001 }, shared: { runAsUser: 0 } }],
  ["root for an init container", { spec: { initContainers: another({ ...SECURE, runAsUser: 0 }) } }],
  ["the group of root", { shared: { runAsGroup: 0 } }],
  ["nobody said to be another than root", { shared: { runAsNonRoot: null, runAsUser: null } }],
  ["a number alone", { shared: { runAsNonRoot: null } }],
  ["runAsNonRoot without a number", { shared: { runAsUser: null, runAsGroup: null } }],
  ["runAsNonRoot taken back", { own: { runAsNonRoot: false, runAsUser: null }, shared: { runAsUser: null } }],
  ["a readiness probe of another host", { container: { readinessProbe: probed("169.254.169.254") } }],
  ["a startup probe of itself, by an address", { container: { startupProbe: probed("127.0.0.1") } }],
  ["a liveness probe of TCP elsewhere", { container: { livenessProbe: { tcpSocket: { host: "db", port: 5432 } } } }],
  ["a hook that asks another host", { container: { lifecycle: { preStop: probed("db") } } }],
  ["a probe of itself", { container: { readinessProbe: { httpGet: { port: 80 } } } }],
];

export const POD_SECURITY_CASES: readonly PodSecurityCase[] = ROWS.map(([what, parts], index) => ({
  what,
  pod: podOf(`pod-${index}`, parts),
}));

/** Where the rules and the checker differ, and why they should. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  "all capabilities dropped, in lower case": "the runtime takes it as it is meant, the checker only by its letters",
  "the group of root": "the rule asks for another group, too; Pod Security does not",
  "a number alone": "a number other than 0 is not root, whether or not that is also said in words",
  "root for the pod, and not for its container": "what the container says counts, and nobody is root",
  "seccomp unconfined for the pod, and not for its container": "what the container says counts",
};
