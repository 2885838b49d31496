import type { Settings } from "./schema";

type Platform = Settings["platform"];

/**
 * Networks that a Docker host needs for the platform: one for each component that somebody uses, scrapes or routes to
 * (its own jobs included), one that the monitoring components share, and the edges of the way in and of
 * Alertmanager. The engine's address
 * pools end.
 */
export function networkCount({ platform }: Pick<Settings, "platform">): number {
  const needed = [used, saved, pooled, registered, scraped, probed, routed, reachedByJobs].flatMap((names) =>
    names(platform),
  );
  const edges = [platform.haproxy, platform.alertmanager, leaving(platform)].filter((one) => one !== undefined);
  return new Set(needed).size + edges.length;
}

const used = ({ layers }: Platform): string[] => Object.values(layers).flatMap((layer) => layer.uses);

/** The pool uses the server, and migrations of its users go past it. */
const pooled = ({ pgbouncer }: Platform): string[] => (pgbouncer ? ["postgres"] : []);

/** It goes where externals are, and the way in comes to it. */
function probed({ blackboxExporter, haproxy, external }: Platform): string[] {
  return blackboxExporter ? [...Object.keys(external), ...(haproxy ? ["monitoring"] : [])] : [];
}

/** A layer that gets the registry reaches all that is listed in it, except itself. */
function registered({ layers, external }: Platform): string[] {
  const names = [...Object.keys(layers), ...Object.keys(external)];
  return Object.keys(layers)
    .filter((reader) => layers[reader]?.registry)
    .flatMap((reader) => names.filter((name) => name !== reader));
}

/** The exporters of the servers are there with Prometheus, and use these. */
function scraped({
  prometheus,
  haproxy,
  alertmanager,
  blackboxExporter,
  nodeExporter,
  grafana,
  postgres,
  redis,
  layers,
}: Platform): string[] {
  if (!prometheus) return [];
  const measured = Object.keys(layers).filter((name) => layers[name]?.metrics);
  const servers = [...(postgres ? ["postgres"] : []), ...(redis ? ["redis"] : [])];
  const monitoring =
    nodeExporter || blackboxExporter || alertmanager || grafana || servers.length > 0 ? ["monitoring"] : [];
  return [...measured, ...(haproxy ? ["haproxy"] : []), ...servers, ...monitoring];
}

function routed({ haproxy, prometheus, grafana, layers }: Platform): string[] {
  const isRouted =
    [prometheus, grafana].some((server) => server?.route) || Object.values(layers).some((layer) => layer.route);
  return haproxy && isRouted ? ["haproxy"] : [];
}

/** A job loads users into Redis over the network. */
const reachedByJobs = ({ redis }: Platform): string[] => (redis ? ["redis"] : []);

/** A dump is made over the network. */
const saved = ({ backup, postgres }: Platform): string[] => (backup && postgres ? ["postgres"] : []);

const leaving = ({ backup }: Platform) => (backup && "s3" in backup.to ? backup.to.s3 : undefined);
