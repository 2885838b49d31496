import { alertmanager } from "./alertmanager";
import { blackboxExporter } from "./blackbox-exporter";
import { haproxy } from "./haproxy";
import { lego } from "./lego";
import { nodeExporter } from "./node-exporter";
import { pgbouncer } from "./pgbouncer";
import { postgresExporter } from "./postgres-exporter";
import { postgres } from "./postgres";
import { prometheus } from "./prometheus";
import type { Recipe } from "./recipe";
import { redisExporter } from "./redis-exporter";
import { redis } from "./redis";
import { registry } from "./registry";
import { restic } from "./restic";
import { service } from "./service";
import { sftpServer } from "./sftp-server";

/** Every image that is built from Debian packages. A new one is a recipe file and an entry here. */
export const RECIPES: readonly Recipe[] = [
  ...[alertmanager, blackboxExporter, haproxy, lego, nodeExporter, pgbouncer, postgres, postgresExporter, prometheus],
  ...[redis, redisExporter, registry, restic, service, sftpServer],
];
