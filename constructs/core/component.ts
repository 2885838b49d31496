import { Construct } from "constructs";
import { declaredAt } from "./declared-at";
import type { Endpoint } from "./endpoint";
import type { ImageCatalogue } from "./image-catalogue";
import { checkedName } from "./names";
import type { Relations } from "./relations";
import type { Spec } from "./spec";
import { Target } from "./target";

/** Where a target makes others answer. */
export interface Addresses {
  /** A name that resolves to every replica of a component, where `asker` asks. */
  replicasOf(component: Component, asker: Component): string;
  /** A name that resolves to a scheduled job while it runs, where its own component asks. */
  jobOf(component: Component, alias: string): string;
  /** Address and port of the name server. @default - what `/etc/resolv.conf` says */
  readonly nameServer?: string;
}

/** A connection that a component opens. */
export interface Connection {
  readonly to: Component;
  readonly port: number;
}

/** Those to the endpoints of others. */
export const connectionsTo = (others: readonly Component[]): readonly Connection[] =>
  others.flatMap((to) => (to.endpoint ? [{ to, port: to.endpoint.port }] : []));

/** What a component may ask for while it makes its spec: everything else is known to it. */
export interface SpecContext {
  readonly addresses: Addresses;
  readonly relations: Relations;
  readonly images: ImageCatalogue;
  /** The environment's name, for what is shared with nobody else. */
  readonly environment: string;
}

/**
 * A thing a platform is made of. Its constructor only registers it; the target asks for its spec once, late, when who
 * uses whom is known whatever the order of declaration.
 */
export abstract class Component extends Construct {
  readonly name: string;
  readonly uses: readonly Component[];
  /** Earlier ids, the first one first. */
  readonly renamedFrom: readonly string[];
  /** The line of the user's program that makes it; undefined where this package does. */
  readonly declaredAt: string | undefined;

  protected constructor(
    scope: Construct,
    id: string,
    uses: readonly Component[] = [],
    renamedFrom: readonly string[] = [],
  ) {
    super(scope, id);
    this.declaredAt = declaredAt();
    this.name = checkedName("component", id);
    this.uses = uses;
    this.renamedFrom = renamedFrom.map((name) => checkedName("component", name));
    Target.of(this).register(this);
  }

  /** The name under which it keeps what it has: volumes, accounts, secrets, its network. A rename changes none of them. */
  get dataName(): string {
    return this.renamedFrom[0] ?? this.name;
  }

  /** The network that those who need this component join. */
  get network(): string {
    return this.dataName;
  }

  /** False for what lies outside: its users' network reaches out. */
  get isolated(): boolean {
    return true;
  }

  /** True for what must reach the outside by itself: it gets a network for that, which nobody else joins. */
  get reachesOut(): boolean {
    return false;
  }

  /** True for what watches a host: it runs once on each that the target has. */
  get onEveryHost(): boolean {
    return false;
  }

  /** Whose networks this component joins. */
  peers(_relations: Relations): readonly Component[] {
    return this.uses;
  }

  /** Whose networks those of its jobs join that reach others. */
  peersOfJobs(relations: Relations): readonly Component[] {
    return this.peers(relations);
  }

  /** Which connections it opens: a target that can tell ports apart lets nothing else through. */
  connections(_relations: Relations): readonly Connection[] {
    return connectionsTo(this.uses);
  }

  /** Which connections those of its jobs open that reach others. */
  connectionsOfJobs(relations: Relations): readonly Connection[] {
    return this.connections(relations);
  }

  /** The component's reachable address, where it has one. */
  abstract get endpoint(): Endpoint | undefined;

  /** What to run; undefined for what Bulwark watches and never manages. */
  abstract spec(context: SpecContext): Spec | undefined;
}
