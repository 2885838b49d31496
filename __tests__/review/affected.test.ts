import { synthPlatform } from "../../policies/readers/synth";
import { Users } from "../../review/affected";
import type { ResourceChange } from "../../review/resource";

const container = (networks: Readonly<Record<string, readonly string[]>>, more: object = {}) => ({
  image: "x",
  must_run: true,
  networks_advanced: Object.entries(networks).map(([name, aliases]) => ({ name, aliases })),
  ...more,
});

const DATA = { type: "volume", source: "data", target: "/data" };

const users = new Users(
  synthPlatform(
    {
      resource: {
        docker_container: {
          redis: container({ cache: ["redis"] }, { mounts: [DATA] }),
          orders: container({ cache: [], shop: ["orders"] }),
          web: container({ shop: [] }),
          alone: container({}),
          backup: container({}, { mounts: [{ ...DATA, read_only: true }] }),
        },
      },
    },
    "cdk.tf.json",
  ),
);

const of = (type: string, name: string, attributes: ResourceChange["before"] = {}) => {
  const place = { stack: "shop", address: `${type}.${name}`, previousAddress: `${type}.${name}` };
  const fate = { action: "delete", before: attributes, after: undefined, unknown: false } as const;
  return users.of({ ...place, type, ...fate, replacePaths: undefined, createsFirst: false });
};

describe("who is affected by a change", () => {
  it.each([
    ["docker_container", "redis", ["orders"]],
    ["docker_container", "orders", ["web"]],
    ["docker_container", "web", []],
    ["docker_container", "alone", []],
    ["docker_container", "unheard-of", []],
  ])("of %s %s are those who ask it by a name", (type, name, layers) => {
    expect(of(type, name).map((layer) => layer.replace("docker_container.", ""))).toEqual(layers);
  });

  it("of a network are all on it, of a volume all that mount it", () => {
    expect(of("docker_network", "any", { name: "shop" })).toHaveLength(2);
    expect(of("docker_volume", "any", { name: "data" })).toHaveLength(2);
    expect(of("docker_volume", "any", { name: "elsewhere" })).toEqual([]);
  });
});
