import type { ReleaseEntry } from "../../../operations/kubernetes/manifest";
import { isHealthy, stateOf } from "../../../operations/kubernetes/workloads";

const RELEASE = { component: "items" } as ReleaseEntry;
const DONE = { name: "items", generation: 2, observed: 2, desired: 2, ready: 2, updated: 2 };

const waiting = (reason: string) => ({ status: { containerStatuses: [{ state: { waiting: { reason } } }] } }) as never;

it("is healthy when all pods of the newest template are ready", () => {
  expect(isHealthy(stateOf(RELEASE, DONE, []))).toBe(true);
});

it.each([
  ["missing", undefined, []],
  ["starting", { ...DONE, ready: 1 }, [waiting("ContainerCreating")]],
  ["rolling", { ...DONE, updated: 1 }, []],
  ["starting", { ...DONE, observed: 1 }, []],
  ["ImagePullBackOff", { ...DONE, ready: 1 }, [waiting("ContainerCreating"), waiting("ImagePullBackOff")]],
])("is %s", (health, workload, pods) => {
  expect(stateOf(RELEASE, workload, pods).health).toBe(health);
});

it("says when no node takes a pod", () => {
  const pod = { status: { conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }] } } as never;
  expect(stateOf(RELEASE, { ...DONE, ready: 1 }, [pod]).health).toBe("Unschedulable");
});
