import { App, TerraformStack } from "cdktf";
import { architectureOf } from "../../../../constructs/aws/cluster/instance-type";

const of = (...types: readonly string[]) => architectureOf(new TerraformStack(new App(), "shop"), types);

describe("an instance type", () => {
  it.each([
    ...[
      "t3.nano",
      "m7i.large",
      "m7i-flex.xlarge",
      "c5n.18xlarge",
      "g5.xlarge",
      "g6e.2xlarge",
      "g4dn.metal",
      "p5.48xlarge",
    ],
    ...["u-6tb1.56xlarge", "u7i-12tb.224xlarge", "m7i.metal-24xl", "inf2.8xlarge", "x2iedn.metal", "hpc6a.48xlarge"],
    ...["p6-b200.48xlarge", "gr6.4xlarge", "r5b.24xlarge"],
  ])("%s is of Intel or AMD", (type) => {
    expect(of(type)).toBe("x86_64");
  });

  it.each([
    ...["t4g.small", "m7g.large", "c6gn.16xlarge", "g5g.xlarge", "x2gd.metal", "is4gen.medium", "im4gn.4xlarge"],
    ...["a1.medium", "hpc7g.4xlarge", "m8gd.metal-48xl", "p6e-gb200.36xlarge"],
  ])("%s is of Graviton", (type) => {
    expect(of(type)).toBe("ARM_64");
  });

  it.each(["zz.huge", "m7g", "m7g.", ".large", "M7G.large", "m7g.large ", "m7g_large", "large", "db.m7g.large"])(
    "is not '%s'",
    (type) => {
      expect(() => of("m7g.large", type)).toThrow(
        `[shop] instanceTypes must be family.size, got: ${type}\nPass, for example, m7g.large or m7i.2xlarge.`,
      );
    },
  );

  it("is started by the image of all others", () => {
    expect(() => of("m7g.large", "m7i.large")).toThrow(
      "[shop] instanceTypes must be of one architecture, got: m7g.large, m7i.large\nPut those of Graviton into a group of their own: one image starts all nodes of a group.",
    );
  });

  it("is needed", () => {
    expect(() => of()).toThrow(
      "[shop] has no instance type\nPass one or several in 'instanceTypes', for example m7g.large.",
    );
  });
});
