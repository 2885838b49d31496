import { z } from "zod";
import type { Attachment, ContainerFacts } from "../../facts/container";
import type { NetworkFacts } from "../../facts/docker";
import { byDefault, declared, type Fact, inPart, unknown } from "../../facts/fact";
import type { Entry } from "./entry";
import { flag, listOf, NO_PARTS, type Parts, partly, text } from "./shapes";

type Networks = ReadonlyMap<string, Entry>;

const attached = z.looseObject({ aliases: listOf(text).optional() }).nullish();
const NETWORKS = z.object({
  networks: z.union([listOf(text), z.record(z.string(), attached)]).optional(),
  network_mode: text.optional(),
  container_name: text.optional(),
  hostname: text.optional(),
});
const EXTERNAL = z.object({ external: z.union([flag, z.looseObject({})]).optional(), name: text.optional() });
const INTERNAL = z.object({ internal: flag });

/** What Compose makes for all that name no other. https://docs.docker.com/compose/how-tos/networking/ */
const DEFAULT = "default";
const BRIDGE = "bridge";
const HOST = "host";

/**
 * `links` give names that only who links can use. https://docs.docker.com/compose/how-tos/networking/
 * A host's name is found by others, too: buildEndpointDNSNames of the engine.
 */
export const networksOf = (service: Entry, networks: Networks): ContainerFacts["networks"] =>
  service.fact(
    NETWORKS,
    ({ networks: said, network_mode: mode, container_name: name, hostname }) => {
      const own = [name, hostname].filter((one) => one !== undefined);
      const attach = (network: string, { known }: Parts<string> = NO_PARTS): Attachment => ({
        network: nameOf(network, networks),
        aliases: [...new Set([...own, ...known])],
      });
      if (mode !== undefined) return declared(/^(bridge|default)$/.test(mode) ? [attach(BRIDGE)] : []);
      const all = attachmentsOf(said);
      if (all.known.some(([network]) => nameOf(network, networks) === HOST)) return declared([]);
      if (all.known.length === 0 && all.isWhole) return byDefault([attach(DEFAULT)]);
      const isWhole = all.isWhole && all.known.every(([, aliases = NO_PARTS]) => aliases.isWhole);
      return partly(
        all.known.map(([network, aliases]) => attach(network, aliases)),
        isWhole,
      );
    },
    byDefault([{ network: nameOf(DEFAULT, networks), aliases: [] }]),
  );

type Attached = readonly [network: string, aliases?: Parts<string> | undefined];

function attachmentsOf(said: z.infer<typeof NETWORKS>["networks"]): Parts<Attached> {
  if (said === undefined) return NO_PARTS;
  if (isParts(said)) return { ...said, known: said.known.map((network) => [network]) };
  return { known: Object.entries(said).map(([network, one]) => [network, one?.aliases]), isWhole: true };
}

const isParts = (said: object): said is Parts<string> => "isWhole" in said && typeof said.isWhole === "boolean";

/** A network of the file may be the namespace of the host. https://docs.docker.com/reference/compose-file/networks/#external */
export function joinsHost(service: Entry, networks: Networks): boolean {
  if (service.has("network_mode")) return false;
  const said = service.fact(
    NETWORKS,
    (all) => declared(attachmentsOf(all.networks).known.some(([network]) => nameOf(network, networks) === HOST)),
    byDefault(false),
  );
  return said.state === "known" && said.value;
}

/** The engine's own networks may have another name in the file. */
function nameOf(network: string, networks: Networks): string {
  const external = networks
    .get(network)
    ?.fact(EXTERNAL, ({ external: is = false, name }) => declared(is !== false && name), unknown("expression"));
  const own = external?.state === "known" ? external.value : false;
  return own === BRIDGE || own === HOST ? own : network;
}

/** The networks that somebody is on: Compose makes no others. */
export function networkFacts(
  containers: readonly ContainerFacts[],
  networks: Networks,
  place: NetworkFacts["at"],
): readonly NetworkFacts[] {
  const members = new Map<string, string[]>();
  for (const { id, networks: on } of containers) {
    const known = on.state === "known" ? on.value : [];
    for (const { network } of known) members.set(network, [...(members.get(network) ?? []), id]);
  }
  members.delete(BRIDGE);
  const isWhole = containers.every(({ networks: on }) => on.state === "known" && on.more === undefined);
  return [...members].map(([name, ids]) => {
    const entry = networks.get(name);
    return {
      id: `networks.${name}`,
      kind: "network",
      source: "compose",
      at: { ...(entry?.place ?? place), address: `networks.${name}` },
      internal: internalOf(entry),
      members: isWhole ? declared(ids) : inPart(ids, "expression"),
    };
  });
}

/** What is external somebody else has made. */
function internalOf(entry: Entry | undefined): Fact<boolean> {
  const open = byDefault(false);
  if (!entry) return open;
  const isExternal = entry.fact(EXTERNAL, ({ external = false }) => declared(external !== false), byDefault(false));
  if (isExternal.state !== "known" || isExternal.value) return unknown("elsewhere");
  return entry.fact(INTERNAL, ({ internal }) => declared(internal), open);
}
