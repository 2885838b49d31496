import { isAtLeast, isWithin, tryParseVersion } from "../../../operations/setup/version";

describe("a version", () => {
  it.each([
    ["1.11.4", [1, 11, 4]],
    ["go1.26", [1, 26]],
    ["20.10.24+dfsg1", [20, 10, 24]],
    ["v4.6.0", [4, 6, 0]],
  ])("is read from %s", (text, numbers) => {
    expect(tryParseVersion(text)).toEqual({ numbers, preRelease: false });
  });

  it("is not read from text without a number", () => {
    expect(tryParseVersion("unknown")).toBeUndefined();
  });

  it.each([
    ["1.11.0", "1.11"],
    ["1.12.0", "1.11.4"],
    ["2.0.0", "1.99.99"],
    ["20.10.24+dfsg1", "20.10"],
    ["1.12.0", "1.12.0-rc1"],
  ])("%s is at least %s", (found, wanted) => {
    expect(isAtLeast(found, wanted)).toBe(true);
  });

  it.each([
    ["1.10.9", "1.11.0"],
    ["1.12.0-rc1", "1.12.0"],
    ["1.41", "1.100"],
    ["unknown", "1.0"],
  ])("%s is not at least %s", (found, wanted) => {
    expect(isAtLeast(found, wanted)).toBe(false);
  });

  it.each([
    ["4.6.0", true],
    ["4.11.2", true],
    ["4.5.9", false],
    ["5.0.0", false],
    ["3.6.2", false],
  ])("%s within ~> 4.6 is %s", (found, expected) => {
    expect(isWithin(found, "4.6")).toBe(expected);
  });
});
