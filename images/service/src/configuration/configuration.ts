import type { Endpoint } from "./endpoints";
import type { Variables } from "./variables";

export interface PostgresSettings {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly passwordFile: string;
  readonly schema: string;
  readonly poolSize: number;
  /** Name of this service in `pg_stat_activity`. */
  readonly applicationName: string;
}

export interface RedisSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly passwordFile: string;
  readonly keyPrefix: string;
}

export interface OtlpSettings {
  readonly endpoint: string;
  readonly protocol: Variables["OTEL_EXPORTER_OTLP_PROTOCOL"];
}

/** What the service runs with: checked, in milliseconds, nothing secret. */
export interface Configuration {
  readonly service: { readonly name: string; readonly version: string; readonly role: Variables["ROLE"] };
  readonly address: string;
  readonly port: number;
  readonly logLevel: Variables["LOG_LEVEL"];
  readonly drainMs: number;
  readonly finishMs: number;
  readonly dependencyTimeoutMs: number;
  readonly upstreamTimeoutMs: number;
  readonly postgres?: PostgresSettings;
  readonly redis?: RedisSettings;
  readonly upstreams: readonly Endpoint[];
  readonly externals: readonly Endpoint[];
  readonly tokensFile?: string;
  readonly registryFile?: string;
  readonly hubIntervalMs: number;
  readonly otlp?: OtlpSettings;
}

function postgresSettings(values: Variables): PostgresSettings | undefined {
  const { POSTGRES_HOST: host, POSTGRES_DATABASE: database, POSTGRES_USER: user } = values;
  const passwordFile = values.POSTGRES_PASSWORD_FILE;
  if (!host || !database || !user || !passwordFile) return undefined;
  const { POSTGRES_PORT: port, POSTGRES_SCHEMA: schema, POSTGRES_POOL_SIZE: poolSize } = values;
  return { host, port, database, user, passwordFile, schema, poolSize, applicationName: values.SERVICE_NAME };
}

function redisSettings(values: Variables): RedisSettings | undefined {
  const { REDIS_HOST: host, REDIS_PORT: port, REDIS_USER: user } = values;
  const { REDIS_PASSWORD_FILE: passwordFile, REDIS_KEY_PREFIX: keyPrefix } = values;
  return host && passwordFile ? { host, port, user, passwordFile, keyPrefix } : undefined;
}

function otlpSettings(values: Variables): OtlpSettings | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: protocol } = values;
  return endpoint ? { endpoint, protocol } : undefined;
}

export const configurationOf = (values: Variables): Configuration => ({
  service: { name: values.SERVICE_NAME, version: values.SERVICE_VERSION, role: values.ROLE },
  address: values.LISTEN_ADDRESS,
  port: values.PORT,
  logLevel: values.LOG_LEVEL,
  drainMs: values.DRAIN_SECONDS * 1000,
  finishMs: values.FINISH_SECONDS * 1000,
  dependencyTimeoutMs: values.DEPENDENCY_TIMEOUT_MS,
  upstreamTimeoutMs: values.UPSTREAM_TIMEOUT_MS,
  postgres: postgresSettings(values),
  redis: redisSettings(values),
  upstreams: values.UPSTREAMS ?? [],
  externals: values.EXTERNALS ?? [],
  tokensFile: values.GATEWAY_TOKENS_FILE,
  registryFile: values.SERVICE_REGISTRY_FILE,
  hubIntervalMs: values.HUB_INTERVAL_SECONDS * 1000,
  otlp: otlpSettings(values),
});
