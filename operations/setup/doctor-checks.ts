import type { EnginePlan } from "./engine-plan";
import type { Address } from "./port";
import type { ProviderSource } from "./provider";
import { isNewEnough, type Terraform } from "./terraform";
import { isAtLeast } from "./version";

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  /** `missing`: not there, and the set-up would bring it or the remedy says how. `wrong`: there, but it will not do. */
  readonly state: "ok" | "missing" | "wrong";
  readonly found: string;
  /** What to do; empty when the state is ok. */
  readonly remedy: string;
}

/** What was read from the machine. */
export interface MachineFacts {
  readonly node: string;
  readonly packagesInstalled: boolean;
  readonly terraforms: readonly Terraform[];
  /** Nothing when no source is known without building or asking the network. */
  readonly provider: Omit<ProviderSource, "cliConfigFile"> | undefined;
  readonly engine: {
    readonly where: string;
    readonly plan: EnginePlan;
    readonly running?: RunningEngine;
  };
  /** With why nobody can listen there; nothing when somebody can. */
  readonly ports: readonly (Address & { readonly problem: string | undefined })[];
  /** Where the cache lies. */
  readonly freeBytes: number;
}

export interface RunningEngine {
  readonly version: string;
  readonly apiVersion: string;
  /** "1" or "2". */
  readonly cgroupVersion: string;
  readonly storageDriver: string;
  /** As in `docker info`: "name=seccomp,profile=default". */
  readonly securityOptions: readonly string[];
}

const OLDEST_NODE = "20.19.0";

/** Go's and Docker's own files for one platform take about this much. */
const NEEDED_BYTES = 5 * 2 ** 30;

const SET_UP = "npm run up brings it by itself";

/** All checks, in the order in which the set-up works. */
export function examine(facts: MachineFacts): readonly Check[] {
  return [
    node(facts),
    packages(facts),
    disk(facts),
    terraform(facts),
    provider(facts),
    engine(facts),
    ...details(facts),
    ...ports(facts),
  ];
}

function node({ node: version }: MachineFacts): Check {
  if (isAtLeast(version, OLDEST_NODE)) return ok("Node.js", version);
  return {
    name: "Node.js",
    state: "wrong",
    found: version,
    remedy: `install Node.js ${OLDEST_NODE} or newer: https://nodejs.org`,
  };
}

function packages({ packagesInstalled }: MachineFacts): Check {
  if (packagesInstalled) return ok("npm packages", "installed");
  return { name: "npm packages", state: "missing", found: "no node_modules", remedy: "npm ci" };
}

function disk({ freeBytes }: MachineFacts): Check {
  const found = `${(freeBytes / 2 ** 30).toFixed(1)} GiB free`;
  if (freeBytes >= NEEDED_BYTES) return ok("disk", found);
  return { name: "disk", state: "wrong", found, remedy: "free at least 5 GiB, or point BULWARK_CACHE at another disk" };
}

function terraform({ terraforms }: MachineFacts): Check {
  const name = "Terraform";
  const good = terraforms.find(isNewEnough);
  if (good !== undefined) return ok(name, `${good.flavour} ${good.version}, ${good.path}`);
  const [old] = terraforms;
  if (old === undefined) return { name, state: "missing", found: "neither terraform nor tofu on PATH", remedy: SET_UP };
  return {
    name,
    state: "wrong",
    found: `${old.version}, ${old.path}`,
    remedy: `not used: ${SET_UP}, beside the old one`,
  };
}

function provider({ provider: source }: MachineFacts): Check {
  if (source !== undefined) return ok("docker provider", `${source.from}: ${source.where}`);
  const remedy = `${SET_UP}, from the registry or by building it; or name a mirror in BULWARK_PROVIDER_MIRROR`;
  return { name: "docker provider", state: "missing", found: "not known yet", remedy };
}

function engine({ engine: { where, plan, running } }: MachineFacts): Check {
  const name = "Docker engine";
  if (plan.kind === "refuse")
    return { name, state: running ? "wrong" : "missing", found: where, remedy: plan.error.message };
  if (running !== undefined) return ok(name, `${running.version} (API ${running.apiVersion}), ${where}`);
  if (plan.kind === "wait") return { name, state: "missing", found: "dockerd is starting", remedy: "wait a moment" };
  return { name, state: "missing", found: `none answers at ${where}`, remedy: SET_UP };
}

function details({ engine: { running } }: MachineFacts): readonly Check[] {
  if (running === undefined) return [];
  return [cgroups(running), storage(running), seccomp(running)];
}

function cgroups({ cgroupVersion }: RunningEngine): Check {
  if (cgroupVersion === "1" || cgroupVersion === "2") return ok("cgroups", `version ${cgroupVersion}`);
  const remedy = "mount the cgroup file systems: without them no memory, CPU or process limit holds";
  return { name: "cgroups", state: "wrong", found: cgroupVersion, remedy };
}

function storage({ storageDriver }: RunningEngine): Check {
  if (storageDriver !== "vfs") return ok("storage driver", storageDriver);
  const remedy = "use overlay2: vfs copies every layer, which fills the disk and takes minutes";
  return { name: "storage driver", state: "wrong", found: storageDriver, remedy };
}

function seccomp({ securityOptions }: RunningEngine): Check {
  const found = securityOptions.find((option) => option.startsWith("name=seccomp"));
  if (found !== undefined && !found.includes("unconfined")) return ok("seccomp", found);
  const remedy = "the engine filters no system calls: use a kernel and an engine built with seccomp";
  return { name: "seccomp", state: "wrong", found: found ?? "off", remedy };
}

function ports({ ports: addresses }: MachineFacts): readonly Check[] {
  return addresses.map(({ address, port, problem }) => {
    const name = `port ${address}:${port}`;
    if (problem === undefined) return ok(name, "free");
    const remedy =
      "stop what listens there (sudo ss -ltnp shows it), or publish another port in the environment's YAML";
    return { name, state: "wrong", found: problem === "EADDRINUSE" ? "taken" : problem, remedy };
  });
}

const ok = (name: string, found: string): Check => ({ name, state: "ok", found, remedy: "" });
