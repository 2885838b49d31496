import type { Capabilities, HostNamespace, Seccomp, User } from "../../facts/container";
import { byDefault, declared, unknown, type Fact } from "../../facts/fact";
import type { Container, PodSpec } from "./schema";

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

export const isPrivileged = ({ securityContext }: Container): boolean => securityContext?.privileged ?? false;

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
export function seccompOf(container: Container, { securityContext: shared }: PodSpec): Fact<Seccomp> {
  if (isPrivileged(container)) return declared("unconfined");
  const written = container.securityContext?.seccompProfile ?? shared?.seccompProfile;
  return written ? declared(PROFILES[written.type]) : byDefault("unconfined");
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
