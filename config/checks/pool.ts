import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** A pool shares out the connections of a server. */
export function poolFindings({ platform: { pgbouncer, postgres } }: Settings): Finding[] {
  if (!pgbouncer || postgres) return [];
  return [{ path: ["platform", "pgbouncer"], message: "has no server: add 'platform.postgres: {}'" }];
}
