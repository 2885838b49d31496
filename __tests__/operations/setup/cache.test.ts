import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

import { cached, cachedAt, cacheRoot, type CacheEntry } from "../../../operations/setup/cache";
import { temporaryFolder } from "./temporary-folder";

const HASH = "0123456789abcdef0123456789abcdef";

describe("the cache folder", () => {
  it("is below the home folder", () => {
    expect(cacheRoot({})).toBe(join(homedir(), ".cache", "bulwark"));
  });

  it("is where BULWARK_CACHE says, made absolute", () => {
    expect(cacheRoot({ BULWARK_CACHE: "here" })).toBe(join(process.cwd(), "here"));
  });
});

describe("a cached thing", () => {
  const folder = temporaryFolder();

  function entry(overrides: Partial<CacheEntry> = {}) {
    const made: string[] = [];
    const make = (into: string) => {
      made.push(into);
      writeFileSync(join(into, "tool"), "content");
      return Promise.resolve();
    };
    const root = mkdtempSync(join(folder, "cache-"));
    return {
      made,
      entry: { root, name: "tool", version: "1.2", recipeHash: HASH, make, report: () => undefined, ...overrides },
    };
  }

  it("lies under its name, version and the start of its recipe's hash", () => {
    expect(cachedAt({ root: "/c", name: "tool", version: "1.2", recipeHash: HASH })).toBe(
      "/c/tool/1.2-0123456789abcdef",
    );
  });

  it("is made once", async () => {
    const { entry: one, made } = entry();
    const paths = [await cached(one), await cached(one)];
    expect(paths).toEqual([cachedAt(one), cachedAt(one)]);
    expect(made).toHaveLength(1);
  });

  it("is made once by two that want it at the same time", async () => {
    const { entry: one, made } = entry();
    await Promise.all([cached(one), cached(one)]);
    expect(made).toHaveLength(1);
  });

  it("is made again when its recipe changes, and the old one stays", async () => {
    const { entry: one } = entry();
    await cached(one);
    await cached({ ...one, recipeHash: "fedcba9876543210" });
    expect(readdirSync(join(one.root, "tool")).sort()).toEqual(["1.2-0123456789abcdef", "1.2-fedcba9876543210"]);
  });

  it("is made again, and this is said, when somebody changed it", async () => {
    const said: string[] = [];
    const { entry: one, made } = entry({ report: (line) => said.push(line) });
    writeFileSync(join(await cached(one), "tool"), "changed");
    expect(readFileSync(join(await cached(one), "tool"), "utf8")).toBe("content");
    expect([made.length, said]).toEqual([2, [`${cachedAt(one)} is damaged and is made again`]]);
  });

  it("leaves nothing behind when it cannot be made", async () => {
    const { entry: one } = entry({ make: () => Promise.reject(new Error("no network")) });
    await expect(cached(one)).rejects.toThrow("no network");
    expect(readdirSync(join(one.root, "tool"))).toEqual([]);
  });

  it("is made from the start when its maker was killed half way", async () => {
    const { entry: one } = entry();
    mkdirSync(`${cachedAt(one)}.part`, { recursive: true });
    writeFileSync(join(`${cachedAt(one)}.part`, "half"), "");
    expect(existsSync(join(await cached(one), "half"))).toBe(false);
  });
});
