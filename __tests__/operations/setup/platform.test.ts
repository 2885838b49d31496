import { platform } from "../../../operations/setup/platform";

describe("a platform", () => {
  it.each([
    ["linux", "x64", { os: "linux", arch: "amd64" }],
    ["linux", "arm64", { os: "linux", arch: "arm64" }],
    ["darwin", "arm64", { os: "darwin", arch: "arm64" }],
  ])("of %s on %s has Go's names", (os, arch, expected) => {
    expect(platform(os, arch)).toEqual(expected);
  });
});
