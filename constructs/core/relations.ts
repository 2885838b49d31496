import type { Component } from "./component";

/** Who uses whom, complete once every component has been declared. */
export class Relations {
  constructor(private readonly all: readonly Component[]) {}

  /** Those who name the component in their `uses`, sorted by name so that order of declaration changes nothing. */
  usersOf(component: Component): readonly Component[] {
    return this.sorted().filter((one) => one.uses.includes(component));
  }

  /** All components that have an ability. */
  with<A>(has: (component: Component) => component is Component & A): readonly (Component & A)[] {
    return this.sorted().filter(has);
  }

  private sorted(): readonly Component[] {
    return [...this.all].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
