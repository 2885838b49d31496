import { Duration, Image, Lifecycle, type HealthCheck, type Spec } from "../../../constructs/core";
import { PLAIN_SPEC } from "../constructs/fake-component";

/** Two images that differ in `/version`, and sleep when nothing else is asked of them. */
export const imageReference = (version: "1" | "2") => `edits:${version}`;

/** Probes are rare: dozens of containers share a small machine. */
export const HEALTH: HealthCheck = { command: ["/bin/cat", "/version"], interval: Duration.seconds(60) };

/** What every container has that no edit changes. */
export function plainSpec(lifecycle: Lifecycle): Spec {
  // Terraform waits until one that rolls is healthy, and it is asked first after an interval.
  const interval = lifecycle === Lifecycle.ROLLING ? Duration.seconds(2) : HEALTH.interval;
  const image = Image.of(imageReference("1"));
  return { ...PLAIN_SPEC, image, health: { ...HEALTH, interval }, stopGrace: Duration.seconds(1), lifecycle };
}
