import type { Settings } from "./schema";

type Platform = Settings["platform"];

/**
 * Networks that a Docker host needs for the platform: one for each component that somebody uses, scrapes or routes to
 * (its own jobs included), one that the monitoring components share, and the edge of the way in. The engine's address
 * pools end.
 */
export function networkCount({ platform }: Pick<Settings, "platform">): number {
  const needed = [used, registered, scraped, routed, reachedByJobs].flatMap((names) => names(platform));
  return new Set(needed).size + (platform.haproxy ? 1 : 0);
}

const used = ({ layers }: Platform): string[] => Object.values(layers).flatMap((layer) => layer.uses);

/** A layer that gets the registry reaches all that is listed in it, except itself. */
function registered({ layers, external }: Platform): string[] {
  const names = [...Object.keys(layers), ...Object.keys(external)];
  return Object.keys(layers)
    .filter((reader) => layers[reader]?.registry)
    .flatMap((reader) => names.filter((name) => name !== reader));
}

function scraped({ prometheus, haproxy, nodeExporter, layers }: Platform): string[] {
  if (!prometheus) return [];
  const measured = Object.keys(layers).filter((name) => layers[name]?.metrics);
  return [...measured, ...(haproxy ? ["haproxy"] : []), ...(nodeExporter ? ["monitoring"] : [])];
}

function routed({ haproxy, prometheus, layers }: Platform): string[] {
  const isRouted = prometheus?.route !== undefined || Object.values(layers).some((layer) => layer.route);
  return haproxy && isRouted ? ["haproxy"] : [];
}

/** A job loads users into Redis over the network. */
const reachedByJobs = ({ redis }: Platform): string[] => (redis ? ["redis"] : []);
