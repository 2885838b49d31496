import { subjectsOf, type Platform } from "../../policies/facts/subject";
import type { Way } from "../model";
import type { Ways } from "./change";
import type { Compared } from "./compared";
import { membershipIn, oldNamesOf } from "./networks";
import { addressInWords } from "./order/exposures";

/** Of a network with more members, each reaches all on it: pairs would be told by the thousand. */
const MANY = 60;

/** Pairs of one stack that are told; more networks are told by their members. */
const MOST_PAIRS = 20_000;

/** So many ways of one stack are kept, those that are no longer or newly there first. */
export const MOST_WAYS = 4_000;

/** Who reaches whom, before and after, as far as it is known: layers by networks, hosts by published ports. */
export function waysBetween(compared: readonly Compared[]): Ways {
  const stacks = compared.map(waysOf);
  return { ways: stacks.flatMap(({ ways }) => ways), left: stacks.reduce((sum, { left }) => sum + left, 0) };
}

function waysOf({ stack, pairs, base, head }: Compared): Ways {
  const names = new Map([...oldNamesOf(pairs)].map(([after, before]) => [before, after]));
  const [was, is] = [membersOf(base.platform, (layer) => names.get(layer) ?? layer), membersOf(head.platform)];
  const crowded = crowdedIn(was, is);
  const before = new Map([...meetingsIn(was, crowded), ...portsIn(base.platform, names)]);
  const after = new Map([...meetingsIn(is, crowded), ...portsIn(head.platform)]);
  const both = [...after].filter(([key]) => before.has(key)).map(([, way]) => ({ ...way, when: "both" as const }));
  const added = [...after].filter(([key]) => !before.has(key)).map(([, way]) => ({ ...way, when: "after" as const }));
  const gone = [...before].filter(([key]) => !after.has(key)).map(([, way]) => ({ ...way, when: "before" as const }));
  const all = [...added, ...gone, ...both].map((way): Way => ({ stack, ...way }));
  return { ways: all.slice(0, MOST_WAYS), left: Math.max(0, all.length - MOST_WAYS) };
}

type OneWay = Pick<Way, "from" | "to" | "via">;
type Members = ReadonlyMap<string, ReadonlySet<string>>;

/** Members of each network, by the names that they have in the head. */
const membersOf = (platform: Platform, nameOf = (layer: string) => layer): Members =>
  new Map(
    [...membershipIn(platform).membersOf].map(([network, layers]) => [network, new Set([...layers].map(nameOf))]),
  );

/** Networks that are told by their members, on both sides alike, or a further member would make all of them new. */
function crowdedIn(was: Members, is: Members): ReadonlySet<string> {
  let room = MOST_PAIRS;
  const sizes = [...new Set([...was.keys(), ...is.keys()])].map((network) => ({
    network,
    size: Math.max(was.get(network)?.size ?? 0, is.get(network)?.size ?? 0),
  }));
  const told = sizes
    .sort((one, other) => one.size - other.size)
    .filter(({ size }) => size <= MANY && (room -= size * size) >= 0);
  const byPairs = new Set(told.map(({ network }) => network));
  return new Set(sizes.map(({ network }) => network).filter((network) => !byPairs.has(network)));
}

/** Reach goes both ways in a network, and is told once; who meets by several networks is told with all of them. */
function meetingsIn(members: Members, crowded: ReadonlySet<string>): ReadonlyMap<string, OneWay> {
  const met = new Map<string, { from: string; to: string; networks: string[] }>();
  const meet = (from: string, to: string, network: string) => {
    const key = JSON.stringify([from, to]);
    const known = met.get(key);
    if (known) known.networks.push(network);
    else met.set(key, { from, to, networks: [network] });
  };
  for (const [network, layers] of members) {
    const all = [...layers].sort();
    if (crowded.has(network)) for (const layer of all) meet(layer, `all on ${network}`, network);
    else all.forEach((from, at) => all.slice(at + 1).forEach((to) => meet(from, to, network)));
  }
  return new Map(
    [...met].map(([key, { from, to, networks }]) => [
      key,
      { from, to, via: `${networks.length === 1 ? "network" : "networks"} ${networks.join(", ")}` },
    ]),
  );
}

/** Who reaches an address of the host reaches what is published there. */
function portsIn(platform: Platform, names: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, OneWay> {
  const ways = subjectsOf(platform, "container").flatMap(({ replicaOf, lifetime, exposures }): OneWay[] => {
    if (lifetime === "inert" || exposures.state !== "known") return [];
    return exposures.value.map(({ address, hostPort, port }) => ({
      from: `${addressInWords(address)} of the host`,
      to: names.get(replicaOf) ?? replicaOf,
      via: `port ${hostPort ?? port}`,
    }));
  });
  return new Map(ways.map((way) => [JSON.stringify([way.from, way.to, way.via]), way]));
}
