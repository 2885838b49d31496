import { type Footprint, footprintChanges, KINDS } from "./footprint/footprint";
import { ruleLines, withOneUserJump } from "./footprint/network";

const with_ = (files: readonly string[]) =>
  ({ ...Object.fromEntries(KINDS.map((kind) => [kind, []])), files }) as unknown as Footprint;

describe("two footprints", () => {
  it("differ by what came and what went", () => {
    expect(footprintChanges(with_(["a", "b"]), with_(["b", "c"]))).toEqual([
      { kind: "files", change: "added", what: "c" },
      { kind: "files", change: "removed", what: "a" },
    ]);
  });

  it("differ when the same thing is there once more", () => {
    expect(footprintChanges(with_(["rule"]), with_(["rule", "rule"]))).toHaveLength(1);
    expect(footprintChanges(with_(["rule", "rule"]), with_(["rule", "rule"]))).toEqual([]);
  });
});

describe("saved firewall rules", () => {
  it("are compared by table and without counters", () => {
    const saved = "# at noon\n*nat\n:DOCKER - [12:34]\n-A DOCKER -j RETURN\nCOMMIT\n*filter\n:DOCKER - [0:0]\nCOMMIT\n";
    expect(ruleLines("iptables-save", saved)).toEqual([
      "iptables-save *nat :DOCKER -",
      "iptables-save *nat -A DOCKER -j RETURN",
      "iptables-save *filter :DOCKER -",
    ]);
  });
});

describe("the engine's own jump, which networks that are made at once leave twice", () => {
  const jump = "iptables-save *filter -A FORWARD -j DOCKER-USER";

  it("counts once, and no other rule does", () => {
    expect(withOneUserJump([jump, "other", jump, "other"])).toEqual([jump, "other", "other"]);
  });
});
