import { isNewEnough, readVersion } from "../../../operations/setup/terraform";

describe("the version of Terraform", () => {
  it.each([
    ["Terraform v1.11.4\non linux_amd64\n", { flavour: "terraform", version: "1.11.4" }],
    ["OpenTofu v1.12.6\non linux_amd64\n", { flavour: "opentofu", version: "1.12.6" }],
    [
      "There are some problems with the CLI configuration:\n\nTerraform v1.5.7\n",
      { flavour: "terraform", version: "1.5.7" },
    ],
    ["No version is set for command terraform\n", { flavour: "terraform", version: "unknown" }],
  ])("is read from %j", (printed, expected) => {
    expect(readVersion(printed)).toEqual(expected);
  });

  it.each([
    ["terraform", "1.11.0", true],
    ["terraform", "1.10.5", false],
    ["terraform", "unknown", false],
    ["opentofu", "1.12.0", true],
    ["opentofu", "1.11.5", false],
  ] as const)("of %s %s is new enough: %s", (flavour, version, expected) => {
    expect(isNewEnough({ flavour, version })).toBe(expected);
  });
});
