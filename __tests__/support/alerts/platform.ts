import { parse } from "yaml";
import { Alertmanager } from "../../../constructs/components/alertmanager";
import { Backup, BackupDestination } from "../../../constructs/components/backup";
import { BlackboxExporter } from "../../../constructs/components/blackbox-exporter";
import { External } from "../../../constructs/components/external";
import { Grafana } from "../../../constructs/components/grafana";
import { HAProxy } from "../../../constructs/components/haproxy";
import { NodeExporter } from "../../../constructs/components/node-exporter";
import { Postgres } from "../../../constructs/components/postgres";
import { PostgresExporter } from "../../../constructs/components/postgres-exporter";
import { Prometheus } from "../../../constructs/components/prometheus";
import { Redis } from "../../../constructs/components/redis";
import { RedisExporter } from "../../../constructs/components/redis-exporter";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { Schedule } from "../../../constructs/core";
import { OWN_IMAGE } from "../constructs/images";
import { fileOf, recorded } from "../constructs/recording-target";

/** The alerting rules of a platform with one of each component. */
export function alertRules(): string {
  const platform = recorded((scope) => {
    const uses = [new Postgres(scope, "postgres"), new Redis(scope, "redis")] as const;
    new PostgresExporter(scope, "postgres-exporter", { server: uses[0] });
    new RedisExporter(scope, "redis-exporter", { server: uses[1] });
    new HAProxy(scope, "haproxy");
    new External(scope, "ollama", { url: "http://ollama.example.com:11434" });
    new BlackboxExporter(scope, "blackbox-exporter");
    new Alertmanager(scope, "alertmanager", { receivers: { ops: { webhook: { urlFile: "url" } } } });
    new Backup(scope, "backup", { to: BackupDestination.directory("/srv/backups"), schedule: Schedule.daily("02:00") });
    new Grafana(scope, "grafana");
    new NodeExporter(scope, "node-exporter");
    new Prometheus(scope, "prometheus");
    new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 80, replicas: 2, uses });
  });
  return fileOf(platform.spec("prometheus"), "alerts.yml");
}

export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}

export function rulesOf(file: string): readonly Rule[] {
  const { groups } = parse(file) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}
