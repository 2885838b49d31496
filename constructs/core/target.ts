import { Construct, type IConstruct } from "constructs";
import type { Component } from "./component";
import { dataTaken, duplicateComponent, noTarget, secondTarget } from "./errors";

/** Found by walking up: a construct's context cannot be set once it has children. */
const TARGET = Symbol.for("bulwark.target");

type Holder = IConstruct & { readonly [TARGET]?: Target };

/** Where components run. It collects them, and turns their specs into resources once, after all are declared. */
export abstract class Target extends Construct {
  /** The target above a construct. @throws when there is none */
  static of(scope: IConstruct): Target {
    const holder = [...scope.node.scopes].reverse().find((one) => (one as Holder)[TARGET] !== undefined);
    if (!holder) throw noTarget(scope);
    return (holder as Holder)[TARGET]!;
  }

  private readonly registered = new Map<string, Component>();
  private readonly late = new Map<string, string>();

  protected constructor(scope: Construct, id: string) {
    super(scope, id);
    if ((scope as Holder)[TARGET]) throw secondTarget(scope);
    Object.defineProperty(scope, TARGET, { value: this });
  }

  register(component: Component): void {
    const twin = this.registered.get(component.name);
    if (twin) throw duplicateComponent(component.name, twin.node.path, component.node.path);
    const owner = this.components.find(({ dataName }) => dataName === component.dataName);
    if (owner) throw dataTaken(component.dataName, owner.node.path, component.node.path);
    this.registered.set(component.name, component);
  }

  /** Remembers what a target writes in place of a mark. */
  keepLate(mark: string, value: string): void {
    this.late.set(mark, value);
  }

  /** A text in which every mark has become its value. */
  protected withLate(text: string): string {
    return [...this.late].reduce((written, [mark, value]) => written.replaceAll(mark, value), text);
  }

  protected get components(): readonly Component[] {
    return [...this.registered.values()];
  }
}
