import { complaints } from "../platform-text";

const chain = (length: number) => [
  "layers:",
  ...Array.from({ length }, (_, i) => `  l${i}: { image: 'a:1', port: 1, uses: [${i > 0 ? `l${i - 1}` : ""}] }`),
];

describe("more networks than the engine has room for", () => {
  it("are refused with both numbers", () => {
    expect(complaints(chain(32))).toEqual([
      "line 3, platform.layers: the platform needs 31 networks, the engine's address pools hold 30; " +
        "widen default-address-pools of the engine and set 'hosts.main.networks' to what they hold, or use fewer layers",
    ]);
  });

  it("begin above the limit", () => {
    expect(complaints(chain(31))).toEqual([]);
  });

  it("are fine on a host with wider pools", () => {
    expect(complaints(chain(32), ["hosts: { main: { networks: 200 } }"])).toEqual([]);
  });
});
