import { External } from "../../../constructs/components/external";
import { HAProxy } from "../../../constructs/components/haproxy";
import { NodeExporter } from "../../../constructs/components/node-exporter";
import { Postgres } from "../../../constructs/components/postgres";
import { Prometheus } from "../../../constructs/components/prometheus";
import { Redis, RedisPurpose } from "../../../constructs/components/redis";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { Memory, RouteAuth, Schedule } from "../../../constructs/core";
import type { ContractExample } from "./component-contract";
import { OWN_IMAGE } from "./images";

const ROUTE = { path: "/api", auth: RouteAuth.TOKEN };

/** At least one example for each file of `constructs/components/`, by its name; several where it has several shapes. */
export const CONTRACT_EXAMPLES: Readonly<Record<string, Readonly<Record<string, ContractExample>>>> = {
  external: {
    "an external endpoint and its user": {
      declare: (scope) => {
        const ollama = new External(scope, "ollama", { url: "http://host.docker.internal:11434" });
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses: [ollama] });
      },
      renders: ["api_1"],
    },
  },
  haproxy: {
    "HAProxy with a route": {
      declare: (scope) => {
        new HAProxy(scope, "haproxy");
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, route: ROUTE });
      },
      renders: ["haproxy", "haproxy_job-install", "haproxy_job-reload", "docker_config"],
    },
  },
  "node-exporter": {
    "the node exporter": {
      declare: (scope) => new NodeExporter(scope, "node-exporter"),
      renders: ["node-exporter_1"],
    },
  },
  postgres: {
    "Postgres with a schema": {
      declare: (scope) => {
        const postgres = new Postgres(scope, "postgres", { schemas: { api: "CREATE TABLE items ();" } });
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses: [postgres] });
      },
      renders: ["postgres", "postgres_job-roles", "docker_config"],
    },
  },
  prometheus: {
    "Prometheus with a target": {
      declare: (scope) => {
        new Prometheus(scope, "prometheus");
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080 });
      },
      renders: ["prometheus", "docker_config"],
    },
  },
  redis: {
    "Redis as a cache": {
      declare: (scope) => new Redis(scope, "redis"),
      renders: ["redis", "redis_job-users", "redis_job-load-users", "docker_config"],
    },
    "Redis as a store": {
      declare: (scope) => new Redis(scope, "redis", { purpose: RedisPurpose.STORE }),
      renders: ["redis", "redis_job-users", "redis_job-load-users", "docker_config"],
    },
  },
  "service-layer": {
    "a plain layer": {
      declare: (scope) => new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080 }),
      renders: ["api_1"],
    },
    "a layer with jobs": {
      declare: (scope) => {
        const migrate = { name: "migrate", command: ["node", "migrate.js"] };
        const report = { name: "report", command: ["node", "report.js"], schedule: Schedule.daily("03:00") };
        const uses = [new Redis(scope, "redis"), new Postgres(scope, "postgres")];
        new ServiceLayer(scope, "api", { image: OWN_IMAGE, port: 8080, uses, jobs: [migrate, report] });
      },
      renders: ["api_1", "api_job-await_postgres", "api_job-await_redis", "api_job-migrate", "api_job-report"],
    },
    "a layer with everything": {
      declare: (scope) => {
        const path = { path: "/tmp/work", size: Memory.mebibytes(16), reason: "unpacks archives" };
        const props = {
          image: OWN_IMAGE,
          port: 8080,
          replicas: 2,
          route: ROUTE,
          registry: true,
          writablePaths: [path],
        };
        new ServiceLayer(scope, "api", {
          ...props,
          uses: [new Redis(scope, "redis"), new Postgres(scope, "postgres")],
        });
        new HAProxy(scope, "haproxy");
      },
      renders: ["api_1", "api_2", "docker_config"],
    },
  },
};
