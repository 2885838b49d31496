import type { Construct } from "constructs";
import { Component, Duration, Image, Lifecycle, Memory, type Endpoint, type Spec } from "../../../constructs/core";
import { OWN_IMAGE } from "./images";

/** The smallest spec there is. */
export const PLAIN_SPEC: Spec = {
  image: Image.of(OWN_IMAGE),
  command: [],
  environment: {},
  files: [],
  secrets: [],
  volumes: [],
  temporary: [],
  health: { command: ["true"] },
  resources: { memory: Memory.mebibytes(64), cpus: 0.5, processes: 32 },
  lifecycle: Lifecycle.ROLLING,
  replicas: 1,
  stopGrace: Duration.seconds(10),
  init: false,
  publishes: [],
  jobs: [],
  exceptions: [],
};

/** A component that asks for what a test gives it. */
export class FakeComponent extends Component {
  readonly endpoint: Endpoint = { scheme: "http", host: this.name, port: 80 };

  constructor(
    scope: Construct,
    id: string,
    private readonly wanted: Partial<Spec> = {},
    uses: readonly Component[] = [],
  ) {
    super(scope, id, uses);
  }

  spec(): Spec {
    return { ...PLAIN_SPEC, ...this.wanted };
  }
}
