import { type Construct, RootConstruct } from "constructs";
import { Relations, Target, type Component, type Spec, type SpecContext } from "../../../constructs/core";
import { DOCKER_ADDRESSES } from "../../../constructs/targets/docker/private/addresses";
import { testImages } from "./images";

/** Takes components and gives their specs: a target without a provider, and without cdktf. */
export class RecordingTarget extends Target {
  constructor(scope: Construct) {
    super(scope, "target");
  }

  get context(): SpecContext {
    const relations = new Relations(this.components);
    return { relations, images: testImages(), environment: "test", addresses: DOCKER_ADDRESSES };
  }

  get all(): readonly Component[] {
    return this.components;
  }

  component(name: string): Component {
    return this.components.find((one) => one.name === name)!;
  }

  spec(name: string): Spec {
    return this.component(name).spec(this.context)!;
  }

  /** The specs of all components by name, whatever the order in which they were declared. */
  specs(): Readonly<Record<string, Spec | undefined>> {
    const sorted = [...this.components].sort((a, b) => (a.name < b.name ? -1 : 1));
    return Object.fromEntries(sorted.map((one) => [one.name, one.spec(this.context)]));
  }
}

/** What the components declared by a function ask for. */
export function recorded(declare: (scope: Construct) => void): RecordingTarget {
  const root = new RootConstruct();
  const target = new RecordingTarget(root);
  declare(root);
  return target;
}

/** The spec of the one component that a function declares. */
export function specOf(declare: (scope: Construct) => Component): Spec {
  let component: Component | undefined;
  const target = recorded((scope) => (component = declare(scope)));
  return component!.spec(target.context)!;
}

/** A configuration file of a spec or a job by name. */
export function fileOf({ files }: Pick<Spec, "files">, name: string): string {
  return files.find((file) => file.name === name)!.content;
}

export function jobOf({ jobs }: Spec, name: string): Spec["jobs"][number] {
  return jobs.find((job) => job.name === name)!;
}
