import { classify } from "../../../review/changes/classify";
import { compareStacks } from "../../../review/sources/synthesized";

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

const tree = (resource: Resources) => ({ file: "out/stacks/shop/cdk.tf.json", json: { resource } as never });

/** What becomes of the one resource that differs. */
function changed(before: Resources, after: Resources, { isStateful = false, isTask = false } = {}) {
  const { changes } = compareStacks(tree(before), tree(after));
  expect(changes).toHaveLength(1);
  return classify(changes[0]!, { isStateful, isTask });
}

const container = (attributes: object): Resources => ({
  docker_container: { web: { name: "web", image: "a:1", ...attributes } },
});
const volume = (attributes: object): Resources => ({ docker_volume: { data: { name: "data", ...attributes } } });

it("a relabelled volume is destroyed and made empty", () => {
  const { change } = changed(volume({}), volume({ labels: [{ label: "team", value: "shop" }] }));
  expect(change).toMatchObject({
    action: "replace",
    risk: "data-loss",
    reasons: ["is destroyed and created empty, forced by labels: all that is on the volume is lost"],
  });
});

it("a volume that goes is a loss, a new one is none", () => {
  expect(changed(volume({}), {}).change).toMatchObject({ action: "delete", risk: "data-loss" });
  expect(changed({}, volume({})).change).toMatchObject({ action: "create", risk: "other" });
});

it("an edit that the provider never applies is told, unless something else forces a replacement", () => {
  const edited = { healthcheck: { test: ["CMD", "b"] } };
  const { change } = changed(container({ healthcheck: { test: ["CMD", "a"] } }), container(edited));
  expect(change).toMatchObject({
    action: "update",
    risk: "ignored-edit",
    reasons: ["the provider never applies an edit of healthcheck.test[1]"],
  });
  const replaced = changed(container({ healthcheck: { test: ["CMD", "a"] } }), container({ ...edited, image: "a:2" }));
  expect(replaced.change).toMatchObject({ action: "replace", risk: "downtime" });
});

it("a container that keeps data and gets another volume starts empty", () => {
  const mounts = (source: string) => ({ mounts: [{ type: "volume", source, target: "/data", read_only: false }] });
  const { change } = changed(container(mounts("data")), container({ ...mounts("data2"), image: "a:2" }), {
    isStateful: true,
  });
  expect(change).toMatchObject({
    risk: "data-loss",
    reasons: ["starts on volume 'data2' at /data in place of 'data'"],
  });
  const kept = container({ ...mounts("data"), image: "a:2" });
  expect(changed(container(mounts("data")), kept, { isStateful: true }).change.risk).toBe("downtime");
});

it("a container whose successor is there first is away at no time", () => {
  const lifecycle = { lifecycle: { create_before_destroy: true } };
  expect(changed(container(lifecycle), container({ ...lifecycle, image: "a:2" })).change.risk).toBe("other");
});

it("nobody misses what ends by itself while it is made anew", () => {
  const [before, after] = [container({}), container({ image: "a:2" })];
  expect(changed(before, after).change.risk).toBe("downtime");
  expect(changed(before, after, { isTask: true }).change).toMatchObject({ action: "replace", risk: "other" });
});

it("a file that a container brings is told by its size, since its lines are told elsewhere", () => {
  const upload = (content: string) => ({ upload: [{ file: "/config/a.cfg", content_base64: btoa(content) }] });
  const edited = changed(container(upload("one")), container(upload("three"))).change;
  expect(JSON.stringify(edited.attributes)).toContain('"before":"3 bytes","after":"5 bytes"');
  const gone = changed(container(upload("one")), container({})).change;
  expect(gone.attributes).toMatchObject([
    { path: "upload", before: { "/config/a.cfg": { content_base64: "3 bytes" } } },
  ]);
  expect(JSON.stringify([edited, gone])).not.toContain(btoa("one"));
});

it("what nobody wrote is counted, not shown", () => {
  const generation = (name: string, value: string) => ({
    name,
    labels: [{ label: "bulwark.generation", value }],
    image: value,
  });
  const { change, noise } = changed(
    container(generation("web-1-0a1b2c3d", "a:1")),
    container(generation("web-1-4d5e6f70", "a:2")),
  );
  expect(change.attributes.map(({ path }) => path)).toEqual(["image"]);
  expect(noise).toBe(2);
});

const locked = (type: string, attributes: object) => changed({}, { [type]: { x: attributes } }).change.risk;
const retention = (mode: string) => ({ rule: [{ default_retention: [{ mode, days: 3 }] }] });

it.each([
  ["aws_backup_vault_lock_configuration", { changeable_for_days: 3 }, { min_retention_days: 7 }],
  ["aws_s3_bucket_object_lock_configuration", retention("COMPLIANCE"), retention("GOVERNANCE")],
  ["aws_s3_object", { object_lock_mode: "COMPLIANCE" }, { object_lock_mode: "GOVERNANCE" }],
  ["aws_glacier_vault_lock", { complete_lock: true }, { complete_lock: false }],
])("%s cannot be taken back as %j, and can as %j", (type, forEver, forNow) => {
  expect([locked(type, forEver), locked(type, forNow)]).toEqual(["data-loss", "other"]);
});

it.each([
  ["aws_db_instance", { skip_final_snapshot: true }, "the database is lost; no final snapshot is made"],
  ["aws_secretsmanager_secret", { recovery_window_in_days: 0 }, "at once, and nobody can take it back"],
  ["aws_kms_key", {}, "it can be taken back for 30 days"],
  ["aws_dynamodb_table", {}, "the table is lost"],
  ["aws_efs_file_system", {}, "every file in it is lost"],
  ["aws_elasticache_replication_group", {}, "what the cache keeps is lost"],
  ["aws_backup_vault", {}, "every backup in the vault is lost"],
])("the end of %s with %j: %s", (type, attributes, words) => {
  const { change } = changed({ [type]: { x: attributes } }, {});
  expect([change.risk, change.reasons]).toEqual(["data-loss", [expect.stringContaining(words)]]);
});

it.each([
  ["publicly_accessible", undefined, true, "exposure"],
  ["block_public_acls", true, undefined, "exposure"],
  ["deletion_protection", true, undefined, "weakened"],
  ["skip_final_snapshot", undefined, true, "weakened"],
  ["deletion_window_in_days", undefined, 7, "weakened"],
  ["backup_retention_period", 7, undefined, "weakened"],
  ["versioning_configuration", [{ status: "Enabled" }], [{ status: "Suspended" }], "weakened"],
])("%s from %j to %j is %s, and the other way round is not", (name, before, after, risk) => {
  const of = (value: unknown) => ({ aws_thing: { x: value === undefined ? {} : { [name]: value } } });
  const { change } = changed(of(before), of(after));
  expect([change.risk, change.attributes.map(({ verdict }) => verdict)]).toEqual([risk, ["worse"]]);
  expect(changed(of(after), of(before)).change.risk).toBe("other");
});

it("what is open from its first day is exposed", () => {
  expect(changed({}, { aws_db_instance: { x: { publicly_accessible: true } } }).change.risk).toBe("exposure");
  expect(changed({}, { aws_db_instance: { x: { publicly_accessible: false } } }).change.risk).toBe("other");
});

it.each([[[null]], [{ label: 1 }], [[{ label: "bulwark.path", value: 3 }]]])(
  "labels and mounts of %j end nothing",
  (value) => {
    const { change } = changed(container({}), container({ labels: value, mounts: value }), { isStateful: true });
    expect(change.path).toBeUndefined();
  },
);
