import { isForEverybody, parseCidr, publicPartOf, wholeVersions, withoutRanges } from "../../../policies/facts/cidr";

const ranges = (...texts: readonly string[]) => texts.map((text) => parseCidr(text)!);

describe("a block of addresses", () => {
  it.each([
    ["10.1.2.3/8", { version: 4, first: 10n << 24n, last: (11n << 24n) - 1n }],
    ["192.0.2.1", { version: 4, first: 0xc0000201n, last: 0xc0000201n }],
    ["0.0.0.0/0", { version: 4, first: 0n, last: (1n << 32n) - 1n }],
    ["::/0", { version: 6, first: 0n, last: (1n << 128n) - 1n }],
    ["2001:db8::/32", { version: 6, first: 0x20010db8n << 96n, last: ((0x20010db8n + 1n) << 96n) - 1n }],
    ["::ffff:192.0.2.1", { version: 6, first: 0xffffc0000201n, last: 0xffffc0000201n }],
  ])("%s is a range", (text, range) => {
    expect(parseCidr(text)).toEqual(range);
  });

  it.each(["", "10.0.0.0/33", "10.0.0/8", "010.0.0.0/8", "::/129", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/-1", "all"])(
    "%j is none",
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );
});

describe("the whole of IP", () => {
  it.each([
    ["one block", ["0.0.0.0/0"], [4]],
    ["two halves", ["128.0.0.0/1", "0.0.0.0/1"], [4]],
    ["one of each version", ["0.0.0.0/0", "::/0"], [4, 6]],
    ["quarters with one twice", ["0.0.0.0/2", "64.0.0.0/2", "64.0.0.0/3", "128.0.0.0/2", "192.0.0.0/2"], [4]],
    ["all but one quarter", ["0.0.0.0/2", "128.0.0.0/1"], []],
    ["halves of different versions", ["0.0.0.0/1", "8000::/1"], []],
    ["nothing", [], []],
  ])("is, or is not, %s", (_name, texts, versions) => {
    expect(wholeVersions(ranges(...texts))).toEqual(versions);
  });

  it.each([
    ["one address", ["192.0.2.1/32"]],
    ["the first address", ["0.0.0.0/32"]],
    ["the last address", ["255.255.255.255/32"]],
    ["all of it", ["0.0.0.0/1", "128.0.0.0/1"]],
  ])("is not what is without %s", (_name, except) => {
    expect(wholeVersions(withoutRanges(ranges("0.0.0.0/0")[0]!, ranges(...except)))).toEqual([]);
  });

  it("is what is without addresses of another version", () => {
    const [world] = ranges("0.0.0.0/0");
    expect(wholeVersions(withoutRanges(world!, ranges("::/0")))).toEqual([4]);
  });

  it("falls into what is left and right of what is taken out", () => {
    const [world] = ranges("10.0.0.0/24");
    expect(withoutRanges(world!, ranges("10.0.0.0/25", "10.0.0.129/32"))).toEqual([
      ...ranges("10.0.0.128"),
      { version: 4, first: 0x0a000082n, last: 0x0a0000ffn },
    ]);
  });
});

describe("a block that is for everybody", () => {
  it.each(["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "8.0.0.0/8", "10.0.0.0/7", "::/0", "2000::/3", "::ffff:0:0/16"])(
    "%s is one",
    (cidr) => {
      expect(isForEverybody(cidr)).toBe(true);
    },
  );

  it.each(["10.0.0.0/8", "100.64.0.0/10", "192.0.2.0/24", "8.0.0.0/9", "fc00::/7", "2001:db8::/32", "pl-1", ""])(
    "%s is none",
    (cidr) => {
      expect(isForEverybody(cidr)).toBe(false);
    },
  );

  it("has a part that others may have", () => {
    expect(publicPartOf("10.0.0.0/7")).toEqual(ranges("11.0.0.0/8"));
    expect(publicPartOf("192.168.4.0/24")).toEqual([]);
  });
});
