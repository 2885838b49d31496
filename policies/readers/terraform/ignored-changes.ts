import { ownIn } from "../objects";
import type { ContainerFacts } from "../../facts/container";
import { byDefault, mapped, type Fact } from "../../facts/fact";

type Name = keyof ContainerFacts;

/** The facts that an attribute is part of. */
const FACTS: Readonly<Record<string, readonly Name[]>> = {
  image: ["image"],
  user: ["user"],
  group_add: ["groups"],
  privileged: ["privileged", "seccomp", "appArmor", "kernelPathsHidden"],
  capabilities: ["capabilities"],
  security_opts: ["noNewPrivileges", "seccomp", "appArmor", "seLinux", "kernelPathsHidden"],
  read_only: ["rootReadOnly"],
  memory: ["memoryBytes"],
  memory_swap: ["memoryAndSwapBytes"],
  cpus: ["cpus"],
  cpu_quota: ["cpus"],
  cpu_period: ["cpus"],
  cgroup_parent: ["processes"],
  healthcheck: ["health"],
  restart: ["restart"],
  max_retry_count: ["restart"],
  destroy_grace_seconds: ["stopGraceSeconds"],
  stop_timeout: ["stopNeedSeconds"],
  mounts: ["mounts"],
  volumes: ["mounts"],
  tmpfs: ["mounts"],
  devices: ["devices"],
  device_requests: ["devices"],
  device_cgroup_rules: ["devices"],
  gpus: ["devices"],
  runtime: ["runtime"],
  sysctls: ["sysctls"],
  ports: ["exposures"],
  publish_all_ports: ["exposures"],
  network_mode: ["networks", "hostNamespaces", "sharedNamespaces"],
  networks_advanced: ["networks"],
  pid_mode: ["hostNamespaces", "sharedNamespaces"],
  ipc_mode: ["hostNamespaces", "sharedNamespaces"],
  userns_mode: ["hostNamespaces"],
  cgroupns_mode: ["hostNamespaces"],
  env: ["environment"],
  command: ["command"],
  entrypoint: ["command"],
  labels: ["labels"],
  upload: ["uploads"],
  log_driver: ["logLimit"],
  log_opts: ["logLimit", "logOptions"],
};

/** Facts whose later edits would be ignored; of `all` every one of them. */
export function ignoredOf(ignored: Fact<readonly string[] | "all">): Fact<readonly Name[]> {
  if (ignored.state === "known" && ignored.from === "default") return byDefault([]);
  return mapped(ignored, (names) => {
    const attributes = names === "all" ? Object.keys(FACTS) : names.map((name) => /^\w+/.exec(name)?.[0] ?? name);
    return [...new Set(attributes.flatMap((name) => ownIn(FACTS, name) ?? []))];
  });
}
