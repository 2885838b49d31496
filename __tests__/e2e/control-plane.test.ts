import { existsSync } from "node:fs";
import { tryPortHolder } from "../../operations/setup/port";
import { startCluster, type Cluster } from "../support/kubernetes/control-plane";
import { newClusterFolder, removeClusterFolder } from "../support/kubernetes/folder";
import { startAndKill } from "../support/kubernetes/killed";
import { job, plain, podSpec, statefulSet, workload } from "../support/kubernetes/manifests";
import type { KubernetesObject } from "../support/kubernetes/paths";
import { until } from "../support/platform/prometheus-client";

interface Pod extends KubernetesObject {
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

interface ContainerStatus {
  readonly state: {
    readonly waiting?: { readonly reason: string };
    readonly terminated?: { readonly reason: string; readonly exitCode: number };
  };
}

interface KubernetesEvent {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: { readonly name: string };
}

const CORE = "/api/v1/namespaces/default";
const APPS = "/apis/apps/v1/namespaces/default";
const NODES = 4;

let cluster: Cluster;

const podsOf = (name: string) => cluster.api.list<Pod>(`${CORE}/pods?labelSelector=app.kubernetes.io/name%3D${name}`);
const statusOf = async (path: string) =>
  (await cluster.api.get<{ readonly status: Readonly<Record<string, unknown>> }>(path)).status;
const isReady = ({ status }: Pod) =>
  status.conditions?.some((one) => one.type === "Ready" && one.status === "True") ?? false;
const waitingReason = ({ status }: Pod) => status.containerStatuses?.[0]?.state.waiting?.reason;

/** The warning about the pods of a name, once there is one. */
async function warningOf(name: string): Promise<KubernetesEvent> {
  const about = await until(
    async () => {
      const events = await cluster.api.list<KubernetesEvent>(`${CORE}/events`);
      return events.filter((one) => one.type === "Warning" && one.involvedObject.name.startsWith(name));
    },
    (events) => events.length > 0,
  );
  return about[0]!;
}

/** The one pod of a name, once it is as wanted. */
async function podOnce(name: string, holds: (pod: Pod) => boolean): Promise<Pod> {
  const pods = await until(
    () => podsOf(name),
    (seen) => seen.length === 1 && seen.every(holds),
  );
  return pods[0]!;
}

beforeAll(async () => {
  cluster = await startCluster({ nodes: NODES });
});

afterAll(() => cluster?.stop());

describe("the played nodes", () => {
  it("are ready, and lie in three zones", async () => {
    const nodes = await cluster.api.list<Pod>("/api/v1/nodes");
    expect(nodes.map(isReady)).toEqual(Array.from({ length: NODES }, () => true));
    const zones = nodes.map(({ metadata }) => metadata.labels?.["topology.kubernetes.io/zone"]);
    expect(zones).toEqual(["zone-1", "zone-2", "zone-3", "zone-1"]);
  });

  it("bring a Deployment up", async () => {
    await cluster.api.create(workload("Deployment", "web"));
    const status = await until(
      () => statusOf(`${APPS}/deployments/web`),
      ({ readyReplicas }) => readyReplicas === 1,
    );
    expect(status).toMatchObject({ replicas: 1, availableReplicas: 1 });
  });

  it("run one pod of a DaemonSet each", async () => {
    await cluster.api.create(workload("DaemonSet", "agent"));
    await until(
      () => statusOf(`${APPS}/daemonsets/agent`),
      ({ numberReady }) => numberReady === NODES,
    );
    const nodes = (await podsOf("agent")).map(({ spec }) => spec.nodeName ?? "");
    expect(nodes.sort()).toEqual(["node-1", "node-2", "node-3", "node-4"]);
  });

  it("bring a Job to its end, with what goes before it", async () => {
    await cluster.api.create(job("migrate", { initImage: "registry.test/wait:1" }));
    await until(
      () => statusOf("/apis/batch/v1/namespaces/default/jobs/migrate"),
      ({ succeeded }) => succeeded === 1,
    );
    const [pod] = await podsOf("migrate");
    const ended = { state: { terminated: { reason: "Completed", exitCode: 0 } } };
    expect(pod?.status).toMatchObject({
      phase: "Succeeded",
      initContainerStatuses: [ended],
      containerStatuses: [ended],
    });
  });

  it("bind the volume of a StatefulSet, and take it back", async () => {
    const claim = `${CORE}/persistentvolumeclaims/data-store-0`;
    await cluster.api.create(statefulSet("store"));
    await podOnce("store", isReady);
    expect(await statusOf(claim)).toMatchObject({ phase: "Bound", capacity: { storage: "1Gi" } });
    await cluster.api.delete(`${APPS}/statefulsets/store`);
    await cluster.api.delete(claim);
    const left = await until(
      () => cluster.api.list("/api/v1/persistentvolumes"),
      (volumes) => volumes.length === 0,
    );
    expect(left).toEqual([]);
  });

  it("give a load balancer its address", async () => {
    await cluster.api.create(plain("Service", "front", { spec: { type: "LoadBalancer", ports: [{ port: 443 }] } }));
    const status = await until(
      () => statusOf(`${CORE}/services/front`),
      ({ loadBalancer }) => Object.keys(loadBalancer as object).length > 0,
    );
    expect(status).toMatchObject({ loadBalancer: { ingress: [{ ip: "127.0.0.1" }] } });
  });
});

describe("a pod that could not start on a real node", () => {
  it("is never ready with an image that cannot be pulled, and the event names the image", async () => {
    const image = "unknown.invalid/shop:2";
    await cluster.api.create(workload("Deployment", "broken", { image }));
    const pod = await podOnce("broken", (one) => waitingReason(one) === "ImagePullBackOff");
    expect([pod.status.phase, isReady(pod)]).toEqual(["Pending", false]);
    const { reason, message } = await warningOf("broken");
    expect(reason).toBe("Failed");
    expect(message).toContain(`Failed to pull image "${image}": `);
    expect((await statusOf(`${APPS}/deployments/broken`))["readyReplicas"]).toBeUndefined();
  });

  it("starts after all once its image can be pulled", async () => {
    const template = { spec: { template: { spec: podSpec() } } };
    await cluster.api.patch(`${APPS}/deployments/broken`, template);
    expect(waitingReason(await podOnce("broken", isReady))).toBeUndefined();
  });

  it("waits for the Secret that it mounts, and starts once it is there", async () => {
    const volumes = [{ name: "keys", secret: { secretName: "late" } }];
    await cluster.api.create(workload("Deployment", "patient", { volumes }));
    const { reason, message } = await warningOf("patient");
    expect(reason).toBe("FailedMount");
    expect(message).toBe('MountVolume.SetUp failed for volume "keys" : secret "late" not found');
    const held = await podOnce("patient", () => true);
    expect([waitingReason(held), isReady(held)]).toEqual(["ContainerCreating", false]);
    await cluster.api.create(plain("Secret", "late", { stringData: { key: "value" } }));
    expect(isReady(await podOnce("patient", isReady))).toBe(true);
  });

  it("is not held by a Secret that may be missing", async () => {
    const volumes = [{ name: "extra", secret: { secretName: "never", optional: true } }];
    await cluster.api.create(workload("Deployment", "easy", { volumes }));
    expect(isReady(await podOnce("easy", isReady))).toBe(true);
  });

  it("is refused where pods are restricted and it is not", async () => {
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    const namespace = plain("Namespace", "strict");
    await cluster.api.create({ ...namespace, metadata: { ...namespace.metadata, labels } });
    const pod = (name: string, securityContext?: object) =>
      plain("Pod", name, { metadata: { name, namespace: "strict" }, spec: podSpec({ securityContext }) });
    await until(
      () => cluster.api.tryGet("/api/v1/namespaces/strict/serviceaccounts/default"),
      (account) => account !== undefined,
    );
    await expect(cluster.api.create(pod("wild", { privileged: true }))).rejects.toThrow(/403 .*violates PodSecurity/);
    expect(await cluster.api.create(pod("tame"))).toMatchObject({ metadata: { name: "tame" } });
  });
});

describe("a control plane that is stopped", () => {
  it("leaves no process, port or file", async () => {
    const { processes, folder, url } = cluster;
    const port = { address: "127.0.0.1", port: Number(new URL(url).port) };
    const isThere = () => [processes.filter((pid) => existsSync(`/proc/${pid}`)).length, existsSync(folder)];
    expect([...isThere(), await tryPortHolder(port)]).toEqual([5, true, "EADDRINUSE"]);
    await cluster.stop();
    expect([...isThere(), await tryPortHolder(port)]).toEqual([0, false, undefined]);
  });
});

describe("a control plane whose test was killed", () => {
  let left: { readonly folder: string; readonly processes: readonly number[] };

  beforeAll(async () => {
    left = await startAndKill();
  });

  it("ends with it", async () => {
    expect(left.processes).toHaveLength(5);
    const alive = await until(
      () => Promise.resolve(left.processes.filter((pid) => existsSync(`/proc/${pid}`))),
      (pids) => pids.length === 0,
    );
    expect(alive).toEqual([]);
  });

  it("leaves files, which the next one clears", () => {
    expect(existsSync(left.folder)).toBe(true);
    const next = newClusterFolder();
    expect([existsSync(left.folder), existsSync(next)]).toEqual([false, true]);
    removeClusterFolder(next);
  });
});
