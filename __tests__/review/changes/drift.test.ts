import { driftOf } from "../../../review/changes/drift";
import type { JsonObject, ResourceChange } from "../../../review/resource";

/** What somebody changed on one resource, as a plan says it. */
const drifted = (before: object, after: object | undefined, more: Partial<ResourceChange> = {}) =>
  driftOf([
    {
      ...{ stack: "shop", address: "docker_container.web", previousAddress: "docker_container.web" },
      ...{ type: "docker_container", action: "update", replacePaths: [], createsFirst: false },
      ...{ before: before as JsonObject, after: after as JsonObject | undefined },
      ...more,
    },
  ]);

const pathsOf = ({ drift }: ReturnType<typeof driftOf>) =>
  drift.flatMap(({ attributes }) => attributes.map(({ path }) => path));

it.each([
  [{ tmpfs: null }, { tmpfs: {} }],
  [{ dns: null }, { dns: [] }],
  [{ exit_code: null }, { exit_code: 137 }],
  [{ latest_restorable_time: "08:11" }, { latest_restorable_time: "08:12" }],
  [{ init: null }, { init: false }],
  [
    { network_data: [{ network_name: "a", ip_address: "1" }] },
    { network_data: [{ network_name: "a", ip_address: "2" }] },
  ],
  [
    { tags: { a: "1" }, tags_all: { a: "1" } },
    { tags: { a: "1" }, tags_all: { a: "1" }, arn: "x" },
  ],
])("of %j and %j nobody is told: it is counted", (before, after) => {
  const { drift, noise } = drifted(before, after);
  expect([drift, noise]).toEqual([[], 1]);
});

it.each([
  [{ memory: 0 }, { memory: 256 }, ["memory"]],
  [
    { network_data: [{ network_name: "a" }] },
    { network_data: [{ network_name: "b" }, { network_name: "a" }] },
    ["network_data.b"],
  ],
  [{ tags_all: { owner: "a" } }, { tags_all: { owner: "b" } }, ["tags_all.owner"]],
  [{ tags: { a: "1" }, tags_all: { a: "1" } }, { tags: { a: "2" }, tags_all: { a: "2" } }, ["tags.a"]],
])("from %j to %j somebody changed %j", (before, after, paths) => {
  expect(pathsOf(drifted(before, after))).toEqual(paths);
});

it("tells what is gone in one line", () => {
  expect(drifted({ name: "web", image: "a:1" }, undefined).drift).toMatchObject([
    { address: "docker_container.web", attributes: [{ path: "resource", before: "there", after: "gone" }] },
  ]);
});

it("tells what another resource sets where that is, and not again", () => {
  const [before, after] = [{ versioning: [{ enabled: false }] }, { versioning: [{ enabled: true }] }];
  const type = "aws_s3_bucket";
  expect(pathsOf(drifted(before, after, { type, mirrored: new Set(["versioning"]) }))).toEqual([]);
  expect(pathsOf(drifted(before, after, { type }))).toEqual(["versioning[0].enabled"]);
});

it("tells another content of an object by its hash, which of other things is noise", () => {
  expect(pathsOf(drifted({ etag: "1" }, { etag: "2" }, { type: "aws_s3_object" }))).toEqual(["etag"]);
  expect(pathsOf(drifted({ etag: "1" }, { etag: "2" }, { type: "aws_cloudfront_distribution" }))).toEqual([]);
});
