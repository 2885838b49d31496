import { Container } from "@cdktf/provider-docker/lib/container";
import { Network } from "@cdktf/provider-docker/lib/network";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { Volume } from "@cdktf/provider-docker/lib/volume";
import { DockerTarget, Host, ImageCatalogue, Memory, Redis, RedisPurpose } from "bulwark";
import { App, TerraformStack } from "cdktf";
import type { Construct } from "constructs";

/** Somebody's stack with resources and a provider of their own, and one construct of Bulwark. Copied into their project. */
class Shop extends TerraformStack {
  constructor(scope: Construct, id: string, image: string) {
    super(scope, id);
    const provider = new DockerProvider(this, "own", { host: "unix:///var/run/docker.sock" });
    const network = new Network(this, "network", { provider, name: "theirs" });
    const volume = new Volume(this, "volume", { provider, name: "theirs" });
    new Container(this, "worker", {
      provider,
      name: "theirs",
      image,
      entrypoint: ["/bin/sleep"],
      command: ["3600"],
      networksAdvanced: [{ name: network.name }],
      mounts: [{ type: "volume", source: volume.name, target: "/data" }],
    });
    const images = ImageCatalogue.upstream({}, { pins: { redis: { image, user: "999:999", version: "7.0" } } });
    new DockerTarget(this, "docker", { host: Host.local(), images });
    new Redis(this, "redis", { purpose: RedisPurpose.STORE, memory: Memory.mebibytes(64) });
  }
}

const [image = ""] = process.argv.slice(2);
const app = new App({ stackTraces: false });
new Shop(app, "shop", image);
app.synth();
