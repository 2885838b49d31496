import { newSince, reasonsOf, type ClusterEvent } from "../../../operations/kubernetes/failure-reasons";
import type { ReleaseEntry } from "../../../operations/kubernetes/manifest";

const release = (component: string, namespace = "shop"): ReleaseEntry => ({
  component,
  namespace,
  address: `helm_release.platform_${component}`,
  path: `platform/${component}`,
  kind: "Deployment",
  image: "registry.test/items:1",
  publishes: [],
  schedules: [],
  keepsData: false,
  exceptions: [],
});

const RELEASES = [release("items"), release("items-api"), release("redis")];

const event = (part: Partial<ClusterEvent>): ClusterEvent => ({
  uid: "1",
  namespace: "shop",
  reason: "FailedCreate",
  message: "",
  object: "items-5d9f",
  count: 1,
  at: 0,
  ...part,
});

/** As an API server 1.34 says them. */
const QUOTA =
  'Error creating: pods "items-566687ff95-sd7dm" is forbidden: exceeded quota: quota, requested: pods=1, used: pods=4, limited: pods=4';
const POD_SECURITY =
  'Error creating: pods "items-566687ff95-sd7dm" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false (container "proxy" must set securityContext.allowPrivilegeEscalation=false)';

it.each([
  ["Pod Security", { message: POD_SECURITY }, "its pods were refused by Pod Security"],
  ["a quota", { message: QUOTA }, "its pods were refused by a quota of the namespace"],
  ["a webhook", { message: "Error creating: admission webhook denied" }, "its pods were refused by the API server"],
  ["an image", { reason: "Failed", message: 'Failed to pull image "x"' }, "its image cannot be pulled"],
  ["an image again", { reason: "BackOff", message: 'Back-off pulling image "x"' }, "its image cannot be pulled"],
  ["the scheduler", { reason: "FailedScheduling", message: "0/3 nodes are available" }, "no node takes its pods"],
  [
    "a volume",
    { reason: "FailedMount", message: 'secret "items" not found' },
    "a volume of its pods cannot be mounted",
  ],
  ["a job", { reason: "BackoffLimitExceeded", message: "Job has reached" }, "a job before it failed"],
  ["a probe", { reason: "Unhealthy", message: "Readiness probe failed" }, "its pods run and do not become ready"],
  [
    "a crash",
    { reason: "BackOff", message: "Back-off restarting failed container" },
    "its container ends again and again",
  ],
  ["anything else", { reason: "Evicted", message: "gone" }, "the cluster warns"],
])("tells %s from the others, with the server's own words and a fix", (_kind, part, what) => {
  const [reason] = reasonsOf([event(part)], RELEASES);
  expect(reason).toEqual({ component: "items", what, said: part.message, fix: expect.stringMatching(/./) as string });
});

it("says a kind once per release, in its newest words, without the mark of combined events", () => {
  const newest = event({
    at: 3,
    message: `(combined from similar events): ${QUOTA.replace("used: pods=4", "used: pods=5")}`,
  });
  const reasons = reasonsOf([event({ message: QUOTA, at: 1 }), newest, event({ message: QUOTA, at: 2 })], RELEASES);
  expect(reasons.map(({ said }) => said)).toEqual([QUOTA.replace("used: pods=4", "used: pods=5")]);
});

it("puts what is most telling first", () => {
  const probe = event({ reason: "Unhealthy", message: "Readiness probe failed", at: 9 });
  expect(reasonsOf([probe, event({ message: POD_SECURITY })], RELEASES).map(({ what }) => what)).toEqual([
    "its pods were refused by Pod Security",
    "its pods run and do not become ready",
  ]);
});

it.each([
  ["items-5d9f-x2x", "items"],
  ["items-api-5d9f-x2x", "items-api"],
  ["redis", "redis"],
])("gives what was said of %s to %s", (object, component) => {
  expect(reasonsOf([event({ object })], RELEASES).map((one) => one.component)).toEqual([component]);
});

it("leaves out what is said of objects of others, and of other namespaces", () => {
  expect(reasonsOf([event({ object: "itemsx-1" }), event({ namespace: "default" })], RELEASES)).toEqual([]);
});

it("knows what is new by how often it was said, whatever the clocks say", () => {
  const before = [event({ uid: "old", count: 2 }), event({ uid: "again", count: 2 })];
  const now = [...before.slice(0, 1), event({ uid: "again", count: 3 }), event({ uid: "new" })];
  expect(newSince(before, now).map(({ uid }) => uid)).toEqual(["again", "new"]);
});
