import { TerraformVariable } from "cdktf";
import { Network, type NetworkProps } from "../../../../constructs/aws";
import { addressesOfZone } from "../../../../constructs/aws/network/address-plan";
import { Cidr } from "../../../../constructs/aws/network/cidr";
import { awsStack } from "../../../support/aws/aws-stack";

const planOf = (text: string, zones = [0, 1, 2, 3]) =>
  zones.flatMap((zone) => {
    const { private: inner, public: open, isolated } = addressesOfZone(Cidr.tryOf(text)!, zone);
    return [inner, open, isolated];
  });

describe("the addresses of a network", () => {
  it("are a half private, and a quarter each public and isolated", () => {
    expect(planOf("10.0.0.0/16", [0, 1]).map(String)).toEqual([
      ...["10.0.0.0/19", "10.0.128.0/20", "10.0.192.0/20"],
      ...["10.0.32.0/19", "10.0.144.0/20", "10.0.208.0/20"],
    ]);
  });

  it.each([16, 17, 18, 19, 20, 21, 22])("of a /%i are in it, are no part of one another, and have room", (bits) => {
    const network = Cidr.tryOf(`172.16.0.0/${bits}`)!;
    const subnets = planOf(network.toString());
    expect(subnets.filter((one) => !network.contains(one))).toEqual([]);
    expect(subnets.filter((one, index) => subnets.slice(0, index).some((other) => one.overlaps(other)))).toEqual([]);
    // A load balancer needs a /27, AWS allows nothing narrower than /28.
    expect(Math.max(...subnets.map((one) => one.bits))).toBeLessThanOrEqual(27);
  });
});

describe("a network is refused", () => {
  it.each<[string, Partial<NetworkProps>, string]>([
    [
      "without addresses",
      { cidr: "10.0.0.300/16" },
      "[shop/network] cidr must be a block of IPv4 addresses, got: 10.0.0.300/16\nPass, for example, 10.0.0.0/16.",
    ],
    [
      "that begins inside of its block",
      { cidr: "10.0.3.0/16" },
      "[shop/network] cidr must name the first address of its block, got: 10.0.3.0/16\nPass 10.0.0.0/16.",
    ],
    [
      "that is wider than AWS allows",
      { cidr: "10.0.0.0/8" },
      "[shop/network] cidr must be /16 to /22, got: 10.0.0.0/8\nPass a /16 where you can: each pod takes an address, and a network cannot be resized.",
    ],
    [
      "that has no room for load balancers",
      { cidr: "10.0.0.0/24" },
      "[shop/network] cidr must be /16 to /22, got: 10.0.0.0/24\nPass a /16 where you can: each pod takes an address, and a network cannot be resized.",
    ],
    [
      "with somebody else's addresses",
      { cidr: "8.8.0.0/16" },
      "[shop/network] cidr must be private, or somebody in the internet could no longer be reached, got: 8.8.0.0/16\nPass a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.",
    ],
    [
      "that overlaps what it is connected to",
      { cidr: "10.0.0.0/16", connectedTo: ["192.168.0.0/16", "10.0.64.0/18"] },
      "[shop/network] cidr overlaps 10.0.64.0/18, which it is connected to, got: 10.0.0.0/16\nPass a block outside of it: no route can tell the two apart.",
    ],
    [
      "that is connected to no block",
      { connectedTo: ["office"] },
      "[shop/network] connectedTo must be a block of IPv4 addresses, got: office\nPass, for example, 10.0.0.0/16.",
    ],
  ])("%s", (_what, wrong, message) => {
    expect(() => awsStack((stack) => new Network(stack, "network", { cidr: "10.20.0.0/16", ...wrong }))).toThrow(
      message,
    );
  });

  it("whose addresses are only known after an apply", () => {
    const late = () =>
      awsStack((stack) => {
        const cidr = new TerraformVariable(stack, "cidr", {}).stringValue;
        new Network(stack, "network", { cidr });
      });
    expect(late).toThrow(
      "[shop/network] cidr is only known after an apply, and the subnets are cut out of it before\nPass a plain text, for example 10.0.0.0/16.",
    );
  });
});
