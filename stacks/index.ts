import type { App } from "cdktf";
import { DockerStack, type DockerStackProps } from "./docker-stack";

export { InvalidPlatform } from "../constructs/core/errors";

/** The stacks of one environment: one per thing that can fail alone. */
export function addStacks(app: App, props: DockerStackProps): void {
  new DockerStack(app, props.environment.name, props);
}
