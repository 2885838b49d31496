import type { NetworkFacts, VolumeFacts } from "../../../policies/facts/docker";
import { declared } from "../../../policies/facts/fact";

/** A network that keeps every promise, but for what is said. */
export const network = (other: Partial<NetworkFacts> = {}): NetworkFacts => ({
  id: "docker_network.backend",
  kind: "network",
  source: "synth",
  at: { file: "cdk.tf.json", address: "docker_network.backend" },
  internal: declared(true),
  members: declared(["docker_container.api"]),
  ...other,
});

/** A volume that keeps every promise, but for what is said. */
export const volume = (other: Partial<VolumeFacts> = {}): VolumeFacts => ({
  id: "docker_volume.data",
  kind: "volume",
  source: "synth",
  at: { file: "cdk.tf.json", address: "docker_volume.data" },
  stateful: declared(true),
  preventDestroy: declared(true),
  change: declared("none"),
  ...other,
});
