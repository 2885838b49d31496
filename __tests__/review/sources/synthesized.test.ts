import { comparePosture } from "../../../review/posture";
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
