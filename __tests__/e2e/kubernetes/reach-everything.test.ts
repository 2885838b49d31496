import { mkdirSync, writeFileSync } from "node:fs";
import { reachOf } from "../../support/kubernetes-reach/reach";
import { RenderingProject } from "../../support/kubernetes/rendering";

const YAML = `target: kubernetes
cluster: { context: test, storage: { sharedClass: shared } }
platform:
  postgres: {}
  pgbouncer: {}
  redis: { purpose: store }
  haproxy: { hosts: [shop.example.com], acme: { email: ops@example.com } }
  prometheus: { route: {} }
  alertmanager: { receivers: { ops: { webhook: { urlFile: everything/ops.url } } } }
  blackboxExporter: {}
  nodeExporter: {}
  backup: { to: { s3: { bucket: shop-backups, credentialsFile: everything/s3 } } }
  layers:
    gateway: { image: reference-service, port: 8009, replicas: 2, uses: [items, model], route: { path: /api } }
    hub: { image: reference-service, port: 8012, registry: true, route: { path: /v1/services, auth: none } }
    items:
      image: reference-service
      port: 8001
      uses: [postgres, redis]
      jobs:
        migrate: { command: [node, migrate.js], before: roll }
        report: { command: [node, report.js], schedule: { daily: "03:00" } }
    worker:
      image: reference-service
      port: 8002
      uses: [items, redis, pgbouncer]
      metrics: null
      jobs: { upgrade: { command: [node, upgrade.js], before: roll } }
  external:
    model: { url: "http://192.0.2.7:11434", health: /api/version }
`;
it("x", () => {
  const project = new RenderingProject();
  mkdirSync(project.path("environments", "everything"));
  writeFileSync(project.path("environments", "everything", "ops.url"), "https://ops.example.com/hook\n");
  writeFileSync(project.path("environments", "everything", "s3"), "[default]\naws_access_key_id = a\naws_secret_access_key = b\n");
  writeFileSync(project.path("environments", "everything.yaml"), YAML);
  const objects = project.render("everything").map(({ object }) => object);
  const PORTS = [25, 80, 443, 5432, 6379, 6432, 8001, 8002, 8009, 8012, 8080, 8402, 8404, 8443, 9090, 9093, 9100, 9115, 9121, 9187, 11434];
  const reach = reachOf(objects, { ports: PORTS, addresses: ["192.0.2.7", "203.0.113.7", "169.254.169.254"] });
  const by: Record<string, number[]> = {};
  for (const { from, to, port } of reach) (by[`${from} → ${to}`] ??= []).push(port);
  writeFileSync("/tmp/rag/reach.txt", Object.entries(by).map(([k, v]) => `${k} ${v.length === PORTS.length ? "any" : v.join(",")}`).sort().join("\n"));
  writeFileSync("/tmp/rag/places.txt", objects.map((o: any) => `${o.kind} ${o.metadata.namespace}/${o.metadata.name}`).sort().join("\n"));
});
