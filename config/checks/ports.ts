import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** A port of the host is published once. */
export function portFindings({ platform: { haproxy } }: Settings): Finding[] {
  if (haproxy?.httpsPort !== haproxy?.httpPort || !haproxy) return [];
  return [
    {
      path: ["platform", "haproxy", "httpPort"],
      message: `got ${haproxy.httpPort}, which is published already as httpsPort`,
      other: ["platform", "haproxy", "httpsPort"],
    },
  ];
}
