import { mkdirSync, writeFileSync } from "node:fs";
import type { RenderingProject } from "../rendering";

/** An environment that has every kind of object: each component, each sort of job, and what operators answer for. */
const SETTINGS = `target: kubernetes
cluster:
  pullSecrets: [registry-login]
  storage: { className: standard, sharedClass: shared }
  wayIn:
    annotations: { service.beta.kubernetes.io/aws-load-balancer-type: nlb }
    sourceRanges: [203.0.113.0/24]
  externalSecrets: { store: vault }
  certManager: { issuer: authority }
  serviceMonitors: true
platform:
  postgres: { memoryMiB: 512 }
  pgbouncer: {}
  redis: { purpose: store }
  haproxy: { hosts: [shop.example.com] }
  prometheus: { route: { path: /prometheus, auth: password } }
  grafana: { route: { path: /grafana, auth: password } }
  alertmanager: { receivers: { ops: { webhook: { urlFile: everything/ops.url } } } }
  blackboxExporter: {}
  nodeExporter: {}
  backup: { to: { s3: { bucket: shop-backups, credentialsFile: everything/credentials } } }
  layers:
    gateway:
      image: reference-service
      port: 8009
      scale: { min: 2, max: 4, cpuPercent: 70 }
      uses: [items]
      route: { path: /api, auth: token }
    hub: { image: reference-service, port: 8012, registry: true, route: { path: /v1/services, auth: none } }
    items:
      image: reference-service
      port: 8001
      replicas: 2
      uses: [postgres, redis, ollama]
      jobs:
        migrate: { command: [node, migrate.js], before: roll }
        report: { command: [node, report.js], schedule: { daily: "03:00" } }
    worker:
      image: reference-service
      port: 8002
      uses: [items, redis, pgbouncer]
      metrics: null
      writablePaths: [{ path: /tmp/work, sizeMiB: 16, reason: unpacks archives }]
  external:
    ollama: { url: "http://ollama.example.internal:11434", health: /api/version }
`;

const FILES = {
  "ops.url": "https://hooks.example.com/1\n",
  credentials: "[default]\naws_access_key_id = unused\naws_secret_access_key = unused\n",
};

export const EVERYTHING = "everything";

/** Puts the environment into a project, under its name. */
export function addEverything(project: RenderingProject): void {
  writeFileSync(project.path("environments", `${EVERYTHING}.yaml`), SETTINGS);
  mkdirSync(project.path("environments", EVERYTHING));
  for (const [name, text] of Object.entries(FILES)) {
    writeFileSync(project.path("environments", EVERYTHING, name), text);
  }
}
