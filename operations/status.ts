import type Docker from "dockerode";
import { z } from "zod";
import type { Manifest } from "./manifest";
import { healthOf, type HealthState } from "./platform/health";
import { textTable } from "./table";

/** One row per component: how it is, where it answers, and where the credentials for it lie. */
const row = z.strictObject({
  layer: z.string(),
  replicas: z.string().describe("healthy of all, such as 2/2"),
  health: z.string().describe("healthy, or the worst state of a container of the layer"),
  address: z.string(),
  credentials: z.string().describe("a file on the Docker host, or Secret and key; empty where none is needed"),
});

/** The JSON of `bulwark status`. */
export const statusSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("status"),
  environment: z.string(),
  healthy: z.boolean(),
  layers: z.array(row),
});

export type StatusRow = z.output<typeof row>;
export type Status = z.output<typeof statusSchema>;

export async function statusOf(docker: Docker, manifest: Manifest): Promise<Status> {
  const states = await healthOf(docker, manifest);
  const layers = [...new Set(states.map(({ component }) => component))].map((layer) =>
    statusRow(
      manifest,
      layer,
      states.filter(({ component }) => component === layer),
    ),
  );
  const scheduled = new Set(manifest.containers.flatMap(({ name, schedule }) => (schedule ? [name] : [])));
  // A scheduled job that has not run yet has not failed.
  const healthy = states.every(
    ({ name, health }) => health === "healthy" || (scheduled.has(name) && health === "starting"),
  );
  return { schemaVersion: 1, command: "status", environment: manifest.environment, healthy, layers };
}

export function statusTable({ layers }: Status, credentials = "on the Docker host"): string {
  const rows = layers.map((row) => [row.layer, row.replicas, row.health, row.address, row.credentials]);
  return textTable(["LAYER", "REPLICAS", "HEALTH", "ADDRESS", `CREDENTIALS (${credentials})`], rows);
}

function statusRow(manifest: Manifest, layer: string, states: readonly HealthState[]): StatusRow {
  const healthy = states.filter(({ health }) => health === "healthy").length;
  const worst = states.find(({ health }) => health !== "healthy")?.health ?? "healthy";
  return {
    layer,
    replicas: `${healthy}/${states.length}`,
    health: worst,
    address: addressOf(manifest, layer),
    credentials: credentialsOf(manifest, layer),
  };
}

/** From outside where the way in leads there; else the name that other layers use. A scheduled job says when it runs. */
function addressOf(manifest: Manifest, layer: string): string {
  const container = manifest.containers.find(({ component }) => component === layer);
  if (container?.schedule) return container.schedule;
  if (container?.publishes[0]) return origin(container.publishes[0]);
  const entry = manifest.containers.flatMap(({ publishes }) => publishes)[0];
  const route = manifest.routes.find(({ component }) => component === layer);
  if (route && entry) return `${origin(entry)}${route.path}`;
  return container?.port ? `${layer}:${container.port} (inside)` : "";
}

const origin = ({ address, hostPort }: { readonly address: string; readonly hostPort: number }) =>
  `https://${address === "0.0.0.0" ? "localhost" : address}:${hostPort}`;

function credentialsOf({ environment, routes, secrets }: Manifest, layer: string): string {
  const auth = routes.find(({ component }) => component === layer)?.auth;
  const file = (name: string) => {
    const entry = secrets.find((secret) => secret.name === name);
    return entry ? `/var/lib/bulwark/${environment}/secrets/${entry.uid}/${name}` : "";
  };
  if (auth === "token") return file("way-in-token");
  return auth === "password" ? file("way-in-operators") : "";
}
