import { classify } from "../../../review/changes/classify";
import { compareStacks } from "../../../review/sources/synthesized";

type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

const tree = (resource: Resources) => ({ file: "out/stacks/shop/cdk.tf.json", json: { resource } as never });

/** What becomes of the one resource that differs. */
function changed(before: Resources, after: Resources, isStateful = false) {
  const { changes } = compareStacks(tree(before), tree(after));
  expect(changes).toHaveLength(1);
  return classify(changes[0]!, isStateful);
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
  const { change } = changed(container(mounts("data")), container({ ...mounts("data2"), image: "a:2" }), true);
  expect(change).toMatchObject({
    risk: "data-loss",
    reasons: ["starts on volume 'data2' at /data in place of 'data'"],
  });
  expect(changed(container(mounts("data")), container({ ...mounts("data"), image: "a:2" }), true).change.risk).toBe(
    "downtime",
  );
});

it("a container whose successor is there first is away at no time", () => {
  const lifecycle = { lifecycle: { create_before_destroy: true } };
  expect(changed(container(lifecycle), container({ ...lifecycle, image: "a:2" })).change.risk).toBe("other");
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

it("a vault that is locked cannot be opened again", () => {
  expect(changed({}, { aws_backup_vault_lock_configuration: { x: {} } }).change).toMatchObject({ risk: "data-loss" });
});
