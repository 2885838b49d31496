import { mkdirSync, writeFileSync } from "node:fs";
import { parse } from "yaml";
import { synthesizedReleases } from "../../../operations/kubernetes/releases";
import { changed } from "../../support/charts/changed";
import { lint, podSecurity } from "../../support/charts/helm";
import { startCluster, type Cluster } from "../../support/kubernetes/control-plane";
import { pathOf, type KubernetesObject } from "../../support/kubernetes/paths";
import { RenderingProject } from "../../support/kubernetes/rendering";
import { checkov } from "../../support/validators/checkov";
import { addEverything, EVERYTHING } from "../../support/kubernetes/validators/everything";
import { judged, type Explained } from "../../support/validators/findings";
import { kubeconform } from "../../support/kubernetes/validators/kubeconform";
import { kubeScore } from "../../support/kubernetes/validators/kube-score";

/** A control plane without the operators does not know these; only theirs does. */
const OF_OPERATORS = ["Certificate", "ExternalSecret", "ServiceMonitor"];

/** Jobs that wait for a server, or ask it for its configuration, run its own image. */
const OF_UPSTREAM_USERS =
  /^\w+\/(postgres|redis|haproxy|pgbouncer|grafana|items-await-(postgres|redis))(-check|-dump)?$/;

const LOW_USER =
  "the account of the upstream image, which its files belong to; what has the same number on a node is kept apart by the pod's own file systems";

const CRITICAL_AND_RIGHT: readonly Explained[] = [
  {
    id: "container-image-pull-policy",
    objects: /^(CronJob|DaemonSet|Deployment|Job|StatefulSet)\//,
    reason:
      "an image with a digest is always the same, so a pod need not wait for the registry; others are pulled always",
  },
  { id: "container-security-context-user-group-id", objects: OF_UPSTREAM_USERS, reason: LOW_USER },
];

const FAILED_AND_RIGHT: readonly Explained[] = [
  { id: "CKV_K8S_40", objects: OF_UPSTREAM_USERS, reason: LOW_USER },
  {
    id: "CKV_K8S_43",
    objects: /^(CronJob|Deployment|Job)\/(gateway|hub|items|worker|rag-app|rag-index)/,
    reason: "the image of a layer is its author's, who says it by tag here; a digest is taken as well",
  },
  {
    id: "CKV_K8S_43",
    objects: /^Deployment\/redis-exporter$/,
    reason: "no two public sources agree on the digest of that variant; see the catalogue of images",
  },
  {
    id: "CKV_K8S_8",
    objects: /^(StatefulSet\/(postgres|redis)|Deployment\/haproxy)$/,
    reason: "the keeper beside the server answers nobody, and ends by itself when a step fails",
  },
];

const project = new RenderingProject();
addEverything(project);
const ENVIRONMENTS = ["rag-production", EVERYTHING].map((name) => {
  const files = project.render(name, `rendered-${name}`);
  const objects = files.map(({ object }) => object as KubernetesObject);
  return { name, objects, text: textOf(objects), folder: project.path(`rendered-${name}`) };
});
const [{ objects: RAG }] = ENVIRONMENTS as [(typeof ENVIRONMENTS)[0]];

afterAll(() => project.remove());

function textOf(objects: readonly object[]): string {
  return objects.map((one) => JSON.stringify(one)).join("\n---\n");
}

/** The first manifest of a kind in rag-production, with values of somebody who broke it. */
const broken = (kind: string, path: readonly (string | number)[], values: object): KubernetesObject =>
  changed(
    RAG.find((one) => one.kind === kind)!,
    path,
    (part) => Object.assign(part, values),
  );

/** All of rag-production, with that one in its place. */
const beside = (wrong: KubernetesObject): string =>
  textOf(RAG.map((one) => (pathOf(one) + one.metadata.name === pathOf(wrong) + wrong.metadata.name ? wrong : one)));

const CONTAINER = ["spec", "template", "spec", "containers", 0];

describe("helm lint", () => {
  const releases = ENVIRONMENTS.flatMap(({ name }) =>
    synthesizedReleases(project.path("cdktf.out", "stacks", name)).map(
      ({ chart, values, ...release }) => [`${name}: ${release.name}`, chart, parse(values) as object] as const,
    ),
  );

  it.each(releases)("has nothing to say of %s", (_name, chart, values) => {
    const { code, output } = lint(chart, values);
    expect(output.split("\n").filter((line) => /^\[(?!INFO)/.test(line))).toEqual([]);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("0 chart(s) failed") as string });
  });

  it("refuses a value that nobody reads", () => {
    const [, chart, values] = releases[0]!;
    expect(lint(chart, { ...values, unknownKey: 1 }).code).toBe(1);
  });
});

describe("a real API server", () => {
  let cluster: Cluster;
  const accept = (object: KubernetesObject) =>
    cluster.api.post(`${pathOf(object)}?dryRun=All&fieldValidation=Strict`, object);

  beforeAll(async () => {
    cluster = await startCluster({ nodes: 1 });
    for (const object of ENVIRONMENTS.flatMap(({ objects }) => objects)) {
      if (object.kind === "Namespace") await cluster.api.create(object);
    }
  });
  afterAll(() => cluster?.stop());

  it.each(ENVIRONMENTS)("takes every object of $name, and knows every key", async ({ objects }) => {
    const others = objects.filter(({ kind }) => kind !== "Namespace" && !OF_OPERATORS.includes(kind));
    const refused: string[] = [];
    for (const object of others) {
      await accept(object).catch((error: unknown) =>
        refused.push(`${object.kind}/${object.metadata.name}: ${String(error)}`),
      );
    }
    expect(refused).toEqual([]);
    expect(others.length).toBeGreaterThan(60);
  });

  it.each([
    {
      what: "a key that it does not know",
      object: () => broken("Deployment", ["spec"], { replica: 2 }),
      says: /unknown field "spec.replica"/,
    },
    {
      what: "a port that is none",
      object: () => broken("Service", ["spec", "ports", 0], { port: 70_000 }),
      says: /spec.ports\[0\].port: Invalid value/,
    },
    {
      what: "a selector that misses its pods",
      object: () => broken("StatefulSet", ["spec", "selector"], { matchLabels: { app: "another" } }),
      says: /`selector` does not match template `labels`/,
    },
  ])("refuses $what", async ({ object, says }) => {
    await expect(accept(object())).rejects.toThrow(says);
  });
});

describe("kubeconform", () => {
  it.each(ENVIRONMENTS)("finds every object of $name as its schema says", ({ objects, text }) => {
    const skipped = objects.filter(({ kind }) => OF_OPERATORS.includes(kind)).length;
    expect(kubeconform(text, OF_OPERATORS)).toEqual({
      resources: [],
      summary: { valid: objects.length - skipped, invalid: 0, errors: 0, skipped },
    });
  });

  it("finds objects of every operator in an environment that has all of them", () => {
    const kinds = new Set(ENVIRONMENTS.at(-1)!.objects.map(({ kind }) => kind));
    expect(OF_OPERATORS.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it.each([
    ["a key that no schema has", { replica: 2 }, /replica/],
    ["a number that is text", { replicas: "two" }, /replicas/],
  ])("finds %s", (_what, values, says) => {
    const { resources, summary } = kubeconform(beside(broken("Deployment", ["spec"], values)), OF_OPERATORS);
    expect(summary).toMatchObject({ invalid: 1, errors: 0 });
    expect(resources[0]!.msg).toMatch(says);
  });
});

describe("kube-score", () => {
  it("has no critical finding but those that are explained", () => {
    const findings = ENVIRONMENTS.flatMap(({ text }) => kubeScore(text));
    expect(judged(findings, CRITICAL_AND_RIGHT)).toEqual({ unexplained: [], unused: [] });
  });

  it.each([
    ["a container without limits", { resources: {} }, "container-resources"],
    ["a file system that can be written", { securityContext: {} }, "container-security-context-readonlyrootfilesystem"],
    ["an image without a version", { image: "docker.io/library/haproxy" }, "container-image-tag"],
  ])("finds %s", (_what, values, id) => {
    const { unexplained } = judged(kubeScore(beside(broken("Deployment", CONTAINER, values))), CRITICAL_AND_RIGHT);
    expect(unexplained).toContainEqual(expect.stringContaining(id));
  });
});

it.each(ENVIRONMENTS)(
  "an image of $name without a digest is asked for at each start, one with a digest is not",
  ({ text }) => {
    const found = [...text.matchAll(/"image":"([^"]+)","imagePullPolicy":"(\w+)"/g)];
    expect(found.length).toBeGreaterThan(10);
    expect(found.filter(([, image = "", policy]) => (policy === "Always") === image.includes("@sha256:"))).toEqual([]);
  },
);

describe("checkov", () => {
  it("has no failed check but those that are explained", () => {
    const reports = ENVIRONMENTS.map(({ folder }) => checkov(folder));
    expect(reports.map(({ unreadable }) => unreadable)).toEqual([0, 0]);
    expect(reports.every(({ passed }) => passed > 500)).toBe(true);
    const findings = reports.flatMap((report) => report.findings);
    expect(judged(findings, FAILED_AND_RIGHT)).toEqual({ unexplained: [], unused: [] });
  });

  it("finds a privileged container and one that writes its own file system", () => {
    const securityContext = { privileged: true, readOnlyRootFilesystem: false };
    const folder = project.path("broken");
    mkdirSync(folder);
    writeFileSync(`${folder}/all.yaml`, beside(broken("Deployment", CONTAINER, { securityContext })));
    const { unexplained } = judged(checkov(folder).findings, FAILED_AND_RIGHT);
    for (const id of ["CKV_K8S_16", "CKV_K8S_22"]) expect(unexplained).toContainEqual(expect.stringContaining(id));
  });
});

describe("Pod Security `restricted`", () => {
  it.each(ENVIRONMENTS)("lets every pod of $name in", ({ objects }) => {
    const { code, output } = podSecurity(objects);
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^[1-9]\d+ pod templates/) as string });
  });
});

it("an explanation of nothing is found, and says what it is about", () => {
  const explained = { id: "CKV_K8S_16", objects: /^Deployment\/none$/, reason: "there is none" };
  expect(judged([], [explained])).toEqual({ unexplained: [], unused: ["CKV_K8S_16 of ^Deployment\\/none$"] });
});
