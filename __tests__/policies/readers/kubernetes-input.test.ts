import { declared } from "../../../policies/facts/fact";
import { subjectsOf } from "../../../policies/facts/subject";
import { kubernetesPlatform } from "../../../policies/readers/kubernetes";

const platformOf = (text: string) => kubernetesPlatform([{ file: "all.yaml", text }]);
const containersOf = (text: string) => subjectsOf(platformOf(text), "container");
const idsOf = (text: string) => containersOf(text).map(({ id }) => id);

/** As `helm template` prints what charts/workload says. */
const RENDERED = `---
# Source: workload/templates/serviceaccount.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: "redis", namespace: "shop" }
automountServiceAccountToken: false
---
# Source: workload/templates/hooks.yaml
# nothing
---
# Source: workload/templates/statefulset.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: "redis"
  namespace: "shop"
  annotations:
    bulwark.path: "qa/platform/redis"
spec:
  template:
    metadata:
      annotations:
        bulwark.path: "qa/platform/redis"
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 70, runAsGroup: 70, seccompProfile: { type: RuntimeDefault } }
      initContainers:
        - name: "folders"
          image: "redis:8"
        - name: "proxy"
          image: "redis:8"
          restartPolicy: Always
      containers:
        - name: "server"
          image: "redis:8"
        - name: "keeper"
          image: "redis:8"
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: redis-backup
  namespace: shop
  annotations: { bulwark.path: qa/platform/redis }
spec:
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: backup
              image: redis:8
---
apiVersion: v1
kind: Service
metadata: { name: redis }
---
apiVersion: v1
kind: Service
metadata: { name: redis-replicas }
`;

const RENDERED_ELSEWHERE = `apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: redis }
`;

describe("a rendering", () => {
  it("gives every container, with how long it lives and its construct", () => {
    const found = containersOf(RENDERED).map(({ id, lifetime, path }) => [id, lifetime, path]);
    expect(found).toEqual([
      ["StatefulSet/shop/redis/folders", "task", "qa/platform/redis"],
      ["StatefulSet/shop/redis/proxy", "service", "qa/platform/redis"],
      ["StatefulSet/shop/redis/server", "service", "qa/platform/redis"],
      ["StatefulSet/shop/redis/keeper", "service", "qa/platform/redis"],
      ["CronJob/shop/redis-backup/backup", "task", "qa/platform/redis"],
    ]);
  });

  it("gives every container at the line of its name", () => {
    const lines = RENDERED.split("\n");
    const names = containersOf(RENDERED).map(({ at }) => lines[at.line! - 1]!.trim());
    expect(names).toEqual([
      '- name: "folders"',
      '- name: "proxy"',
      '- name: "server"',
      '- name: "keeper"',
      "- name: backup",
    ]);
  });

  it("is counted by kind where nobody examines it", () => {
    const text = `${RENDERED}---\napiVersion: v1\nkind: Secret\n---\n${RENDERED_ELSEWHERE}`;
    const expected = { Secret: 1, "Service.serving.knative.dev": 1 };
    expect(Object.fromEntries(platformOf(text).notExamined)).toEqual(expected);
  });

  it("may be in several files", () => {
    const files = ["a", "b"].map((name) => ({ file: `${name}.yaml`, text: pod(name) }));
    const places = subjectsOf(kubernetesPlatform(files), "container").map(({ id, at }) => [id, at.file]);
    expect(places).toEqual([
      ["Pod/default/a/main", "a.yaml"],
      ["Pod/default/b/main", "b.yaml"],
    ]);
  });
});

const pod = (name: string, more = "") =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec:\n  containers: [{ name: main, image: a, ${more} }]\n`;

const template = (apiVersion: string, kind: string, place = "template") =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: x, namespace: shop},` +
  ` spec: {${place}: {spec: {containers: [{name: main, image: a}]}}}}`;

describe("what runs containers", () => {
  it.each([
    ["apps/v1", "Deployment", "service"],
    ["extensions/v1beta1", "Deployment", "service"],
    ["apps/v1", "ReplicaSet", "service"],
    ["apps/v1", "DaemonSet", "service"],
    ["apps/v1", "StatefulSet", "service"],
    ["v1", "ReplicationController", "service"],
    ["batch/v1", "Job", "task"],
  ])("is a %s %s, a %s", (apiVersion, kind, lifetime) => {
    const platform = platformOf(template(apiVersion, kind));
    const subjects = subjectsOf(platform, "container");
    expect([subjects.map((one) => [one.id, one.lifetime]), platform.notExamined.size]).toEqual([
      [[`${kind}/shop/x/main`, lifetime]],
      0,
    ]);
  });

  it.each([
    ["Always", "service"],
    ["Never", "task"],
    ["OnFailure", "task"],
  ])("is a pod of its own, with restartPolicy %s a %s", (policy, lifetime) => {
    const subjects = containersOf(`${pod("x")}  restartPolicy: ${policy}\n`);
    expect(subjects.map((one) => one.lifetime)).toEqual([lifetime]);
  });

  it("is a container that was put into a running pod, which says so when it is read back", () => {
    const subjects = containersOf(`${pod("x")}  ephemeralContainers: [{ name: debug, image: a }]\n`);
    expect(subjects.map((one) => [one.id, one.lifetime])).toEqual([
      ["Pod/default/x/main", "service"],
      ["Pod/default/x/debug", "task"],
    ]);
  });

  it("is not a kind of somebody else that has the same name", () => {
    const { subjects, notExamined } = platformOf(template("batch.volcano.sh/v1alpha1", "Job"));
    expect([subjects, [...notExamined]]).toEqual([[], [["Job.batch.volcano.sh", 1]]]);
  });

  it.each([
    ["List", "v1", template("apps/v1", "Deployment")],
    [
      "DeploymentList",
      "apps/v1",
      template("apps/v1", "Deployment").replace("apiVersion: apps/v1, kind: Deployment,", ""),
    ],
    ["List", "v1", `{apiVersion: v1, kind: List, items: [${template("apps/v1", "Deployment")}]}`],
  ])("is in a %s too, with its own line", (kind, apiVersion, item) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nitems:\n- ${item}\n`;
    expect(containersOf(text).map(({ id, at }) => [id, at.line])).toEqual([["Deployment/shop/x/main", 4]]);
  });
});

describe("YAML as Kubernetes reads it", () => {
  it("takes yes for true, a time for a text, and the last of a key", () => {
    const env = "env: [{ name: A, value: 10:30 }, { name: B, value: 2026-01-01 }]";
    const [found] = containersOf(pod("x", `securityContext: { privileged: no, privileged: yes }, ${env}`));
    expect([found?.privileged, found?.environment]).toEqual([
      declared(true),
      declared(
        new Map([
          ["A", "10:30"],
          ["B", "2026-01-01"],
        ]),
      ),
    ]);
  });

  it("finds what an alias stands for, at the line of what is above it", () => {
    const text = `apiVersion: v1
kind: Pod
metadata: { name: x, labels: &main { name: main, image: a } }
spec:
  containers:
    - { <<: *main, name: merged }
    - *main
`;
    expect(containersOf(text).map(({ id, at }) => [id, at.line])).toEqual([
      ["Pod/default/x/merged", 6],
      ["Pod/default/x/main", 7],
    ]);
  });

  it("may be nested deeper than any object is", () => {
    const text = `apiVersion: v1\nkind: Secret\ndata: ${"[".repeat(150)}${"]".repeat(150)}\n`;
    expect(platformOf(text).notExamined.get("Secret")).toBe(1);
  });

  it.each(["", "---\n", "# nothing\n---\n---\n"])("of %j gives nothing", (text) => {
    expect(idsOf(text)).toEqual([]);
  });
});

describe("objects that name no namespace", () => {
  const POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: web, image: web}]}\n";
  const workloadOf = (namespace?: string) => {
    const document = { file: "all.yaml", text: POD, ...(namespace === undefined ? {} : { namespace }) };
    const [workload] = subjectsOf(kubernetesPlatform([document]), "workload");
    return { id: workload!.id, namespace: workload!.namespace };
  };

  it("lie where their release is, which is then known", () => {
    expect(workloadOf("shop")).toEqual({ id: "Pod/shop/web", namespace: declared("shop") });
  });

  it("lie where nobody knows, without a release", () => {
    expect(workloadOf()).toMatchObject({ id: "Pod/default/web", namespace: { state: "unknown" } });
  });
});
