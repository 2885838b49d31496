import { mkdirSync, writeFileSync } from "node:fs";
import { reachOf, type Connection } from "../../support/kubernetes-reach/reach";
import { RenderingProject } from "../../support/kubernetes/rendering";

const ENVIRONMENT = "everything";

/** Every component, every kind of job, and a server outside that is known by its address. */
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

const PORTS = [
  25, 53, 80, 443, 5432, 6379, 6432, 8001, 8002, 8009, 8012, 8080, 8402, 8404, 8443, 9090, 9093, 9100, 9115, 9121, 9187,
  11434,
];
/** Addresses outside: the one that is declared, one of nobody, and the cloud's metadata service. */
const OUTSIDE: Readonly<Record<string, string>> = {
  "192.0.2.7": "model",
  "203.0.113.7": "anybody",
  "169.254.169.254": "metadata",
};

const each = (from: string, to: readonly string[]) => to.map((one) => `${from} → ${one}`);

/** By hand, from the YAML above: nobody asks the generator. */
const OF_SERVERS = [
  ...["model", "anybody", "metadata"].flatMap((from) => each(from, ["haproxy 8080", "haproxy 8443"])),
  ...each("haproxy", ["gateway 8009", "hub 8012", "prometheus 9090"]),
  // It hands on the questions of the authority to the job that asked for a certificate, which listens for them.
  ...each("haproxy", ["job haproxy-certificate any"]),
  ...each("gateway", ["items 8001", "model 11434"]),
  // A registry asks everybody that is listed how it is.
  ...each("hub", ["gateway 8009", "items 8001", "worker 8002", "model 11434"]),
  ...each("items", ["postgres 5432", "redis 6379"]),
  ...each("worker", ["items 8001", "redis 6379", "pgbouncer 5432"]),
  ...each("pgbouncer", ["postgres 5432"]),
  ...each("postgres-exporter", ["postgres 5432"]),
  ...each("redis-exporter", ["redis 6379"]),
  ...each("blackbox-exporter", ["haproxy 8443", "model 11434"]),
  ...each("alertmanager", ["model any", "anybody any"]),
  ...each("prometheus", ["alertmanager 9093", "backup 9100", "blackbox-exporter 9115", "gateway 8009", "haproxy 8404"]),
  ...each("prometheus", [
    "hub 8012",
    "items 8001",
    "node-exporter 9100",
    "postgres-exporter 9187",
    "redis-exporter 9121",
  ]),
];

/** A job of a layer reaches whom the layer uses, and past a pool the server behind it. */
const OF_JOBS = [
  ...["await-postgres", "await-redis", "migrate", "report"].flatMap((job) =>
    each(`job items-${job}`, ["postgres 5432", "redis 6379"]),
  ),
  ...["await-postgres", "await-redis", "upgrade"].flatMap((job) =>
    each(`job worker-${job}`, ["items 8001", "redis 6379", "pgbouncer 5432", "postgres 5432"]),
  ),
  ...each("job postgres-dump", ["postgres 5432"]),
  ...each("job redis-dump", ["redis 6379"]),
  ...each("job backup-save", ["model any", "anybody any"]),
  ...each("job haproxy-certificate", ["model any", "anybody any", "haproxy 8404", "haproxy 8443"]),
];

const CHECKS = ["alertmanager", "blackbox-exporter", "haproxy", "prometheus", "redis"].map((name) => `${name}-check`);

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: { readonly podSelector?: unknown };
}

describe("the network policies of a platform with everything", () => {
  const project = new RenderingProject();
  const objects = rendered(project);

  afterAll(() => project.remove());

  it("let servers open the connections that are declared, no more and no less", () => {
    expect(ofServers(connections(objects))).toEqual([...OF_SERVERS].sort());
  });

  it("let jobs open the connections that are declared, no more and no less", () => {
    expect(ofJobs(connections(objects))).toEqual([...OF_JOBS].sort());
  });

  it("let what only checks reach nobody, and nobody reach it", () => {
    const jobs = (objects as readonly Manifest[])
      .filter(({ kind }) => kind === "Job")
      .map(({ metadata }) => metadata.name);
    expect(jobs.filter((name) => name.endsWith("-check")).sort()).toEqual(CHECKS);
    expect(ofChecks(connections(objects))).toEqual([]);
  });

  it("are told apart from ones that let one check out", () => {
    const spec = { podSelector: {}, policyTypes: ["Egress"], egress: [{}] };
    const open = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "open", namespace: ENVIRONMENT },
      spec,
    };
    const reach = connections([...objects, open]);
    expect(ofChecks(reach)).toEqual(expect.arrayContaining(["job haproxy-check → anybody any"]));
    expect(ofServers(reach)).not.toEqual([...OF_SERVERS].sort());
    expect(ofJobs(reach)).not.toEqual([...OF_JOBS].sort());
  });

  it.each([
    ["of a server", "postgres"],
    ["of a job before a roll", "items-migrate"],
    ["of a job at set times", "redis-dump"],
  ])("are told apart from ones without that %s", (_what, name) => {
    const fewer = (objects as readonly Manifest[]).filter(
      ({ kind, metadata }) => kind !== "NetworkPolicy" || metadata.name !== name,
    );
    expect(fewer.length).toBe(objects.length - 1);
    expect(connections(fewer)).not.toEqual([...OF_SERVERS, ...OF_JOBS].sort());
  });
});

function rendered(project: RenderingProject): readonly object[] {
  const folder = project.path("environments", ENVIRONMENT);
  mkdirSync(folder);
  writeFileSync(`${folder}/ops.url`, "https://ops.example.com/hook\n");
  writeFileSync(`${folder}/s3`, "[default]\naws_access_key_id = planted\naws_secret_access_key = planted\n");
  writeFileSync(`${folder}.yaml`, YAML);
  return project.render(ENVIRONMENT).map(({ object }) => object);
}

/** What is allowed on every port that is asked for is allowed on any. */
function connections(objects: readonly object[]): readonly string[] {
  const ports = new Map<string, Set<number>>();
  for (const { from, to, port } of reachOf(objects, { ports: PORTS, addresses: Object.keys(OUTSIDE) })) {
    if ([from, to].includes("outside")) continue;
    const pair = `${shortName(from)} → ${shortName(to)}`;
    ports.set(pair, (ports.get(pair) ?? new Set()).add(port));
  }
  return [...ports]
    .flatMap(([pair, some]) =>
      some.size === PORTS.length ? [`${pair} any`] : [...some].map((port) => `${pair} ${port}`),
    )
    .sort();
}

/** The run of a job at the start of its server is a run like others. */
function shortName(place: Connection["from"]): string {
  const [, kind, name] = place.split("/");
  if (name === undefined) return OUTSIDE[place]!;
  return kind!.endsWith("job") ? `job ${name.replace(/-start-[0-9a-f]+$/, "")}` : name;
}

const isCheck = (line: string) => CHECKS.some((name) => line.includes(`job ${name} `));
const ofServers = (lines: readonly string[]) => lines.filter((line) => !line.startsWith("job ") && !isCheck(line));
const ofJobs = (lines: readonly string[]) => lines.filter((line) => line.startsWith("job ") && !isCheck(line));
const ofChecks = (lines: readonly string[]) => lines.filter(isCheck);
