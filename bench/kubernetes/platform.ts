/** How many services the platform of the size has. */
const SERVICES = 15;

/** Every fifth is asked from outside, and is there twice. */
const GROUP = 5;

const MAIL = { to: "team@example.com", from: "alerts@example.com", smarthost: "smtp.example.com:587" };

/** The layer that an upgrade replaces. */
export const EDITED = "service-8";

export interface PlatformOptions {
  /** @default 15 */
  readonly services?: number;
  /** The image of the layer that is edited. @default 1 */
  readonly version?: string;
}

/** Services behind a way in, with servers that they use, and all monitoring that there is. */
export function servicesPlatform({ services = SERVICES, version = "1" }: PlatformOptions = {}): object {
  const names = Array.from({ length: services }, (_, index) => index + 1);
  return {
    postgres: {},
    pgbouncer: {},
    redis: {},
    haproxy: {},
    prometheus: {},
    grafana: {},
    alertmanager: { receivers: { team: { email: MAIL } } },
    nodeExporter: {},
    blackboxExporter: {},
    layers: Object.fromEntries(names.map((number) => [nameOf(number), service(number, version)])),
    external: { models: { url: "http://models.example.internal:11434", health: "/api/version" } },
  };
}

function service(number: number, version: string): object {
  const isAsked = number % GROUP === 1;
  return {
    image: nameOf(number) === EDITED ? `registry.example.com/${EDITED}:${version}` : "reference-service",
    port: 8080,
    uses: [...(number % 2 === 0 ? ["postgres"] : ["redis"]), ...(isAsked ? [] : [nameOf(number - 1)])],
    ...(isAsked ? { replicas: 2, route: { path: `/${nameOf(number)}`, auth: "token" } } : {}),
  };
}

const nameOf = (number: number): string => `service-${number}`;
