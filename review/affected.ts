import type { ContainerFacts } from "../policies/facts/container";
import type { Fact } from "../policies/facts/fact";
import { subjectsOf, type Platform } from "../policies/facts/subject";
import type { ResourceChange } from "./resource";

/** More are told by their number. */
const MANY = 50;

/** Who uses what changes: layers that find it on a network by a name, that are on a network, or that mount a volume. */
export class Users {
  /** By a network: who is found on it, and who is on it. */
  private readonly servers = new Map<string, Set<string>>();
  private readonly members = new Map<string, Set<string>>();
  private readonly mounted = new Map<string, Set<string>>();
  private readonly layerOf = new Map<string, string>();
  private readonly networksOf = new Map<string, readonly string[]>();

  constructor(platform: Platform | undefined) {
    for (const one of platform ? subjectsOf(platform, "container") : []) this.add(one);
  }

  /** Layers by their names, in their order; none where nobody is known. */
  of({ type, address, before, after }: ResourceChange): readonly string[] {
    const name = textOf((before ?? after)?.["name"]);
    if (type === "docker_network") return listed(this.members.get(name));
    if (type === "docker_volume") return listed(this.mounted.get(name));
    const own = this.layerOf.get(address);
    if (own === undefined) return [];
    const served = (this.networksOf.get(address) ?? []).filter((network) => this.servers.get(network)?.has(own));
    const users = served.flatMap((network) =>
      // Who is found by a name on the same network serves there too, and asks nobody by that.
      [...(this.members.get(network) ?? [])].filter((layer) => !this.servers.get(network)!.has(layer)),
    );
    return listed(new Set(users));
  }

  private add({ id, lifetime, replicaOf, networks, mounts }: ContainerFacts): void {
    if (lifetime !== "service") return;
    this.layerOf.set(id, replicaOf);
    const attached = known(networks);
    this.networksOf.set(id, [...new Set(attached.map(({ network }) => network))]);
    for (const { network, aliases } of attached) {
      addTo(this.members, network, replicaOf);
      if (aliases.length > 0) addTo(this.servers, network, replicaOf);
    }
    for (const { kind, source } of known(mounts)) if (kind === "volume") addTo(this.mounted, source, replicaOf);
  }
}

const known = <T>(fact: Fact<readonly T[]>): readonly T[] => (fact.state === "known" ? fact.value : []);

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function listed(layers: ReadonlySet<string> | undefined): readonly string[] {
  const all = [...(layers ?? [])].sort();
  return all.length > MANY ? [...all.slice(0, MANY), `${all.length - MANY} more`] : all;
}

function addTo(all: Map<string, Set<string>>, key: string, value: string): void {
  const there = all.get(key);
  if (there) there.add(value);
  else all.set(key, new Set([value]));
}
