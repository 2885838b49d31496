import { isIPv4 } from "node:net";
import {
  JobPhase,
  JobReach,
  hasLate,
  isScrapeable,
  type Component,
  type Relations,
  type ScheduledJob,
  type Spec,
  type Task,
} from "../../../core";
import { SERVER, jobPart } from "./names";
import { isInside } from "./tasks";
import type { NetworkValues, OutsideValues, PeerValues, ReachValues } from "./values";

/** The cloud's metadata service, which hands out credentials, and what else is local to a link. */
const NEVER = ["169.254.0.0/16"];

type Found = Pick<ScheduledJob, "reach" | "alias" | "name">;

/** Who opens connections to whom: each policy says it from its own side, and both must allow it. */
export class Reach {
  constructor(
    private readonly specs: ReadonlyMap<Component, Spec>,
    private readonly relations: Relations,
    private readonly namespaceOf: (component: Component) => string,
  ) {}

  ofServer(component: Component): NetworkValues {
    const spec = this.specs.get(component)!;
    const published = spec.publishes.map(({ port }) => port);
    return {
      to: [...this.peers(component, component.connections(this.relations)), ...this.ownJobs(component, spec)],
      outside: [
        ...this.externals(component, component.connections(this.relations)),
        ...(component.reachesOut ? [anywhere([], reasonOf(spec))] : []),
      ],
      from: [...this.users(component), ...this.ownTasks(component, spec)],
      ...(published.length > 0 ? { open: { ports: published, reason: reasonOf(spec) } } : {}),
    };
  }

  ofTask(component: Component, { reach = JobReach.NONE, alias }: Found): ReachValues & Pick<NetworkValues, "from"> {
    const spec = this.specs.get(component)!;
    const own = { ...this.peer(component, component), part: SERVER, ports: portsOf(component) };
    const from = alias === undefined ? [] : [{ ...own, ports: [] }];
    if (reach === JobReach.NONE) return { to: [], outside: [], from };
    if (reach === JobReach.OWN) return { to: [own], outside: [], from };
    if (reach === JobReach.OUTSIDE) {
      return { to: alias === undefined ? [] : [own], outside: [anywhere([], reasonOf(spec))], from };
    }
    const connections = component.connectionsOfJobs(this.relations);
    return { to: this.peers(component, connections), outside: this.externals(component, connections), from };
  }

  /** Those who open connections to a component: servers, and jobs that reach the peers of theirs. */
  private users(component: Component): readonly PeerValues[] {
    return [...this.specs].flatMap(([user, spec]) => {
      const those = (all: ReturnType<Component["connections"]>) =>
        all.filter(({ to }) => to === component).map(({ port }) => port);
      const served = those(user.connections(this.relations));
      const jobs = tasksOf(spec).filter(({ reach }) => reach === JobReach.PEERS);
      const prepared = jobs.length > 0 ? those(user.connectionsOfJobs(this.relations)) : [];
      return [
        ...(served.length > 0 ? [{ ...this.peer(user, component), part: SERVER, ports: unique(served) }] : []),
        ...(prepared.length > 0
          ? jobs.map(({ name }) => ({ ...this.peer(user, component), part: jobPart(name), ports: unique(prepared) }))
          : []),
      ];
    });
  }

  /** Its own jobs that talk to it, and a keeper, which asks it by its name. */
  private ownTasks(component: Component, spec: Spec): readonly PeerValues[] {
    const ports = portsOf(component);
    const asking = tasksOf(spec).filter(({ reach, alias }) => reach === JobReach.OWN || alias !== undefined);
    const parts = new Set(asking.map(({ name, phase }) => (isInside(phase) ? SERVER : jobPart(name))));
    return [...parts].map((part) => ({ ...this.peer(component, component), part, ports }));
  }

  private ownJobs(component: Component, spec: Spec): readonly PeerValues[] {
    const own = this.peer(component, component);
    const asks = tasksOf(spec).some(({ reach, phase }) => reach === JobReach.OWN && isInside(phase));
    const found = tasksOf(spec).filter(({ alias }) => alias !== undefined);
    return [
      ...(asks ? [{ ...own, part: SERVER, ports: portsOf(component) }] : []),
      ...found.map(({ name }) => ({ ...own, part: jobPart(name), ports: [] })),
    ];
  }

  private peers(from: Component, connections: ReturnType<Component["connections"]>): readonly PeerValues[] {
    const managed = new Map<Component, number[]>();
    for (const { to, port } of connections) {
      if (this.specs.has(to)) managed.set(to, [...(managed.get(to) ?? []), port]);
    }
    return [...managed].map(([to, ports]) => ({ ...this.peer(to, from), part: SERVER, ports: unique(ports) }));
  }

  private externals(from: Component, connections: ReturnType<Component["connections"]>): readonly OutsideValues[] {
    return connections
      .filter(({ to }) => !this.specs.has(to))
      .map(({ to, port }) => {
        const host = to.endpoint!.host;
        const reason = `${from.name} uses '${to.name}', which lies outside of the platform`;
        return !hasLate(host) && isIPv4(host)
          ? { cidr: `${host}/32`, except: [], ports: [port], reason }
          : anywhere([port], reason);
      });
  }

  private peer(component: Component, seenBy: Component): Pick<PeerValues, "name" | "namespace"> {
    const [namespace, other] = [this.namespaceOf(component), this.namespaceOf(seenBy)];
    return { name: component.name, ...(namespace === other ? {} : { namespace }) };
  }
}

/** A policy knows addresses, no names: what a name resolves to can be anywhere. */
const anywhere = (ports: readonly number[], reason: string): OutsideValues => ({
  cidr: "0.0.0.0/0",
  except: NEVER,
  ports,
  reason,
});

const reasonOf = ({ exceptions }: Spec): string =>
  exceptions
    .filter(({ protection }) => protection === "egress")
    .map(({ reason }) => reason)
    .join("; ");

/** Every port that a component listens on. */
export function portsOf(component: Component): readonly number[] {
  const { endpoint } = component;
  const metrics = isScrapeable(component) ? component.metrics : undefined;
  return unique([endpoint, metrics].flatMap((one) => (one ? [one.port] : [])));
}

const unique = (ports: readonly number[]): readonly number[] => [...new Set(ports)].sort((a, b) => a - b);

type AnyTask = Task & { readonly phase?: JobPhase; readonly alias?: string };

/** Nobody restores by an upgrade. */
const tasksOf = ({ jobs, scheduled = [] }: Spec): readonly AnyTask[] => [
  ...jobs.filter(({ phase }) => phase !== JobPhase.RESTORE),
  ...scheduled,
];
