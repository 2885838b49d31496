import type { Capabilities, Confinement, ContainerFacts } from "../../facts/container";
import { UNSAYABLE, byDefault, declared, inPart, mapped, unknown, type Fact } from "../../facts/fact";
import { normalizedPath } from "../../facts/place";
import { parseSecurityOptions, type SecurityOptions } from "../../facts/security-options";
import { eachOf, joined, listed, type Attributes, type Said } from "./attributes";

type Security = Pick<ContainerFacts, "noNewPrivileges" | "seccomp" | "appArmor" | "seLinux" | "kernelPathsHidden">;

/** What holds where no option says anything: for a privileged container the profiles do not, nor is anything hidden. */
const DEFAULTS = {
  noNewPrivileges: { plain: false, privileged: false },
  seccomp: { plain: "default", privileged: "unconfined" },
  appArmor: { plain: "default", privileged: "unconfined" },
  seLinux: { plain: "default", privileged: "default" },
  kernelPathsHidden: { plain: true, privileged: false },
} as const satisfies { readonly [K in keyof Security]: Readonly<Record<"plain" | "privileged", SecurityOptions[K]>> };

/**
 * Unset, the engine applies its own profiles. What forbids to gain privileges holds for a privileged container as well.
 * https://docs.docker.com/engine/security/seccomp/
 * https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities
 */
export function securityOf(attributes: Attributes): Security {
  const texts = attributes.texts("security_opts");
  const options = texts && mapped(texts, parseSecurityOptions);
  const privileged = attributes.flag("privileged");
  return {
    noNewPrivileges: optionOf("noNewPrivileges", options, privileged),
    seccomp: optionOf("seccomp", options, privileged),
    appArmor: optionOf("appArmor", options, privileged),
    seLinux: optionOf("seLinux", options, privileged),
    kernelPathsHidden: optionOf("kernelPathsHidden", options, privileged),
  };
}

const NOTHING = { value: undefined, more: undefined };

function optionOf<K extends keyof Security>(
  name: K,
  options: Said<SecurityOptions>,
  privileged: Said<boolean>,
): Security[K];
function optionOf(
  name: keyof Security,
  options: Said<SecurityOptions>,
  privileged: Said<boolean>,
): Fact<boolean | Confinement> {
  if (options && options.state !== "known") return options;
  const { value, more } = options ?? NOTHING;
  const said = value?.[name];
  if (said !== undefined) return more ? inPart(said, more) : declared(said);
  // An option that cannot be told may be this one.
  if (more) return unknown(more);
  const { plain, privileged: without } = DEFAULTS[name];
  if (plain === without || !privileged) return byDefault(plain);
  if (privileged.state !== "known") return privileged;
  return privileged.value ? declared(without) : byDefault(plain);
}

/** https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities */
export function capabilitiesOf(attributes: Attributes): Fact<Capabilities> {
  const plain = (names: readonly string[] = []) => names.map((name) => name.toUpperCase().replace(/^CAP_/, ""));
  const blocks = eachOf(attributes.blocks("capabilities"), (block) =>
    joined({ add: block.texts("add"), drop: block.texts("drop") }, ({ add, drop }) => ({
      add: plain(add),
      drop: plain(drop),
    })),
  );
  const none = { drop: new Set<string>(), add: new Set<string>() };
  if (!blocks) return byDefault(none);
  if (blocks.state !== "known") return blocks;
  return {
    ...blocks,
    value: {
      drop: new Set(blocks.value.flatMap(({ drop }) => drop)),
      add: new Set(blocks.value.flatMap(({ add }) => add)),
    },
  };
}

/** https://docs.docker.com/reference/cli/docker/container/run/#device */
export function devicesOf(attributes: Attributes): Fact<readonly string[]> {
  const devices = eachOf(attributes.blocks("devices"), (block) =>
    joined({ host: block.text("host_path") }, ({ host = "" }) => normalizedPath(host)),
  );
  const requests = eachOf(attributes.blocks("device_requests"), (block) =>
    joined({ driver: block.text("driver"), capabilities: block.texts("capabilities") }, (said) =>
      ["gpu", said.driver, ...(said.capabilities ?? [])].filter(Boolean).join(" "),
    ),
  );
  const gpus = attributes.text("gpus");
  const all = [
    devices,
    attributes.texts("device_cgroup_rules"),
    requests,
    gpus && joined({ gpus }, (said) => [`gpus ${said.gpus}`]),
  ];
  const said = all.filter((one) => one !== undefined);
  if (said.length === 0) return byDefault([]);
  const flat = listed(said);
  return flat.state === "known" ? { ...flat, value: flat.value.flat() } : UNSAYABLE;
}
