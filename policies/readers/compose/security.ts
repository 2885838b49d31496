import { z } from "zod";
import type { Capabilities, Confinement, HostNamespace, SharedNamespace } from "../../facts/container";
import { byDefault, declared, type Fact, inPart, unknown } from "../../facts/fact";
import { parseSecurityOptions, type SecurityOptions } from "../../facts/security-options";
import type { Entry } from "./entry";
import { joinsHost } from "./networks";
import { flag, listOf, NO_PARTS, text } from "./shapes";

const CAPABILITIES = z.object({ cap_add: listOf(text).optional(), cap_drop: listOf(text).optional() });
const PRIVILEGED = z.object({ privileged: flag });
const READ_ONLY = z.object({ read_only: flag });
const OPTIONS = z.object({ security_opt: listOf(text).optional(), privileged: flag.optional() });
const NAMESPACES = {
  network_mode: "network",
  pid: "pid",
  ipc: "ipc",
  uts: "uts",
  userns_mode: "user",
  cgroup: "cgroup",
} as const satisfies Readonly<Record<string, HostNamespace>>;
const MODES = z.object({
  network_mode: text.optional(),
  pid: text.optional(),
  ipc: text.optional(),
  uts: text.optional(),
  userns_mode: text.optional(),
  cgroup: text.optional(),
});

/** https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities */
export const capabilitiesOf = (service: Entry): Fact<Capabilities> =>
  service.fact(
    CAPABILITIES,
    ({ cap_add: add = NO_PARTS, cap_drop: drop = NO_PARTS }) => {
      const known = { drop: plain(drop.known), add: plain(add.known) };
      if (add.isWhole && drop.isWhole) return declared(known);
      // What is dropped where nobody can tell may be all.
      return known.add.size > 0 || known.drop.has("ALL") ? inPart(known, "expression") : unknown("expression");
    },
    byDefault({ drop: plain([]), add: plain([]) }),
  );

const plain = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toUpperCase().replace(/^CAP_/, "")));

export const privilegedOf = (service: Entry): Fact<boolean> =>
  service.fact(PRIVILEGED, ({ privileged }) => declared(privileged), byDefault(false));

export const rootReadOnlyOf = (service: Entry): Fact<boolean> =>
  service.fact(READ_ONLY, (said) => declared(said.read_only), byDefault(false));

export const noNewPrivilegesOf = (service: Entry): Fact<boolean> =>
  optionOf(service, "noNewPrivileges", { plain: false, privileged: false });

/** A profile of the engine's own holds for what is not privileged. */
const CONFINED = { plain: "default", privileged: "unconfined" } as const;

/** https://docs.docker.com/engine/security/seccomp/ */
export const seccompOf = (service: Entry): Fact<Confinement> => optionOf(service, "seccomp", CONFINED);

/** https://docs.docker.com/engine/security/apparmor/ */
export const appArmorOf = (service: Entry): Fact<Confinement> => optionOf(service, "appArmor", CONFINED);

export const seLinuxOf = (service: Entry): Fact<Confinement> => optionOf(service, "seLinux", CONFINED);

export const kernelPathsHiddenOf = (service: Entry): Fact<boolean> =>
  optionOf(service, "kernelPathsHidden", { plain: true, privileged: false });

interface Defaults<T> {
  readonly plain: T;
  readonly privileged: T;
}

/** Privileged takes the engine's own protections away. https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities */
function optionOf<K extends keyof SecurityOptions>(
  service: Entry,
  name: K,
  { plain: otherwise, privileged: without }: Defaults<NonNullable<SecurityOptions[K]>>,
): Fact<NonNullable<SecurityOptions[K]>> {
  return service.fact(
    OPTIONS,
    ({ security_opt: options = NO_PARTS, privileged = false }) => {
      const said = parseSecurityOptions(options.known)[name] as NonNullable<SecurityOptions[K]> | undefined;
      if (said !== undefined) return options.isWhole ? declared(said) : inPart(said, "expression");
      // What is not said may be in the option that nobody can tell.
      if (!options.isWhole) return unknown("expression");
      return privileged && without !== otherwise ? declared(without) : byDefault(otherwise);
    },
    byDefault(otherwise),
  );
}

/** `service:x` and `container:x` are another container's, not the host's. */
export const hostNamespacesOf = (
  service: Entry,
  networks: ReadonlyMap<string, Entry>,
): Fact<ReadonlySet<HostNamespace>> => {
  const network: readonly HostNamespace[] = joinsHost(service, networks) ? ["network"] : [];
  return service.fact(
    MODES,
    (said) => {
      const own = KEYS.filter((key) => said[key] === "host").map((key) => NAMESPACES[key]);
      return declared(new Set([...network, ...own]));
    },
    network.length > 0 ? declared(new Set(network)) : byDefault(new Set<HostNamespace>()),
  );
};

const KEYS = Object.keys(NAMESPACES) as (keyof typeof NAMESPACES)[];

/** https://docs.docker.com/reference/compose-file/services/#network_mode */
export const sharedNamespacesOf = (service: Entry): Fact<readonly SharedNamespace[]> =>
  service.fact(
    MODES,
    (said) =>
      declared(
        KEYS.flatMap((key) => {
          const mode = said[key] ?? "";
          return /^(service|container):/.test(mode) ? [{ namespace: NAMESPACES[key], of: mode }] : [];
        }),
      ),
    byDefault([]),
  );
