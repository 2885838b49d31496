import type { ContainerFacts } from "../../../policies/facts/container";
import { byDefault, declared, inPart } from "../../../policies/facts/fact";
import { parseUser } from "../../../policies/facts/user";
import { casesOf } from "../../support/policies/cases";
import { container } from "../../support/policies/container";

const NONE = { drop: new Set<string>(), add: new Set<string>() };

const runsAs = (text: string) => ({ user: declared(parseUser(text)) });
const sysctl = (name: string, value: string) => ({ sysctls: declared(new Map([[name, value]])) });
const joins = (namespace: "network" | "pid", other: Partial<ContainerFacts> = {}) => ({
  sharedNamespaces: declared([{ namespace, of: "service:vpn" }]),
  ...other,
});

/** What a container may do. */
export const confinementCases = casesOf("container", container, {
  "BWK-user": {
    breaks: [
      [runsAs("root"), "runs as root (root)"],
      [runsAs("0:0"), "runs as root (0:0)"],
      [runsAs("00"), "runs as root (00)"],
      [runsAs("+0:-0"), "runs as root (+0:-0)"],
      [runsAs(":1000"), "runs as root (:1000)"],
      [runsAs("1000:root"), "runs in the group of root (1000:root)"],
      [runsAs("postgres:0"), "runs in the group of root (postgres:0)"],
    ],
    keeps: [runsAs("1000:1000"), { user: declared({ uid: undefined, gid: undefined, text: "not root" }) }],
    cannotTell: [
      [runsAs("postgres"), "'postgres' is a name that only the image knows"],
      [runsAs("4294967296:1"), "'4294967296:1' is a name that only the image knows"],
      [runsAs("-1:1"), "'-1:1' is a name that only the image knows"],
      [runsAs("1000:"), "'1000:' has a group that only the image knows"],
      [runsAs("1000:staff"), "'1000:staff' has a group that only the image knows"],
      [runsAs("1000"), "'1000' has no group: the image decides, and root's is that of a user it does not know"],
    ],
  },
  "BWK-groups": {
    breaks: [
      [{ groups: declared(["20001", "docker", "0"]) }, "is in groups that open the host: 0, docker"],
      [{ groups: declared(["00", "+6", "1000"]) }, "is in groups that open the host: +6, 00"],
      [{ groups: inPart(["disk"], "expression") }, "is in groups that open the host: disk"],
    ],
    keeps: [{ groups: declared(["20001", "video"]) }, { groups: byDefault([]) }],
  },
  "BWK-privileged": {
    breaks: [[{ privileged: declared(true) }, "is privileged"]],
    keeps: [{ privileged: byDefault(false) }],
  },
  "BWK-capabilities": {
    breaks: [
      [{ capabilities: byDefault(NONE) }, "keeps capabilities: ALL are not dropped, by default"],
      [{ capabilities: declared({ ...NONE, drop: new Set(["NET_RAW"]) }) }, "keeps capabilities: ALL are not dropped"],
      [
        { capabilities: declared({ drop: new Set(["ALL"]), add: new Set(["SYS_ADMIN", "NET_ADMIN"]) }) },
        "has capabilities added: NET_ADMIN, SYS_ADMIN",
      ],
    ],
    keeps: [{ capabilities: declared({ drop: new Set(["ALL"]), add: new Set(["NET_BIND_SERVICE"]) }) }],
  },
  "BWK-no-new-privileges": {
    breaks: [[{ noNewPrivileges: byDefault(false) }, "may gain privileges, by default"]],
    keeps: [{ noNewPrivileges: byDefault(true) }],
  },
  "BWK-seccomp": {
    breaks: [[{ seccomp: declared("unconfined") }, "has no seccomp profile"]],
    keeps: [{ seccomp: byDefault("default") }, { seccomp: declared("profile") }],
  },
  "BWK-app-armor": {
    breaks: [[{ appArmor: declared("unconfined") }, "has no AppArmor profile"]],
    keeps: [{ appArmor: byDefault("default") }, { appArmor: declared("profile") }],
  },
  "BWK-se-linux": {
    breaks: [[{ seLinux: declared("unconfined") }, "is not confined by SELinux"]],
    keeps: [{ seLinux: byDefault("default") }, { seLinux: declared("profile") }],
  },
  "BWK-kernel-paths": {
    breaks: [[{ kernelPathsHidden: declared(false) }, "sees what is hidden of /proc and /sys"]],
    keeps: [{ kernelPathsHidden: byDefault(true) }],
  },
  "BWK-read-only-root": {
    breaks: [[{ rootReadOnly: byDefault(false) }, "may write to its root file system, by default"]],
    keeps: [{ lifetime: "task" }],
    notApplicable: [{ rootReadOnly: declared(false), lifetime: "inert" }],
  },
  "BWK-runtime": {
    breaks: [[{ runtime: declared("nvidia") }, "runs by 'nvidia', of which is not known what it confines"]],
    keeps: ["", "runc", "crun", "youki", "runsc", "kata-qemu", "io.containerd.runc.v2", "io.containerd.kata.v2"].map(
      (name) => ({ runtime: declared(name) }),
    ),
  },
  "BWK-sysctls": {
    breaks: [
      [sysctl("kernel.msgmax", "65536"), "sets switches of the kernel: kernel.msgmax=65536"],
      [sysctl("net.ipv4.conf.all.forwarding", "1"), "sets switches of the kernel: net.ipv4.conf.all.forwarding=1"],
    ],
    keeps: [sysctl("net.ipv4.tcp_syncookies", "1"), sysctl("net/ipv4/ip_unprivileged_port_start", "0")],
  },
  "BWK-host-namespaces": {
    breaks: [
      [{ hostNamespaces: declared(new Set(["pid", "network"] as const)) }, "shares with the host: network, pid"],
    ],
    keeps: [{ hostNamespaces: byDefault(new Set<never>()) }],
  },
  "BWK-shared-namespaces": {
    breaks: [
      [joins("network"), "joins another container: network of service:vpn"],
      [joins("pid", { lifetime: "task" }), "joins another container: pid of service:vpn"],
      [
        joins("network", { lifetime: "task", networks: declared([]) }),
        "joins another container: network of service:vpn",
      ],
    ],
    keeps: [joins("pid", { lifetime: "task", networks: declared([]) }), { sharedNamespaces: byDefault([]) }],
    notApplicable: [joins("pid", { lifetime: "inert" })],
  },
  "BWK-ignored-changes": {
    breaks: [
      [{ ignoredChanges: declared(["user", "labels", "image"]) }, "ignores later changes of image, user"],
      [{ ignoredChanges: inPart(["user"], "expression") }, "ignores later changes of user"],
    ],
    keeps: [{ ignoredChanges: declared(["labels", "stopNeedSeconds"]) }],
  },
});
