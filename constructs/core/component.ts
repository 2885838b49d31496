import { Construct } from "constructs";
import type { Endpoint } from "./endpoint";
import type { ImageCatalogue } from "./image-catalogue";
import { checkedName } from "./names";
import type { Relations } from "./relations";
import type { Spec } from "./spec";
import { Target } from "./target";

/** What a component may ask for while it makes its spec: everything else is known to it. */
export interface SpecContext {
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

  protected constructor(scope: Construct, id: string, uses: readonly Component[] = []) {
    super(scope, id);
    this.name = checkedName("component", id);
    this.uses = uses;
    Target.of(this).register(this);
  }

  /** The network that those who need this component join. */
  get network(): string {
    return this.name;
  }

  /** False for what lies outside: its users' network reaches out. */
  get isolated(): boolean {
    return true;
  }

  /** Whose networks this component joins. */
  peers(_relations: Relations): readonly Component[] {
    return this.uses;
  }

  /** The component's reachable address, where it has one. */
  abstract get endpoint(): Endpoint | undefined;

  /** What to run; undefined for what Bulwark watches and never manages. */
  abstract spec(context: SpecContext): Spec | undefined;
}
