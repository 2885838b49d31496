import { X509Certificate } from "node:crypto";
import type { SecretObject } from "../../../operations/kubernetes/manifest";
import { settledValues, type SettledValues, type StoredSecret } from "../../../operations/kubernetes/secret-values";
import { SecretKind } from "../../../operations/manifest";

const NOW = new Date("2026-11-22T00:00:00Z");
const PASSWORD = { name: "redis-items", kind: SecretKind.PASSWORD };

const object = (name: string, files: SecretObject["files"]): SecretObject => ({ name, namespace: "shop", files });

const MANIFEST = {
  environment: "shop",
  secrets: [
    object("redis", { "redis-items": PASSWORD }),
    object("items", { "redis-password": PASSWORD }),
    object("haproxy", {
      "way-in-certificate": { name: "way-in-certificate", kind: SecretKind.CERTIFICATE, hosts: ["shop.test"] },
      "way-in-operators": { name: "way-in-operators", kind: SecretKind.USERLIST, of: "way-in-password" },
    }),
  ],
};

const settle = (stored: readonly StoredSecret[] = [], manifest = MANIFEST, now = NOW) =>
  settledValues(manifest, stored, { now, given: () => undefined });

/** As they lie in the cluster afterwards. */
const storedAs = ({ layouts, values }: SettledValues): readonly StoredSecret[] =>
  layouts.map((layout) => ({
    ...layout,
    values: new Map(Object.values(layout.keys).map((name) => [name, values.get(name)!])),
  }));

const text = ({ values }: SettledValues, name: string) => values.get(name)?.toString() ?? "";

it("makes what is missing, each name once, under the key that its reader asks for", async () => {
  const made = await settle();
  expect(text(made, "redis-items")).toMatch(/^[\w-]{43}$/);
  expect(made.layouts.find(({ name }) => name === "items")?.keys).toEqual({ "redis-password": "redis-items" });
});

it("keeps what only people type, and the CA's key, in Secrets of their own that no pod mounts", async () => {
  const { layouts } = await settle();
  const own = layouts.filter(({ name }) => name.startsWith("bulwark-"));
  expect(own).toEqual([
    { name: "bulwark-operators", namespace: "shop", keys: { "way-in-password": "way-in-password" } },
    { name: "bulwark-ca", namespace: "shop", keys: { ca: "ca", "ca-key": "ca-key" } },
  ]);
  const mounted = layouts.filter(({ name }) => !name.startsWith("bulwark-")).flatMap(({ keys }) => Object.values(keys));
  expect(mounted).not.toContain("ca-key");
});

it("signs certificates with the environment's CA, and derives userlists from their password", async () => {
  const made = await settle();
  const certificate = new X509Certificate(text(made, "way-in-certificate"));
  expect(certificate.checkIssued(new X509Certificate(text(made, "ca")))).toBe(true);
  expect(text(made, "way-in-operators")).toContain(text(made, "way-in-password"));
});

it("changes nothing of what is good", async () => {
  const made = await settle();
  const again = await settle(storedAs(made));
  expect([...again.values].map(([name, value]) => [name, value.toString()])).toEqual(
    [...made.values].map(([name, value]) => [name, value.toString()]),
  );
  expect(again.renewed).toEqual([]);
});

it("takes the value of any Secret that still holds it", async () => {
  const made = await settle();
  const again = await settle(storedAs(made).filter(({ name }) => name !== "redis"));
  expect(text(again, "redis-items")).toBe(text(made, "redis-items"));
});

it("issues a certificate anew that expires, says so, and says no value", async () => {
  const made = await settle();
  const later = await settle(storedAs(made), MANIFEST, new Date("2028-01-01T00:00:00Z"));
  expect(text(later, "way-in-certificate")).not.toBe(text(made, "way-in-certificate"));
  expect(later.renewed).toEqual([expect.stringMatching(/^way-in-certificate .*: it has a new value$/)]);
  expect(text(later, "redis-items")).toBe(text(made, "redis-items"));
});

it("refuses to choose between two values of one name, and names both places", async () => {
  const stored = storedAs(await settle());
  const differing = stored.map((one) =>
    one.name === "items" ? { ...one, values: new Map([["redis-items", Buffer.from("other")]]) } : one,
  );
  await expect(settle(differing)).rejects.toThrow(
    "the secret 'redis-items' has different values in shop/redis and shop/items",
  );
});

it("forgets keys that nobody asks for any more", async () => {
  const made = await settle();
  const without = { ...MANIFEST, secrets: MANIFEST.secrets.slice(0, 2) };
  const again = await settle(storedAs(made), without);
  expect(again.layouts.map(({ name }) => name)).toEqual(["redis", "items"]);
  expect([...again.values.keys()]).toEqual(["redis-items"]);
});
