import type { Capabilities, Confinement, HostNamespace, User } from "../../facts/container";
import { UNSAYABLE, byDefault, declared, unknown, type Fact } from "../../facts/fact";
import type { Container, Pod, PodSpec } from "./schema";

/**
 * What a container says counts before what its pod says.
 * https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-container
 *
 * A group that nobody names is the image's choice for that user, and root's where the image does not know the user.
 */
export function userOf({ securityContext: own }: Container, { securityContext: shared }: PodSpec): Fact<User> {
  const uid = own?.runAsUser ?? shared?.runAsUser ?? undefined;
  const gid = own?.runAsGroup ?? shared?.runAsGroup ?? undefined;
  if (uid !== undefined) return declared({ uid, gid, text: gid === undefined ? `${uid}` : `${uid}:${gid}` });
  const isNotRoot = own?.runAsNonRoot ?? shared?.runAsNonRoot ?? false;
  return isNotRoot ? declared({ uid, gid, text: "not root" }) : unknown("image-decides");
}

/**
 * What a volume's files are given to is a group of every process, too; the process's own is none beyond it.
 * https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod
 */
export function groupsOf(
  { securityContext: own }: Container,
  { securityContext: shared }: PodSpec,
): Fact<readonly string[]> {
  const { supplementalGroups, fsGroup } = shared ?? {};
  const written = [...(supplementalGroups ?? []), ...(typeof fsGroup === "number" ? [fsGroup] : [])];
  const primary = own?.runAsGroup ?? shared?.runAsGroup;
  const groups = [...new Set(written)].filter((group) => group !== primary).map(String);
  return written.length > 0 ? declared(groups) : byDefault(groups);
}

/** A process of a Windows node is what privileged is elsewhere. */
export function privilegedOf({ securityContext: own }: Container, { securityContext: shared }: PodSpec): Fact<boolean> {
  if (own?.windowsOptions?.hostProcess ?? shared?.windowsOptions?.hostProcess) return declared(true);
  const written = own?.privileged;
  return typeof written === "boolean" ? declared(written) : byDefault(false);
}

const isPrivileged = ({ securityContext }: Container): boolean => securityContext?.privileged ?? false;

export function capabilitiesOf({ securityContext }: Container): Fact<Capabilities> {
  const plain = (names: readonly string[] | null | undefined) =>
    new Set((names ?? []).map((name) => name.toUpperCase().replace(/^CAP_/, "")));
  const written = securityContext?.capabilities;
  const sets = { drop: plain(written?.drop), add: plain(written?.add) };
  return written ? declared(sets) : byDefault(sets);
}

/**
 * Privileges may grow unless that is forbidden, and to forbid it does nothing for who is privileged or has SYS_ADMIN.
 * https://kubernetes.io/docs/tasks/configure-pod-container/security-context/
 */
export function noNewPrivilegesOf(container: Container): Fact<boolean> {
  const capabilities = capabilitiesOf(container);
  const added = capabilities.state === "known" ? capabilities.value.add : new Set<string>();
  if (isPrivileged(container) || added.has("SYS_ADMIN") || added.has("ALL")) return declared(false);
  const mayGrow = container.securityContext?.allowPrivilegeEscalation;
  return typeof mayGrow === "boolean" ? declared(!mayGrow) : byDefault(false);
}

const PROFILES = { Unconfined: "unconfined", RuntimeDefault: "default", Localhost: "profile" } as const;

/**
 * Unset is without a profile, unlike in Docker, and a privileged container is so whatever it says:
 * https://kubernetes.io/docs/tutorials/security/seccomp/
 * A kubelet with `seccompDefault` gives the runtime's, which nothing in a manifest tells:
 * https://kubernetes.io/docs/reference/node/seccomp/
 */
export function seccompOf(container: Container, { securityContext: shared }: PodSpec): Fact<Confinement> {
  if (isPrivileged(container)) return declared("unconfined");
  const written = container.securityContext?.seccompProfile ?? shared?.seccompProfile;
  return written ? declared(PROFILES[written.type]) : byDefault("unconfined");
}

const APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";

/**
 * Unset is the runtime's own profile. Before 1.30 an annotation said it, which a cluster still takes.
 * https://kubernetes.io/docs/tutorials/security/apparmor/
 */
export function appArmorOf(container: Container, { spec, metadata }: Pod): Fact<Confinement> {
  const written = container.securityContext?.appArmorProfile ?? spec.securityContext?.appArmorProfile;
  if (written) return declared(PROFILES[written.type]);
  const annotation = metadata?.annotations?.[APP_ARMOR + container.name];
  if (!annotation) return byDefault("default");
  if (annotation === "runtime/default") return declared("default");
  return declared(annotation.startsWith("localhost/") ? "profile" : "unconfined");
}

const CONTAINER_TYPES = ["", "container_t", "container_init_t", "container_kvm_t", "container_engine_t"];

/**
 * Of another type, user or role only the node's own policy says what they may, so Pod Security takes them for no
 * confinement. https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function seLinuxOf(
  { securityContext: own }: Container,
  { securityContext: shared }: PodSpec,
): Fact<Confinement> {
  const written = own?.seLinuxOptions ?? shared?.seLinuxOptions;
  if (!written) return byDefault("default");
  const isContainers = CONTAINER_TYPES.includes(written.type ?? "") && !written.user && !written.role;
  return declared(isContainers ? "default" : "unconfined");
}

/** https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#proc-access */
export function kernelPathsHiddenOf({ securityContext }: Container): Fact<boolean> {
  const written = securityContext?.procMount;
  return written ? declared(written === "Default") : byDefault(true);
}

/**
 * `hostUsers` is not among them: true is its default, and says no more than a Docker engine without `userns-remap`.
 * https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
 */
export function hostNamespacesOf({ hostNetwork, hostPID, hostIPC }: PodSpec): Fact<ReadonlySet<HostNamespace>> {
  const written = [
    ["network", hostNetwork],
    ["pid", hostPID],
    ["ipc", hostIPC],
  ] as const;
  const shared = new Set(written.flatMap(([name, isShared]) => (isShared ? [name] : [])));
  return written.some(([, isShared]) => typeof isShared === "boolean") ? declared(shared) : byDefault(shared);
}

/** What a pod for Windows nodes has no word for. https://kubernetes.io/docs/concepts/workloads/pods/#pod-os */
export const WITHOUT_A_WORD_ON_WINDOWS = {
  capabilities: UNSAYABLE,
  noNewPrivileges: UNSAYABLE,
  seccomp: UNSAYABLE,
  appArmor: UNSAYABLE,
  seLinux: UNSAYABLE,
  kernelPathsHidden: UNSAYABLE,
  rootReadOnly: UNSAYABLE,
} as const;
