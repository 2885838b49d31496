import type { ContainerFacts } from "../../facts/container";
import { containerFacts } from "./docker-container";
import type { ChartFile, Resource } from "./resource";

export interface Besides {
  /** The text of a file of a chart; without it no chart is looked into. */
  readonly chartFile?: ChartFile | undefined;
  /** Resources that a plan takes away. */
  readonly gone?: readonly Resource[];
  /** Policies that are put together by data sources, by their addresses. */
  readonly documents?: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** What a root module holds besides what one reads. */
export class Surroundings {
  private readonly byType = new Map<string, Resource[]>();
  private readonly byName = new Map<string, Resource>();
  private readonly byAddress = new Map<string, Resource>();
  private known: readonly ContainerFacts[] | undefined;
  private members: ReadonlyMap<string, readonly ContainerFacts[]> | undefined;
  private users: ReadonlyMap<string, readonly ContainerFacts[]> | undefined;
  private areNetworksTold: boolean | undefined;

  constructor(
    resources: readonly Resource[],
    private readonly besides: Besides = {},
  ) {
    for (const resource of resources) {
      const group = this.byType.get(resource.type);
      if (group) group.push(resource);
      else this.byType.set(resource.type, [resource]);
      this.byAddress.set(resource.address, resource);
      const name = resource.attributes.text("name");
      if (name?.state === "known") this.byName.set(`${resource.type} ${name.value}`, resource);
    }
  }

  get types(): Iterable<readonly [type: string, all: readonly Resource[]]> {
    return this.byType;
  }

  /** What the provider's world calls so. */
  named(type: string, name: string): Resource | undefined {
    return this.byName.get(`${type} ${name}`);
  }

  /** What Terraform calls so. */
  at(address: string): Resource | undefined {
    return this.byAddress.get(address);
  }

  ofType(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** What a data source makes a policy of. */
  document(address: string): Readonly<Record<string, unknown>> | undefined {
    return this.besides.documents?.get(address);
  }

  get containers(): readonly ContainerFacts[] {
    return (this.known ??= (this.byType.get("docker_container") ?? []).map((one) => containerFacts(one, this)));
  }

  get chartFile(): ChartFile | undefined {
    return this.besides.chartFile;
  }

  get gone(): readonly Resource[] {
    return this.besides.gone ?? [];
  }

  /** Those that are told to be on a network. */
  onNetwork(name: string): readonly ContainerFacts[] {
    this.members ??= grouped(this.containers, ({ networks }) =>
      networks.state === "known" ? networks.value.map(({ network }) => network) : [],
    );
    return this.members.get(name) ?? [];
  }

  /** Whether it is told of every container on which networks it is. */
  get tellsNetworks(): boolean {
    return (this.areNetworksTold ??= this.containers.every(
      ({ networks }) => networks.state === "known" && networks.more === undefined,
    ));
  }

  /** Those that mount a volume of this name, or did. */
  withVolume(name: string): readonly ContainerFacts[] {
    this.users ??= grouped(this.everyContainer, ({ mounts }) =>
      mounts.state === "known" ? mounts.value.filter(({ kind }) => kind === "volume").map(({ source }) => source) : [],
    );
    return this.users.get(name) ?? [];
  }

  /** Those that are there, and those that were. */
  private get everyContainer(): readonly ContainerFacts[] {
    const gone = this.gone.filter(({ type }) => type === "docker_container");
    return [...this.containers, ...gone.map((one) => containerFacts(one, this))];
  }
}

function grouped(
  containers: readonly ContainerFacts[],
  namesOf: (container: ContainerFacts) => readonly string[],
): ReadonlyMap<string, readonly ContainerFacts[]> {
  const groups = new Map<string, ContainerFacts[]>();
  for (const container of containers) {
    for (const name of new Set(namesOf(container))) {
      const group = groups.get(name);
      if (group) group.push(container);
      else groups.set(name, [container]);
    }
  }
  return groups;
}
