import {
  JobReach,
  isProber,
  isWayIn,
  routedName,
  type Component,
  type Relations,
  type ScheduledJob,
  type Spec,
} from "../../../core";

export interface PlannedNetwork {
  readonly name: string;
  /** False for the networks that reach out: the edges of those that publish or must get out, and those of externals. */
  readonly internal: boolean;
}

export interface Membership {
  readonly network: string;
  /** The names by which others find the component there: a name of its own per network, or it could resolve to the wrong address. */
  readonly aliases: readonly string[];
}

/** What says where a job is and how it is found there. */
type Found = Pick<ScheduledJob, "reach" | "alias">;

/** Which networks there are and who is on which: a component owns one when somebody needs it, its own jobs included, and those who do join. */
export class NetworkPlan {
  private readonly owners: ReadonlySet<string>;
  private readonly reaching: ReadonlySet<string>;

  constructor(
    private readonly environment: string,
    components: readonly Component[],
    private readonly relations: Relations,
    private readonly specs: ReadonlyMap<Component, Spec>,
  ) {
    const joined = components.flatMap((one) => one.peers(relations));
    const reachedByJobs = [...specs].filter(([, spec]) => hasTask(spec, JobReach.OWN));
    this.owners = new Set([...joined, ...reachedByJobs.map(([component]) => component)].map(({ network }) => network));
    this.reaching = new Set(joined.filter((peer) => !peer.isolated).map((peer) => peer.network));
  }

  networks(): readonly PlannedNetwork[] {
    const joined = [...this.owners].map((name) => ({ name: this.named(name), internal: !this.reaching.has(name) }));
    const edges = [...this.specs]
      .filter(([component, spec]) => hasEdge(component, spec) || hasTask(spec, JobReach.OUTSIDE))
      .map(([component]) => ({ name: this.edgeOf(component), internal: false }));
    return [...joined, ...edges].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Sorted by name, so that a further network changes nothing but itself. */
  membershipsOf(component: Component, spec: Spec): readonly Membership[] {
    const found = new Map<string, Membership>();
    for (const peer of component.peers(this.relations)) {
      const aliases = isWayIn(peer) || isProber(peer) ? [routedName(component.name, peer.name)] : [];
      found.set(peer.network, { network: this.named(peer.network), aliases });
    }
    if (this.owners.has(component.network)) {
      found.set(component.network, { network: this.named(component.network), aliases: [component.name] });
    }
    const isFound = (spec.scheduled ?? []).some(({ alias }) => alias !== undefined);
    const aliases = isFound ? [component.name] : [];
    if (hasEdge(component, spec)) found.set("edge", { network: this.edgeOf(component), aliases });
    return [...found.values()].sort((a, b) => (a.network < b.network ? -1 : 1));
  }

  /** The networks that a job of the component joins. Others ask no job, so it has no name there and the way in no road to it. */
  membershipsOfJob(component: Component, { reach = JobReach.NONE, alias }: Found): readonly Membership[] {
    const aliases = alias === undefined ? [] : [alias];
    if (reach === JobReach.OUTSIDE) return [{ network: this.edgeOf(component), aliases }];
    const peers = component.peersOfJobs(this.relations).filter((peer) => !isWayIn(peer));
    const joined = { [JobReach.NONE]: [], [JobReach.OWN]: [component], [JobReach.PEERS]: peers }[reach];
    const names = new Set(joined.map(({ network }) => this.named(network)));
    return [...names].sort().map((network) => ({ network, aliases: [] }));
  }

  private named(network: string): string {
    return `${this.environment}-${network}`;
  }

  private edgeOf(component: Component): string {
    return `${this.environment}-${component.name}-edge`;
  }
}

const hasEdge = ({ reachesOut }: Component, { publishes }: Spec) => reachesOut || publishes.length > 0;

const hasTask = ({ jobs, scheduled = [] }: Spec, wanted: JobReach): boolean =>
  [...jobs, ...scheduled].some(({ reach }) => reach === wanted);
