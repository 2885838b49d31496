import { mkdirSync, writeFileSync } from "node:fs";
import { LocalBackend, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { builtImages } from "../../../config";
import { Postgres } from "../../../constructs/components/postgres";
import { Redis, RedisPurpose } from "../../../constructs/components/redis";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { ImageCatalogue, Memory } from "../../../constructs/core";
import { DockerTarget } from "../../../constructs/targets/docker";
import { synthesizedStack } from "../constructs/synthesized";
import type { TestProject } from "./project";
import { ORDERS } from "./shop";

/** A stack that somebody wrote with the library: the shop's servers under names of their own, on the shop's state. */
class StrangersStack extends TerraformStack {
  constructor(scope: Construct) {
    super(scope, "shop");
    new LocalBackend(this, { path: "../../../.bulwark/shop/shop.tfstate" });
    new DockerTarget(this, "docker", { images: ImageCatalogue.debian(builtImages()) });
    const platform = new Construct(this, "platform");
    const memory = { memory: Memory.mebibytes(256), maxConnections: 20 };
    const database = new Postgres(platform, "database", { ...memory, renamedFrom: ["postgres"] });
    const store = new Redis(platform, "store", { purpose: RedisPurpose.STORE, renamedFrom: ["redis"] });
    new ServiceLayer(platform, ORDERS.name, {
      image: "reference-service",
      port: ORDERS.port,
      uses: [database, store],
      environment: { DRAIN_SECONDS: "0" },
    });
  }
}

/** Writes the stack where `bulwark synth` writes that of the YAML. */
export function writeRenamedServers(project: TestProject): void {
  const folder = project.path("cdktf.out", "stacks", "shop");
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/cdk.tf.json`, JSON.stringify(synthesizedStack((app) => new StrangersStack(app))));
}
