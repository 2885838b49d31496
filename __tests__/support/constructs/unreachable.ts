import {
  JobReach,
  specsOf,
  type Component,
  type Connection,
  type Spec,
  type SpecContext,
} from "../../../constructs/core";
import { NetworkPlan, type Membership } from "../../../constructs/targets/docker/private/network-plan";
import type { RecordingTarget } from "./recording-target";

/** Connections that Docker does not carry: their ends share no network, or share none where the other one has the name that is asked for. */
export function unreachable({ all, context }: RecordingTarget): readonly string[] {
  const specs = specsOf(all, context);
  return new Networks(specs, new NetworkPlan("test", all, context.relations, specs), context).unreachable();
}

class Networks {
  constructor(
    private readonly specs: ReadonlyMap<Component, Spec>,
    private readonly plan: NetworkPlan,
    private readonly context: SpecContext,
  ) {}

  unreachable(): readonly string[] {
    const { relations } = this.context;
    return [...this.specs].flatMap(([one, spec]) => [
      ...this.lost(one, this.of(one), one.connections(relations)).map((to) => `${one.name} to ${to}`),
      ...(reachesPeers(spec) ? this.lost(one, this.ofJobs(one), one.connectionsOfJobs(relations)) : []).map(
        (to) => `a job of ${one.name} to ${to}`,
      ),
    ]);
  }

  private lost(from: Component, own: readonly Membership[], connections: readonly Connection[]): readonly string[] {
    return connections.filter(({ to }) => !this.finds(from, own, to)).map(({ to, port }) => `${to.name}:${port}`);
  }

  private finds(from: Component, own: readonly Membership[], to: Component): boolean {
    const shared = this.of(to).filter(({ network }) => own.some((one) => one.network === network));
    const address = this.context.addresses.replicasOf(to, from);
    return shared.some(({ aliases }) => !this.specs.has(to) || aliases.includes(address));
  }

  /** What lies outside is reached through the network that is named after it. */
  private of(one: Component): readonly Membership[] {
    const spec = this.specs.get(one);
    return spec ? this.plan.membershipsOf(one, spec) : [{ network: `test-${one.network}`, aliases: [] }];
  }

  private ofJobs(one: Component): readonly Membership[] {
    return this.plan.membershipsOfJob(one, { reach: JobReach.PEERS });
  }
}

const reachesPeers = ({ jobs, scheduled = [] }: Spec): boolean =>
  [...jobs, ...scheduled].some(({ reach }) => reach === JobReach.PEERS);
