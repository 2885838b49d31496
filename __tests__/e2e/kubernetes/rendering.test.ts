import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WorkloadValues } from "../../../constructs/targets/kubernetes/private/values";
import { EVERYWHERE, ROLLING, STATEFUL, WORKLOADS } from "../../support/charts/examples";
import { chartFolder, objectsOf } from "../../support/charts/helm";
import { Rendered, at } from "../../support/charts/rendered";

const FOLDER = chartFolder("workload");
const render = (values: WorkloadValues, folder = FOLDER) => new Rendered(objectsOf(folder, values));
const DNS = [
  { namespaceSelector: expect.anything() as unknown, podSelector: { matchLabels: { "k8s-app": "kube-dns" } } },
];
const HEADLESS = { type: "ClusterIP", clusterIP: "None" };

describe.each(WORKLOADS)("every object of %s", (_what, values) => {
  const rendered = render(values);

  it("says its namespace, its component and its construct", () => {
    for (const { metadata } of rendered.objects) {
      expect(metadata.namespace).toBe("test");
      expect(metadata.labels).toMatchObject({
        "app.kubernetes.io/name": values.name,
        "app.kubernetes.io/part-of": "test",
        "app.kubernetes.io/managed-by": "Helm",
      });
      expect(metadata.annotations).toMatchObject({ "bulwark.path": values.path });
    }
  });

  it("that is a hook's goes when the hooks are done, since Helm's uninstall forgets it", () => {
    for (const { metadata } of rendered.objects.filter((one) => one.metadata.annotations?.["helm.sh/hook"])) {
      expect(metadata.annotations?.["helm.sh/hook-delete-policy"]).toBe("before-hook-creation,hook-succeeded");
    }
  });

  it("that has pods shows the API no token, and has a policy of its own", () => {
    const policies = rendered.of("NetworkPolicy").map(({ spec }) => at(spec, "podSelector", "matchLabels"));
    for (const template of rendered.podTemplates) {
      expect(at(template, "spec", "automountServiceAccountToken")).toBe(false);
      const labels = at(template, "metadata", "labels");
      expect(policies.filter((selector) => matches(selector, labels))).toHaveLength(1);
    }
  });
});

const matches = (selector: unknown, labels: unknown): boolean =>
  Object.entries(selector as object).every(([name, value]) => at(labels, name) === value);

describe("another version of the chart", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-chart-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is seen on objects and on no pod template or selector, so that it restarts nothing", () => {
    cpSync(FOLDER, folder, { recursive: true });
    const file = join(folder, "Chart.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^version: (.*)$/m, "version: $1-h0+1"));
    const [before, after] = [render(STATEFUL), render(STATEFUL, folder)];
    expect(after.podTemplates).toEqual(before.podTemplates);
    const [was, is] = [before, after].map((one) => one.one("StatefulSet"));
    expect(is!.spec).toEqual(was!.spec);
    expect(is!.metadata.labels?.["helm.sh/chart"]).toBe("workload-1.0.0-h0_1");
  });
});

describe("files", () => {
  it("arrive as they are, with their folders", () => {
    const rendered = render(ROLLING);
    expect(rendered.one("ConfigMap", "shop")["data"]).toEqual({
      "shop.json": "{}\n\n",
      "texts__en.txt": "hello\n---\nworld",
    });
    expect(at(rendered.one("Deployment").spec, "template", "spec", "volumes", 0, "configMap", "items")).toEqual([
      { key: "shop.json", path: "shop.json" },
      { key: "texts__en.txt", path: "texts/en.txt" },
    ]);
  });

  const templateOf = (values: WorkloadValues) => at(render(values).one("StatefulSet").spec, "template");
  const { server, keeper, prepare } = STATEFUL;

  it("of a server replace its pods", () => {
    const other = { ...STATEFUL, server: { ...server, files: { "postgresql.conf": "max_connections = 200\n" } } };
    expect(templateOf(other)).not.toEqual(templateOf(STATEFUL));
  });

  it("of a keeper, and of what it repeats, do not", () => {
    const files = { "roles.sql": "create role other" };
    const other = {
      ...STATEFUL,
      keeper: { ...keeper!, files, steps: [{ signal: "USR1" }] },
      prepare: [{ ...prepare[0]!, files: { "pg_hba.conf": "local all all reject\n" } }],
    };
    expect(templateOf(other)).toEqual(templateOf(STATEFUL));
    expect(render(other).one("ConfigMap", "postgres-keeper")["data"]).toEqual(files);
  });

  it("of what prepares a pod that has no keeper replace it", () => {
    const alone = { ...STATEFUL, keeper: undefined };
    const other = { ...alone, prepare: [{ ...prepare[0]!, files: { "pg_hba.conf": "local all all reject\n" } }] };
    expect(templateOf(other)).not.toEqual(templateOf(alone));
  });
});

it("a `$` reaches the program: Kubernetes would take it for a variable of its own", () => {
  const container = at(render(ROLLING).one("Deployment").spec, "template", "spec", "containers", 0);
  expect(at(container, "env")).toEqual([{ name: "GREETING", value: "it's $$(HOME) for $$$$5" }]);
});

describe("a server with data", () => {
  const rendered = render(STATEFUL);
  const { spec } = rendered.one("StatefulSet");

  it("keeps its claim, with labels that never change", () => {
    expect(at(spec, "volumeClaimTemplates", 0, "metadata", "labels")).toEqual({
      "app.kubernetes.io/name": "postgres",
      "app.kubernetes.io/component": "server",
    });
    expect(at(spec, "persistentVolumeClaimRetentionPolicy")).toEqual({ whenDeleted: "Retain", whenScaled: "Retain" });
    expect(rendered.of("PersistentVolumeClaim").map(({ metadata }) => metadata.annotations)).toEqual([
      { "bulwark.path": "platform/postgres", "helm.sh/resource-policy": "keep" },
    ]);
  });

  it("has its folder made by its own user, before anything else", () => {
    expect(at(spec, "template", "spec", "initContainers", 0)).toMatchObject({
      name: "folders",
      command: ["mkdir", "-p", "-m", "0700", "/claims/data/data"],
      volumeMounts: [{ name: "data", mountPath: "/claims/data" }],
    });
    expect(at(spec, "template", "spec", "initContainers", 1, "name")).toBe("install");
  });

  it("is found pod by pod by the headless Service that it names", () => {
    expect(rendered.one("Service", at(spec, "serviceName") as string).spec).toMatchObject(HEADLESS);
  });

  it("tells its keeper the steps in the words of a shell", () => {
    const data = rendered.one("ConfigMap", "postgres-keeper-steps")["data"];
    expect(at(data, "steps.sh")).toBe("step 'psql' '-c' 'select '\\''it'\\'''\\''s'\\'''\nsignal 'HUP'\n");
  });

  it("gives the first run of a job another name when its pod or its files change", () => {
    const nameOf = (values: WorkloadValues) => render(values).one("Job").metadata.name;
    const [dump] = STATEFUL.schedules;
    const name = nameOf(STATEFUL);
    expect(name).toMatch(/^postgres-dump-start-[0-9a-f]{8}$/);
    expect(nameOf({ ...STATEFUL, schedules: [{ ...dump!, files: { "dump.sh": "other" } }] })).not.toBe(name);
    expect(nameOf({ ...STATEFUL, user: { uid: 71, gid: 71 } })).not.toBe(name);
    expect(nameOf({ ...STATEFUL, replicas: 3 })).toBe(name);
  });
});

describe("a layer that grows", () => {
  const rendered = render(ROLLING);

  it("leaves the number of its pods to the autoscaler, within its bounds", () => {
    expect(rendered.one("Deployment").spec).not.toHaveProperty("replicas");
    expect(rendered.one("HorizontalPodAutoscaler").spec).toMatchObject({ minReplicas: 3, maxReplicas: 20 });
  });

  it("may lose one pod at a time, and spreads over zones and nodes", () => {
    expect(at(rendered.one("PodDisruptionBudget").spec, "maxUnavailable")).toBe(1);
    const pod = at(rendered.one("Deployment").spec, "template", "spec");
    expect(at(pod, "topologySpreadConstraints", 0)).toMatchObject({ topologyKey: "topology.kubernetes.io/zone" });
    expect(at(pod, "topologySpreadConstraints", 1)).toMatchObject({ topologyKey: "kubernetes.io/hostname" });
  });

  it("runs its hooks in their order, after all that they need", () => {
    const weights = rendered.objects.flatMap(({ kind, metadata }) => {
      const weight = metadata.annotations?.["helm.sh/hook-weight"];
      return weight === undefined ? [] : [[Number(weight), `${kind}/${metadata.name}`] as const];
    });
    expect(weights.sort(([one], [other]) => one - other).map(([, name]) => name)).toEqual([
      "ServiceAccount/shop-hook",
      "ConfigMap/shop-migrate",
      "NetworkPolicy/shop-migrate",
      "NetworkPolicy/shop-check",
      "ExternalSecret/shop-migrate",
      "Job/shop-migrate",
      "Job/shop-check",
    ]);
  });

  it("shows in words what it weakens", () => {
    const { exceptions, network } = ROLLING;
    const read = (kind: string, annotation: string) =>
      JSON.parse(rendered.one(kind, "shop").metadata.annotations![annotation]!) as unknown;
    expect(read("Deployment", "bulwark.exceptions")).toEqual(exceptions);
    expect(read("NetworkPolicy", "bulwark.reasons")).toEqual([
      { outside: "0.0.0.0/0", reason: network.outside[0]!.reason },
      { open: [8080], reason: network.open!.reason },
    ]);
  });

  it("is read by Prometheus once, by the Service that shows each pod", () => {
    const selector = at(rendered.one("ServiceMonitor").spec, "selector", "matchLabels");
    const seen = rendered.of("Service").filter(({ metadata }) => matches(selector, metadata.labels));
    expect(seen.map(({ metadata }) => metadata.name)).toEqual(["shop-replicas"]);
  });

  it("shows the certificate and the secret in one folder", () => {
    const volumes = at(rendered.one("Deployment").spec, "template", "spec", "volumes");
    expect(volumes).toContainEqual({
      name: "secrets-server",
      projected: {
        defaultMode: 0o440,
        sources: [
          { secret: { name: "shop" } },
          { secret: { name: "shop-certificate", items: [{ key: "tls-combined.pem", path: "tls.pem" }] } },
        ],
      },
    });
  });
});

describe("a network policy", () => {
  it("lets whoever opens connections ask for addresses, and nobody else", () => {
    const egressOf = (values: WorkloadValues) => at(render(values).one("NetworkPolicy", values.name).spec, "egress");
    expect(egressOf(EVERYWHERE)).toEqual([]);
    expect(egressOf(ROLLING)).toContainEqual(expect.objectContaining({ to: DNS }));
  });

  it("opens exactly what the values say", () => {
    const tcp = (port: number) => [{ protocol: "TCP", port }];
    const pods = (name: string) => ({
      podSelector: { matchLabels: { "app.kubernetes.io/name": name, "app.kubernetes.io/component": "server" } },
    });
    const { spec } = render(ROLLING).one("NetworkPolicy", "shop");
    expect(at(spec, "ingress")).toEqual([{ from: [pods("haproxy")], ports: tcp(8080) }, { ports: tcp(8080) }]);
    const data = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "data" } } };
    expect(at(spec, "egress")).toEqual([
      { to: [{ ...data, ...pods("postgres") }], ports: tcp(5432) },
      { to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["169.254.0.0/16"] } }], ports: tcp(587) },
      expect.objectContaining({ to: DNS }),
    ]);
  });
});
