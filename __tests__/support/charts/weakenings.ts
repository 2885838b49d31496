import type { changed } from "./changed";
import type { ChartName } from "./helm";

type Path = Parameters<typeof changed>[1];
type Change = Parameters<typeof changed>[2];

const set =
  (values: Readonly<Record<string, unknown>>): Change =>
  (part) => {
    Object.assign(part, values);
  };

const without =
  (key: string): Change =>
  (part) => {
    Reflect.deleteProperty(part, key);
  };

const UNKNOWN = /additional propert/i;

/** Protections that somebody tries to weaken by a value, of the rolling layer or of the namespaces. */
const ROWS: readonly (readonly [what: string, chart: ChartName, path: Path, change: Change, says: RegExp])[] = [
  ["addresses outside without a reason", "workload", ["network", "outside", 0], without("reason"), /reason/],
  [
    "addresses outside with a reason that is none",
    "workload",
    ["network", "outside", 0],
    set({ reason: "-" }),
    /reason/,
  ],
  ["a reason without words", "workload", ["network", "outside", 0], set({ reason: "            " }), /reason/],
  ["open ports without a reason", "workload", ["network", "open"], without("reason"), /reason/],
  ["ports that are open to all", "workload", ["network", "open"], set({ ports: [] }), /ports/],
  ["an exception without a reason", "workload", ["exceptions", 0], without("reason"), /reason/],
  ["root", "workload", ["user"], set({ uid: 0 }), /uid/],
  ["the group of root", "workload", ["user"], set({ gid: 0 }), /gid/],
  ["root in one container", "workload", ["server"], set({ user: { uid: 0, gid: 1 } }), /uid/],
  ["a privileged container", "workload", ["server"], set({ privileged: true }), UNKNOWN],
  ["a security context", "workload", ["server"], set({ securityContext: { privileged: true } }), UNKNOWN],
  ["a security context of the pod", "workload", [], set({ podSecurityContext: { runAsNonRoot: false } }), UNKNOWN],
  ["capabilities", "workload", ["server"], set({ capabilities: ["NET_ADMIN"] }), UNKNOWN],
  ["the network of the node", "workload", [], set({ hostNetwork: true }), UNKNOWN],
  ["the processes of the node", "workload", [], set({ hostPID: true }), UNKNOWN],
  ["a token of the API", "workload", [], set({ automountServiceAccountToken: true }), UNKNOWN],
  ["another service account", "workload", [], set({ serviceAccountName: "admin" }), UNKNOWN],
  ["a folder of the node by its kind", "workload", ["volumes", 0], set({ kind: "hostPath" }), /kind/],
  ["a folder of the node by its path", "workload", ["volumes", 0], set({ hostPath: { path: "/" } }), UNKNOWN],
  ["a container without a limit", "workload", ["server", "resources"], without("memory"), /memory/],
  ["a server without a probe", "workload", ["server"], without("liveness"), /liveness/],
  [
    "a weaker level of a namespace without a reason",
    "namespaces",
    ["namespaces", 1, "podSecurity"],
    without("reason"),
    /podSecurity/,
  ],
  [
    "a weaker level of a namespace as a word",
    "namespaces",
    ["namespaces", 0],
    set({ podSecurity: "baseline" }),
    /podSecurity/,
  ],
  ["a namespace without a quota", "namespaces", ["namespaces", 0], without("quota"), /quota/],
];

export const WEAKENINGS = ROWS.map(([what, chart, path, change, says]) => ({ what, chart, path, change, says }));

const POD: Path = ["spec", "template", "spec"];
const SECURITY = [...POD, "securityContext"];
const CONTAINER = [...POD, "containers", 0, "securityContext"];

/** A rendered DaemonSet after somebody took a protection out of the templates, and what the API server says to it. */
export const WEAKER_RENDERINGS: readonly (readonly [what: string, path: Path, change: Change, says: string])[] = [
  ["a user that may be root", SECURITY, set({ runAsNonRoot: false }), "runAsNonRoot"],
  ["root", SECURITY, set({ runAsUser: 0 }), "runAsUser=0"],
  ["no filter of system calls", SECURITY, without("seccompProfile"), "seccompProfile"],
  ["a privileged container", CONTAINER, set({ privileged: true, allowPrivilegeEscalation: true }), "privileged"],
  ["a container that may gain privileges", CONTAINER, without("allowPrivilegeEscalation"), "allowPrivilegeEscalation"],
  ["capabilities that stay", CONTAINER, without("capabilities"), "unrestricted capabilities"],
  ["a further capability", CONTAINER, set({ capabilities: { drop: ["ALL"], add: ["NET_ADMIN"] } }), "NET_ADMIN"],
  ["the network of the node", POD, set({ hostNetwork: true }), "hostNetwork=true"],
  ["a folder of the node", POD, set({ volumes: [{ name: "host", hostPath: { path: "/proc" } }] }), "hostPath"],
  ["a port of the node", [...POD, "containers", 0, "ports", 0], set({ hostPort: 9100 }), "hostPort"],
];
