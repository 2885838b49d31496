import fc from "fast-check";
import { Cidr } from "../../../../constructs/aws/network/cidr";

const cidr = (text: string): Cidr => Cidr.tryOf(text)!;

describe("a block of addresses", () => {
  it.each([
    ["10.0.0.0/16", "10.0.0.0/16"],
    ["10.0.7.9/16", "10.0.0.0/16"],
    ["255.255.255.255/32", "255.255.255.255/32"],
    ["200.1.2.3/0", "0.0.0.0/0"],
  ])("%s begins where its block does: %s", (text, meant) => {
    expect(cidr(text).toString()).toBe(meant);
  });

  it.each(["", "10.0.0.0", "10.0.0/16", "10.0.0.300/8", "10.0.0.0/33", "10.0.0.0/16 ", "fd00::/8", "a.b.c.d/8"])(
    "is not '%s'",
    (text) => {
      expect(Cidr.tryOf(text)).toBeUndefined();
    },
  );

  it.each([
    ["10.0.0.0/16", "10.0.255.0/24", true],
    ["10.0.255.0/24", "10.0.0.0/16", true],
    ["10.0.0.0/16", "10.1.0.0/16", false],
    ["192.168.0.0/24", "192.168.1.0/24", false],
  ])("%s and %s overlap: %s", (one, other, overlap) => {
    expect(cidr(one).overlaps(cidr(other))).toBe(overlap);
  });

  it("contains its parts, of which no two overlap", () => {
    const block = fc.record({ address: fc.nat(2 ** 32 - 1), bits: fc.integer({ min: 8, max: 28 }) });
    fc.assert(
      fc.property(block, ({ address, bits }) => {
        const bytes = [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
        const whole = cidr(`${bytes.join(".")}/${bits}`);
        const parts = [0, 1, 2, 3].map((index) => whole.part(bits + 2, index));
        const overlapping = parts.filter((one, index) => parts.slice(0, index).some((other) => one.overlaps(other)));
        expect([parts.every((one) => whole.contains(one)), overlapping]).toEqual([true, []]);
      }),
    );
  });
});
