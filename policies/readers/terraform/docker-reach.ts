import type { Attachment, Exposure, HostNamespace, SharedNamespace } from "../../facts/container";
import { byDefault, declared, inPart, type Fact, type Why } from "../../facts/fact";
import { boundAddress } from "../../facts/place";
import { eachOf, joined, type Attributes, type Said } from "./attributes";

/** Without an address the engine binds to all of them. https://docs.docker.com/engine/network/#published-ports */
export function exposuresOf(attributes: Attributes): Fact<readonly Exposure[]> {
  const exposures = eachOf(attributes.blocks("ports"), (block) =>
    joined(
      { ip: block.text("ip"), external: block.number("external"), internal: block.number("internal") },
      ({ ip = "", external, internal = 0 }): Exposure => ({
        address: boundAddress(ip),
        hostPort: external === 0 ? undefined : external,
        port: internal,
      }),
    ),
  );
  const all = attributes.flag("publish_all_ports");
  // Which ports these are the image says.
  const isOpen = all?.state === "unknown" || (all?.state === "known" && all.value);
  if (!isOpen) return exposures ?? byDefault([]);
  return inPart(exposures?.state === "known" ? exposures.value : [], "image-decides");
}

const MODES: readonly (readonly [HostNamespace, string])[] = [
  ["network", "network_mode"],
  ["pid", "pid_mode"],
  ["ipc", "ipc_mode"],
  ["user", "userns_mode"],
  ["cgroup", "cgroupns_mode"],
];

export function hostNamespacesOf(attributes: Attributes): Fact<ReadonlySet<HostNamespace>> {
  const said = modesOf(attributes);
  const shared = new Set(said.modes.filter(([, mode]) => mode === "host").map(([name]) => name));
  if (said.open) return inPart(shared, said.open);
  return said.modes.length > 0 ? declared(shared) : byDefault(shared);
}

/** https://docs.docker.com/engine/network/#container-networks */
export function sharedNamespacesOf(attributes: Attributes): Fact<readonly SharedNamespace[]> {
  const { modes, open } = modesOf(attributes);
  const shared = modes.flatMap(([namespace, mode]) => {
    const of = /^container:(.*)$/.exec(mode)?.[1];
    return of === undefined ? [] : [{ namespace, of }];
  });
  if (open) return inPart(shared, open);
  return shared.length > 0 ? declared(shared) : byDefault([]);
}

function modesOf(attributes: Attributes): {
  modes: readonly (readonly [HostNamespace, string])[];
  open: Why | undefined;
} {
  const said = MODES.map(([name, attribute]) => [name, attributes.text(attribute)] as const);
  return {
    modes: said.flatMap(([name, fact]) => (fact?.state === "known" ? [[name, fact.value] as const] : [])),
    open: said.map(([, fact]) => (fact?.state === "unknown" ? fact.why : undefined)).find((why) => why !== undefined),
  };
}

/** https://docs.docker.com/engine/network/#container-networks */
const OWN_OR_SHARED = /^(none|host|container:.*)$/;

/** Without a word the engine gives its default network, where all such containers find each other by address. */
export function attachmentsOf(attributes: Attributes): Fact<readonly Attachment[]> {
  const mode = attributes.text("network_mode");
  const networks = networksOf(attributes);
  if (mode?.state === "unknown") return networks?.state === "known" ? inPart(networks.value, mode.why) : mode;
  const said = mode?.state === "known" ? mode.value : "";
  if (OWN_OR_SHARED.test(said)) return networks ?? declared([]);
  if (networks) return networks;
  const isDefault = said === "" || said === "default";
  return isDefault ? byDefault([BRIDGE]) : declared([{ network: said, aliases: [] }]);
}

/** Others find a container by its host name as well. https://docs.docker.com/engine/network/#dns-services */
function networksOf(attributes: Attributes): Said<readonly Attachment[]> {
  const hostname = attributes.text("hostname");
  const networks = eachOf(attributes.blocks("networks_advanced"), (block) => {
    const said = { network: block.text("name"), aliases: block.texts("aliases"), hostname };
    return joined(said, ({ network = "", aliases = [], hostname: name = "" }): Attachment => ({
      network,
      aliases: name === "" ? aliases : [...aliases, name],
    }));
  });
  return networks?.state === "known" && networks.value.length === 0 && !networks.more ? undefined : networks;
}

const BRIDGE: Attachment = { network: "bridge", aliases: [] };
