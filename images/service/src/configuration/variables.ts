import { z } from "zod";
import { endpoints } from "./endpoints";
import type { Kind } from "./kinds";
import { absolutePath, hostName, httpUrl, identifier, keyPrefix, oneOf } from "./kinds";
import { seconds, serviceName, versionText, wholeNumber } from "./kinds";

const text = <T>(kind: Kind<T>) =>
  z.string().transform((value, context): T => {
    const parsed = kind.parse(value);
    if (parsed !== undefined) return parsed;
    context.addIssue({ code: "custom", message: kind.allowed });
    return z.NEVER;
  });

const optional = <T>(kind: Kind<T>, meaning: string) =>
  text(kind).optional().meta({ description: meaning, allowed: kind.allowed });

/** The default is written as the user would write it, and so passes the same check. */
const withDefault = <T>(kind: Kind<T>, preset: string, meaning: string) =>
  text(kind).prefault(preset).meta({ description: meaning, allowed: kind.allowed, preset });

export const ROLES = ["worker", "gateway", "hub"] as const;
export const OTLP_PROTOCOLS = ["http/json", "http/protobuf"] as const;
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** Every variable that the service reads. README's table is checked against this. */
export const variables = z.object({
  SERVICE_NAME: withDefault(serviceName, "reference-service", "name in logs, metrics and traces"),
  SERVICE_VERSION: withDefault(versionText, "0.1.0", "version that `/health` reports"),
  ROLE: withDefault(oneOf(ROLES), "worker", "which endpoints there are besides health and metrics"),
  LISTEN_ADDRESS: withDefault(hostName, "0.0.0.0", "address that the port is opened on"),
  PORT: withDefault(wholeNumber(1, 65535), "8080", "TCP port"),
  LOG_LEVEL: withDefault(oneOf(LOG_LEVELS), "info", "least severe log line that is written"),
  DRAIN_SECONDS: withDefault(seconds(0, 300), "3", "how long requests are still taken after SIGTERM"),
  FINISH_SECONDS: withDefault(seconds(0, 300), "12", "how long requests in flight may then take before they are cut"),
  DEPENDENCY_TIMEOUT_MS: withDefault(wholeNumber(10, 60000), "2000", "deadline of every call to a dependency, in ms"),
  UPSTREAM_TIMEOUT_MS: withDefault(
    wholeNumber(10, 300000),
    "15000",
    "gateway: how long an upstream may be silent, in ms",
  ),
  POSTGRES_HOST: optional(hostName, "host; the service uses Postgres when this is set"),
  POSTGRES_PORT: withDefault(wholeNumber(1, 65535), "5432", "port"),
  POSTGRES_DATABASE: optional(identifier, "database; required with `POSTGRES_HOST`"),
  POSTGRES_USER: optional(identifier, "role; required with `POSTGRES_HOST`"),
  POSTGRES_PASSWORD_FILE: optional(absolutePath, "file that holds the password; required with `POSTGRES_HOST`"),
  POSTGRES_SCHEMA: withDefault(identifier, "public", "schema of the table `items`"),
  POSTGRES_POOL_SIZE: withDefault(wholeNumber(1, 100), "5", "connections at most"),
  REDIS_HOST: optional(hostName, "host; the service uses Redis when this is set"),
  REDIS_PORT: withDefault(wholeNumber(1, 65535), "6379", "port"),
  REDIS_USER: withDefault(identifier, "default", "ACL user"),
  REDIS_PASSWORD_FILE: optional(absolutePath, "file that holds the password; required with `REDIS_HOST`"),
  REDIS_KEY_PREFIX: withDefault(keyPrefix, "", "put in front of every key"),
  UPSTREAMS: optional(endpoints, "service layers that this one uses; `/ready` needs each of them"),
  EXTERNALS: optional(endpoints, "optional systems: reported, never part of `/ready`"),
  GATEWAY_TOKENS_FILE: optional(
    absolutePath,
    "gateway: file with one accepted token per line; read again when it changes",
  ),
  SERVICE_REGISTRY_FILE: optional(absolutePath, "hub: JSON file that lists the services; read again when it changes"),
  HUB_INTERVAL_SECONDS: withDefault(seconds(0.1, 3600), "10", "hub: pause between two rounds of checks"),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(httpUrl, "OTLP/HTTP collector; traces are sent when this is set"),
  OTEL_EXPORTER_OTLP_PROTOCOL: withDefault(oneOf(OTLP_PROTOCOLS), "http/json", "encoding of the traces"),
});

export type Variables = z.output<typeof variables>;
