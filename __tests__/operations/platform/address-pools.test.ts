import { roomIn } from "../../../operations/platform/address-pools";

describe("the room for networks", () => {
  it("is 31 in an engine whose pools nobody changed, its own bridge included", () => {
    expect(roomIn(undefined, [])).toEqual({ free: 31, total: 31 });
    expect(roomIn([], ["172.17.0.0/16"])).toEqual({ free: 30, total: 31 });
  });

  it("is what pools of one's own hold", () => {
    const pools = [
      { Base: "10.201.0.0/16", Size: 24 },
      { Base: "10.202.0.0/24", Size: 26 },
    ];
    expect(roomIn(pools, [])).toEqual({ free: 260, total: 260 });
  });

  it("is not taken by networks that lie outside the pools", () => {
    const pools = [{ Base: "10.201.0.0/24", Size: 26 }];
    expect(roomIn(pools, ["10.200.0.0/24", "192.168.0.0/16", "fd00::/64"])).toEqual({ free: 4, total: 4 });
  });

  it("is taken by a larger network for all that it covers, and by a smaller one for what it lies in", () => {
    const pools = [{ Base: "10.201.0.0/24", Size: 26 }];
    expect(roomIn(pools, ["10.201.0.0/25"])).toEqual({ free: 2, total: 4 });
    expect(roomIn(pools, ["10.201.0.64/28", "10.201.0.96/28"])).toEqual({ free: 3, total: 4 });
    expect(roomIn(pools, ["10.0.0.0/8"])).toEqual({ free: 0, total: 4 });
  });

  it("counts a subnet that is written with the address of its gateway", () => {
    expect(roomIn([{ Base: "10.201.0.0/24", Size: 26 }], ["10.201.0.65/26"])).toEqual({ free: 3, total: 4 });
  });
});
