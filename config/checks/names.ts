import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** Names become host names, names of containers, networks, volumes and roles: this is what all of these take. */
export const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** Names that mean something else already, and what. */
const TAKEN: Readonly<Record<string, string>> = {
  postgres: "platform.postgres",
  redis: "platform.redis",
  haproxy: "platform.haproxy",
  grafana: "platform.grafana",
  prometheus: "platform.prometheus",
  alertmanager: "platform.alertmanager",
  "blackbox-exporter": "platform.blackboxExporter",
  pgbouncer: "platform.pgbouncer",
  backup: "platform.backup",
  "backup-edge": "the network over which backups leave",
  "node-exporter": "platform.nodeExporter",
  "postgres-exporter": "the exporter of platform.postgres",
  "redis-exporter": "the exporter of platform.redis",
  monitoring: "the network of the monitoring components",
  "haproxy-edge": "the network of the published ports",
  "alertmanager-edge": "the network on which alerts leave",
  localhost: "every container itself",
};

/** Layers and externals have names that fit everywhere and that nobody else has. */
export function nameFindings({ platform }: Settings): Finding[] {
  const layers = Object.keys(platform.layers).map((name) => ["platform", "layers", name]);
  const externals = Object.keys(platform.external).map((name) => ["platform", "external", name]);
  const twins = externals
    .filter(([, , name]) => Object.hasOwn(platform.layers, name!))
    .map((path) => ({
      path,
      message: `"${path[2]}" is the name of a layer as well; rename one`,
      other: ["platform", "layers", path[2]!],
    }));
  return [...[...layers, ...externals].flatMap(nameFinding), ...twins];
}

function nameFinding(path: readonly string[]): Finding[] {
  const name = path.at(-1)!;
  if (!NAME.test(name)) {
    const rule = "1 to 40 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen";
    return [{ path, message: `got ${JSON.stringify(name)} as a name, use ${rule}` }];
  }
  const owner = Object.hasOwn(TAKEN, name) ? TAKEN[name] : undefined;
  return owner === undefined ? [] : [{ path, message: `"${name}" is the name of ${owner}; choose another` }];
}
