import { z } from "zod";
import type { Capabilities, HostNamespace, Seccomp } from "../../facts/container";
import { byDefault, declared, type Fact } from "../../facts/fact";
import { type Entry, flag, text } from "./entry";

const CAPABILITIES = z.object({ cap_add: z.array(text).optional(), cap_drop: z.array(text).optional() });
const OPTIONS = z.object({ security_opt: z.array(text) });
const NAMESPACES = {
  network_mode: "network",
  pid: "pid",
  ipc: "ipc",
  uts: "uts",
  userns_mode: "user",
} as const satisfies Readonly<Record<string, HostNamespace>>;
const MODES = z.object({
  network_mode: text.optional(),
  pid: text.optional(),
  ipc: text.optional(),
  uts: text.optional(),
  userns_mode: text.optional(),
});

/** https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities */
export const capabilitiesOf = (service: Entry): Fact<Capabilities> =>
  service.fact(
    CAPABILITIES,
    ({ cap_add: add = [], cap_drop: drop = [] }) => declared({ drop: plain(drop), add: plain(add) }),
    byDefault({ drop: plain([]), add: plain([]) }),
  );

const plain = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map((name) => name.toUpperCase().replace(/^CAP_/, "")));

export const privilegedOf = (service: Entry): Fact<boolean> => flagOf(service, "privileged");

export const rootReadOnlyOf = (service: Entry): Fact<boolean> => flagOf(service, "read_only");

const flagOf = (service: Entry, key: string): Fact<boolean> =>
  service.fact(z.object({ [key]: flag }), (said) => declared(said[key]!), byDefault(false));

/** Of an option that is there twice the last one counts. https://docs.docker.com/reference/cli/docker/container/run/#security-opt */
export const noNewPrivilegesOf = (service: Entry): Fact<boolean> =>
  optionOf(service, "no-new-privileges", (value) => /^(true|t|1|)$/i.test(value), false);

/** Unset, the engine applies its own profile. https://docs.docker.com/engine/security/seccomp/ */
export const seccompOf = (service: Entry): Fact<Seccomp> =>
  optionOf(service, "seccomp", (value) => SECCOMP[value] ?? "profile", "default");

const SECCOMP: Readonly<Record<string, Seccomp>> = { unconfined: "unconfined", builtin: "default" };

function optionOf<T>(service: Entry, name: string, read: (value: string) => T, otherwise: T): Fact<T> {
  const option = new RegExp(`^${name}(?:[=:](.*))?$`, "s");
  return service.fact(
    OPTIONS,
    ({ security_opt: options }): Fact<T> => {
      const said = options.map((one) => option.exec(one)).findLast((match) => match !== null);
      return said ? declared(read(said[1] ?? "")) : byDefault(otherwise);
    },
    byDefault(otherwise),
  );
}

/** `service:x` and `container:x` are another container's, not the host's. */
export const hostNamespacesOf = (service: Entry): Fact<ReadonlySet<HostNamespace>> =>
  service.fact(
    MODES,
    (said) => {
      const keys = Object.keys(NAMESPACES) as (keyof typeof NAMESPACES)[];
      return declared(new Set(keys.filter((key) => said[key] === "host").map((key) => NAMESPACES[key])));
    },
    byDefault(new Set<HostNamespace>()),
  );
