import { comparePosture } from "../../../review/posture";
import { reviewOf } from "../../../review/review";
import { compareStacks } from "../../../review/sources/synthesized";

const tree = (folder: string, path: string) => ({
  file: `${folder}/stacks/shop/cdk.tf.json`,
  json: { terraform: { backend: { local: { path } } } },
});

/** What became of the protections of a stack whose state is kept at a path. */
function changesOf(before: string, after: string) {
  const { base, head } = compareStacks(tree("one/cdktf.out", before), tree("elsewhere/deep/out", after));
  return comparePosture([{ stack: "shop", platform: base! }], [{ stack: "shop", platform: head! }]).changes;
}

describe("two outputs that lie in different folders", () => {
  it("keep their state in the same place, where the stacks say so in the same words", () => {
    expect(changesOf("../../../.bulwark/shop.tfstate", "../../../.bulwark/shop.tfstate")).toEqual([]);
  });

  it("do not where they say otherwise", () => {
    expect(changesOf("../../../.bulwark/shop.tfstate", "../../../.bulwark/other.tfstate")).not.toEqual([]);
  });
});

describe("what a stack says beside its resources", () => {
  const stack = (json: object) => ({ file: "out/stacks/shop/cdk.tf.json", json: json as never });
  const review = (before: object, after: object) =>
    reviewOf({
      stacks: [compareStacks(stack(before), stack(after))],
      ...{ base: { name: "base" }, head: { name: "head" }, digest: "0" },
    });
  const risks = (before: object, after: object) =>
    review(before, after).changes.map(({ address, risk }) => `${risk} ${address}`);
  const program = (words: string) => ({ data: { external: { facts: { program: ["sh", "-c", words] } } } });
  const providers = (source: string) => ({
    terraform: { required_providers: { docker: { source, version: "~> 4.6" } } },
  });
  const bucket = (key: string, more = {}) => ({
    terraform: { backend: { s3: { bucket: "states", key, encrypt: true, use_lockfile: true, ...more } } },
  });

  it.each([
    ["a provider of somebody else", providers("kreuzwerker/docker"), providers("evil/docker"), ["runs-code docker"]],
    [
      "a module from another place",
      { module: { net: { source: "git::https://a.example/net?ref=v1" } } },
      { module: { net: { source: "git::https://b.example/net?ref=v1" } } },
      ["runs-code module.net"],
    ],
    [
      "a module that is told something else",
      { module: { net: { source: "./net", open: false } } },
      { module: { net: { source: "./net", open: true } } },
      ["cannot-tell module.net"],
    ],
    ["another program", program("a"), program("b"), ["runs-code data.external.facts"]],
    ["a state in another place", bucket("one"), bucket("two"), ["cannot-tell terraform.backend"]],
    ["a state with another key", bucket("one"), bucket("one", { kms_key_id: "k" }), ["other terraform.backend"]],
    [
      "another engine",
      { provider: { docker: [{ alias: "a", host: "unix:///var/run/docker.sock" }] } },
      { provider: { docker: [{ alias: "a", host: "unix:///run/other/docker.sock" }] } },
      ["cannot-tell provider.docker.a"],
    ],
  ])("is told: %s", (_what, before, after, told) => {
    expect(risks(before, after)).toEqual(told);
    expect(review(before, after).changed).toBe(0);
  });

  it("is no change where it is as it was, and a source is the same with its default owner", () => {
    expect(risks(program("a"), program("a"))).toEqual([]);
    expect(risks(providers("helm"), providers("hashicorp/helm"))).toEqual([]);
  });

  it("shows no value of a variable, which may be a secret under any name", () => {
    const [change] = review({ variable: { x: { default: "a" } } }, { variable: { x: { default: "b" } } }).changes;
    expect(change).toMatchObject({ address: "variable.x", attributes: [] });
  });
});

describe("a container", () => {
  const stack = (container: object) => ({
    file: "out/stacks/shop/cdk.tf.json",
    json: { resource: { docker_container: { web: { name: "web", image: "web", ...container } } } } as never,
  });
  const changes = (before: object, after: object) => compareStacks(stack(before), stack(after)).changes;

  it("with its variables, mounts and labels in another order is as it was", () => {
    const [a, b] = [
      { label: "a", value: "1" },
      { label: "b", value: "2" },
    ];
    expect(changes({ env: ["A=1", "B=2"], labels: [a, b] }, { env: ["B=2", "A=1"], labels: [b, a] })).toEqual([]);
    expect(changes({ command: ["a", "b"] }, { command: ["b", "a"] })).toMatchObject([{ action: "replace" }]);
  });

  it("of which none is wanted goes", () => {
    expect(changes({}, { count: 0 })).toMatchObject([{ action: "delete" }]);
  });

  it("is not made anew for other commands that run beside it, which are told", () => {
    const commands = (command: string) => ({ provisioner: [{ "local-exec": { command } }] });
    const { changes: told } = reviewOf({
      stacks: [compareStacks(stack(commands("a")), stack(commands("b")))],
      ...{ base: { name: "base" }, head: { name: "head" }, digest: "0" },
    });
    expect(told).toMatchObject([{ action: "update", risk: "runs-code" }]);
  });
});
