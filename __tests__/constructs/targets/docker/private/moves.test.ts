import type { Construct } from "constructs";
import { Postgres } from "../../../../../constructs/components/postgres";
import { Redis, RedisPurpose } from "../../../../../constructs/components/redis";
import { ServiceLayer } from "../../../../../constructs/components/service-layer";
import { FakeComponent } from "../../../../support/constructs/fake-component";
import { containerOf, containersOf, manifestOf, synthesized } from "../../../../support/constructs/synthesized";

interface Names {
  readonly database: string;
  readonly store: string;
  readonly layer: string;
  /** Earlier names of all three. @default - never renamed */
  readonly renamed?: boolean;
}

const FIRST: Names = { database: "postgres", store: "redis", layer: "orders" };
const RENAMED: Names = { database: "database", store: "store", layer: "cart", renamed: true };

const declare = ({ database, store, layer, renamed = false }: Names) =>
  synthesized((scope: Construct) => {
    const from = (name: string) => (renamed ? { renamedFrom: [name] } : {});
    const postgres = new Postgres(scope, database, from("postgres"));
    const redis = new Redis(scope, store, { purpose: RedisPurpose.STORE, ...from("redis") });
    const image = { image: "reference-service", port: 8001 };
    new ServiceLayer(scope, layer, { ...image, uses: [postgres, redis], ...from("orders") });
  });

const before = declare(FIRST);
const after = declare(RENAMED);
const environmentOf = (address: string) => containerOf(after, address).env!;
const moved = (stack: object) => (stack as { readonly moved?: readonly unknown[] }).moved;

describe("a renamed component", () => {
  it("keeps its volume, and never shares it with its earlier self: the engine has one container of a name", () => {
    expect(manifestOf(after).volumes.map(({ name }) => name)).toEqual(
      manifestOf(before).volumes.map(({ name }) => name),
    );
    expect(containerOf(after, "database").name).toBe(containerOf(before, "postgres").name);
    expect(containerOf(after, "store").name).toBe("test-redis");
  });

  it("moves to its new address with all that belongs to it", () => {
    const addresses = (stack: typeof after) => Object.keys(containersOf(stack)).map((one) => `docker_container.${one}`);
    const moves = moved(after) as readonly { readonly from: string; readonly to: string }[];
    expect(moves.map(({ to }) => to).sort()).toEqual(
      addresses(after)
        .filter((one) => !one.endsWith("_config"))
        .sort(),
    );
    expect(moves.map(({ from }) => from).sort()).toEqual(
      addresses(before)
        .filter((one) => !one.endsWith("_config"))
        .sort(),
    );
    expect(moved(before)).toBeUndefined();
  });

  it("keeps its role, its schema, its user, its keys and its secrets", () => {
    expect(environmentOf("cart_1")).toEqual(
      expect.arrayContaining(["POSTGRES_USER=orders", "POSTGRES_SCHEMA=orders", "REDIS_USER=orders"]),
    );
    expect(environmentOf("cart_1")).toContain("REDIS_KEY_PREFIX=orders:");
    expect(manifestOf(after).secrets).toEqual(manifestOf(before).secrets);
  });

  it("is reached under its new name, on the network that it had", () => {
    expect(environmentOf("cart_1")).toContain("POSTGRES_HOST=database");
    expect(containerOf(after, "database").networks_advanced).toEqual([
      { name: "test-postgres", aliases: ["database"] },
    ]);
    expect(manifestOf(after).networks).toEqual(manifestOf(before).networks);
  });

  it("is moved from name to name, without a circle when it has one back", () => {
    const movesOf = (id: string, renamedFrom: readonly string[]) =>
      moved(
        synthesized((scope) => {
          new Redis(scope, id, { renamedFrom });
        }),
      ) as readonly {
        from: string;
        to: string;
      }[];
    const servers = (id: string, names: readonly string[]) =>
      movesOf(id, names)
        .map(({ from, to }) => `${from} ${to}`)
        .filter((one) => !one.includes("job-"));
    const at = (from: string, to: string) => `docker_container.${from} docker_container.${to}`;
    expect(servers("c", ["a", "b"])).toEqual([at("a", "b"), at("b", "c")]);
    expect(servers("a", ["a", "b"])).toEqual([at("b", "a")]);
    expect(servers("c", ["a", "b", "a"])).toEqual([at("b", "a"), at("a", "c")]);
  });

  it("is refused what another one keeps", () => {
    const both = (scope: Construct) => {
      new FakeComponent(scope, "orders");
      new ServiceLayer(scope, "cart", { image: "reference-service", port: 1, renamedFrom: ["orders"] });
    };
    expect(() => synthesized(both)).toThrow(
      "[test/cart] what is kept under the name 'orders' is that of [test/orders]; give one of them another id, or take 'orders' out of 'renamedFrom'",
    );
  });
});
