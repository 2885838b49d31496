import { Memory } from "../../../constructs/core";

describe("Memory", () => {
  it("counts a gibibyte as 1024 mebibytes", () => {
    expect(Memory.gibibytes(2).toMebibytes()).toBe(2048);
  });

  it("counts a mebibyte as 1048576 bytes", () => {
    expect(Memory.mebibytes(3).toBytes()).toBe(3_145_728);
  });

  it("rounds a share down to whole mebibytes", () => {
    expect(Memory.mebibytes(511).share(0.25).toMebibytes()).toBe(127);
  });

  it("never shares less than one mebibyte", () => {
    expect(Memory.mebibytes(2).share(0.25).toMebibytes()).toBe(1);
  });

  it("says its unit", () => {
    expect(Memory.gibibytes(1).toString()).toBe("1024 MiB");
  });

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %d MiB where it is written", (amount) => {
    expect(() => Memory.mebibytes(amount)).toThrow(
      `memory must be a whole number of MiB above 0, got: ${amount}\nPass, for example, Memory.mebibytes(256).`,
    );
  });
});
