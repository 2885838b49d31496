import { reachOf, type Connection } from "../../support/kubernetes-reach/reach";
import { analyzedReachOf } from "../../support/kubernetes-reach/cyclonus";
import { BROKEN_POLICIES } from "../../support/kubernetes/broken-policies";
import { RenderingProject } from "../../support/kubernetes/rendering";

const ENVIRONMENT = "rag-production";

/** Neither is Bulwark's: where names are resolved, and somebody who has no business here. */
const OTHERS = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } },
  pod("kube-dns", "kube-system", { "k8s-app": "kube-dns" }),
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "elsewhere" } },
  pod("stranger", "elsewhere", { "app.kubernetes.io/name": "rag-app", "app.kubernetes.io/component": "server" }),
];

const PORTS = [53, 80, 443, 3000, 5000, 5001, 5432, 8080, 8404, 8443, 9090, 9100, 9115, 9187, 11434];

/** By hand, from `uses`, routes and what monitoring reads in environments/rag-production.yaml: nobody asks the generator. */
const DECLARED = [
  "haproxy → rag-app 5000",
  "rag-app → rag-index 5001",
  "rag-index → postgres 5432",
  "postgres-exporter → postgres 5432",
  "prometheus → haproxy 8404",
  "prometheus → rag-app 5000",
  "prometheus → rag-index 5001",
  "prometheus → postgres-exporter 9187",
  "prometheus → blackbox-exporter 9115",
  "prometheus → node-exporter 9100",
  "haproxy → prometheus 9090",
  "blackbox-exporter → haproxy 8443",
  "blackbox-exporter → outside 11434",
  "rag-app → outside 11434",
  "outside → haproxy 8080",
  "outside → haproxy 8443",
  // What is open to everybody is open to a stranger in the cluster too.
  "stranger → haproxy 8080",
  "stranger → haproxy 8443",
];

describe("the network policies of rag-production", () => {
  const project = new RenderingProject();
  const objects = [...OTHERS, ...project.render(ENVIRONMENT).map(({ object }) => object)];

  afterAll(() => {
    project.remove();
  });

  it("let through what is declared, no more and no less, for every pair of pods and every port", () => {
    expect(platformReach(reachOf(objects, { ports: PORTS }))).toEqual([...DECLARED].sort());
  });

  it("are read the same way by a program that shares nothing with Bulwark", () => {
    expect(analyzedReachOf(objects, { ports: PORTS })).toEqual(reachOf(objects, { ports: PORTS }));
  });

  it("let those ask for names who open connections, and nobody else", () => {
    const asking = reachOf(objects, { ports: [53], protocol: "UDP" })
      .filter(({ from, to }) => to.endsWith("/kube-dns") && from.startsWith(ENVIRONMENT))
      .map(({ from }) => shortName(from));
    const opening = DECLARED.map((line) => line.split(" ")[0]!).filter(
      (name) => !["outside", "stranger"].includes(name),
    );
    expect([...new Set(asking)].sort()).toEqual([...new Set(opening)].sort());
  });

  it.each(BROKEN_POLICIES)("are told apart from ones where $what", ({ breakIt }) => {
    const reach = platformReach(reachOf(breakIt(objects), { ports: PORTS }));
    expect(reach).not.toEqual([...DECLARED].sort());
  });
});

/** Names of the system are the cluster's own matter, and what a stranger does elsewhere is too. */
function platformReach(reach: readonly Connection[]): readonly string[] {
  return reach
    .map(({ from, to, port }) => ({ from: shortName(from), to: shortName(to), port }))
    .filter(({ from, to }) => !isSystem(to) && !isSystem(from))
    .filter(({ from, to }) => !(from === "stranger" && to === "outside") && to !== "stranger")
    .map(({ from, to, port }) => `${from} → ${to} ${port}`)
    .sort();
}

const isSystem = (name: string) => name === "kube-dns";

const shortName = (place: string): string => place.split("/").at(-1)!;

function pod(name: string, namespace: string, labels: Readonly<Record<string, string>>) {
  const spec = { containers: [{ name: "main", image: "registry.test/main:1" }] };
  return { apiVersion: "v1", kind: "Pod", metadata: { name, namespace, labels }, spec };
}
