import { byDefault, declared, mapped, UNSAYABLE, type Fact } from "../../facts/fact";
import { joined, type Attributes } from "./attributes";

type Limit = Fact<number | "unlimited">;

/** Where nothing is said there is no limit. https://docs.docker.com/engine/containers/resource_constraints/ */
const NONE: Limit = byDefault("unlimited");

/** Microseconds. https://docs.docker.com/engine/containers/resource_constraints/#configure-the-default-cfs-scheduler */
const PERIOD = 100_000;

const bytes = (mebibytes: number): number => mebibytes * 1024 * 1024;

export function memoryOf(attributes: Attributes): Limit {
  const memory = attributes.number("memory");
  return memory ? mapped(memory, (amount) => (amount > 0 ? bytes(amount) : "unlimited")) : NONE;
}

/** The engine allows as much swap as memory where only memory is limited. https://docs.docker.com/engine/containers/resource_constraints/#--memory-swap-details */
export function memoryAndSwapOf(attributes: Attributes): Limit {
  const said = { memory: attributes.number("memory"), swap: attributes.number("memory_swap") };
  if (said.swap?.state === "known" && said.swap.value !== 0) {
    return declared(said.swap.value < 0 ? "unlimited" : bytes(said.swap.value));
  }
  const limit = joined(said, ({ memory = 0 }) => (memory > 0 ? bytes(memory * 2) : ("unlimited" as const)));
  return limit.state === "known" ? byDefault(limit.value) : limit;
}

export function cpusOf(attributes: Attributes): Limit {
  const said = {
    cpus: attributes.number("cpus"),
    quota: attributes.number("cpu_quota"),
    period: attributes.number("cpu_period"),
  };
  if (said.cpus?.state === "known" && said.cpus.value > 0) return declared(said.cpus.value);
  return joined(said, ({ quota = 0, period = 0 }) => (quota > 0 ? quota / (period || PERIOD) : ("unlimited" as const)));
}

/** The provider has no word for it, but a control group above the container may have the limit. */
export function processesOf(attributes: Attributes): Fact<number | "unlimited" | "slice"> {
  const parent = attributes.text("cgroup_parent");
  if (!parent || (parent.state === "known" && parent.value === "")) return UNSAYABLE;
  return mapped(parent, () => "slice" as const);
}
