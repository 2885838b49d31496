import { judge } from "../evaluate";
import type { Rule } from "../rule";

/** Those that are one's own in each container, and take nothing from others. */
const SAFE: ReadonlySet<string> = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
]);

export const sysctls: Rule<"container"> = {
  id: "BWK-sysctls",
  title: "sets no switch of the kernel beyond the safe ones",
  severity: "medium",
  why: "Others take memory from every container of the host, or switch a protection of the network off.",
  fix: "Take the sysctl away, or set it on the host for all.",
  bad: `sysctls: { net.ipv4.conf.all.accept_redirects: 1 }`,
  good: `sysctls: { net.ipv4.ip_unprivileged_port_start: 0 }`,
  references: [
    "https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls",
    "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  ],
  on: "container",
  needs: ["sysctls"],
  check: (container) =>
    judge(container.sysctls, "its sysctls", (all) => {
      const found = [...all].filter(([name]) => !SAFE.has(name.replaceAll("/", ".")));
      const said = found.map(([name, value]) => `${name}=${value}`).sort();
      return said.length === 0 ? undefined : `sets switches of the kernel: ${said.join(", ")}`;
    }),
};
