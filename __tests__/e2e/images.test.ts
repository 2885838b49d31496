import { copyFile, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RECIPES } from "../../images/index";
import { buildImages, recipesOf } from "../../operations/images/build";
import { buildContext } from "../../operations/images/build-context";
import { imageCache } from "../../operations/images/cache";
import { type EnsuredImage, ensureDebianImages } from "../../operations/images/ensure";
import { hashOfBytes } from "../../operations/images/content-hash";
import { loadImages } from "../../operations/images/load";
import { cacheRoot } from "../../operations/setup/cache";
import { throwAwayEngine } from "../support/engine/engine";
import { fileModes, outcome } from "../support/images/hardened";

const docker = throwAwayEngine();
const names = RECIPES.map(({ name }) => name);
const cacheDir = cacheRoot();
let images: readonly EnsuredImage[] = [];
const tagOf = (name: string) => images.find((image) => image.name === name)?.tag ?? `no image ${name}`;

jest.setTimeout(120_000);
beforeAll(async () => {
  images = await ensureDebianImages({ docker, cacheDir, names });
}, 600_000);

describe("the builder", () => {
  it("leaves an engine alone that has the images already", async () => {
    const again = await ensureDebianImages({ docker, cacheDir, names });
    expect(again.map(({ state }) => state)).toEqual(names.map(() => "present"));
    expect(again.map(({ id }) => id)).toEqual(images.map(({ id }) => id));
  });

  it("loads an image again that the engine lost, with the same id", async () => {
    await docker.getImage(tagOf("redis")).remove({ force: true });
    const [redis] = await ensureDebianImages({ docker, cacheDir, names: ["redis"] });
    expect(redis).toMatchObject({ state: "loaded", id: images.find(({ name }) => name === "redis")?.id });
  });

  it("says in the engine's words why an image was refused", async () => {
    const [image] = await buildImages(buildContext({ cacheDir }), recipesOf(["redis"]));
    const [lowest] = image?.layers ?? [];
    const text = image?.config.text.replace(lowest?.diffId ?? "none", "0".repeat(64)) ?? "";
    const broken = { ...image!, config: { ...image!.config, id: `sha256:${hashOfBytes(text)}`, text } };
    await docker.getImage(tagOf("redis")).remove({ force: true });
    await expect(loadImages(docker, [broken])).rejects.toThrow(
      "the engine refused the images: invalid diffID for layer 0",
    );
    await ensureDebianImages({ docker, cacheDir, names: ["redis"] });
  });

  it("builds the same ids again from the same packages", async () => {
    const other = await cacheWithPackagesOnly();
    const context = buildContext({ cacheDir: other });
    const rebuilt = await buildImages(context, recipesOf(names));
    await rm(other, { recursive: true });
    expect(rebuilt.every(({ fresh }) => fresh)).toBe(true);
    expect(rebuilt.map(({ config }) => config.id)).toEqual(images.map(({ id }) => id));
  }, 300_000);
});

describe.each(RECIPES)("the image of $name", (recipe) => {
  it("runs as its declared user, hardened, and cannot write to its root", async () => {
    const line = 'echo "$(id -u):$(id -g)"; touch /x /usr/x /etc/x 2>&1 || true';
    const { output } = await outcome(docker, tagOf(recipe.name), { entrypoint: ["sh", "-c", line] });
    expect(output).toContain(`${recipe.user}\n`);
    expect(output.match(/Read-only file system/g)).toHaveLength(3);
  });

  it("declares no volumes and no health check", async () => {
    const { Config } = await docker.getImage(tagOf(recipe.name)).inspect();
    expect(Config.Volumes ?? {}).toEqual({});
    expect(Config.Healthcheck).toBeUndefined();
  });

  it("holds no setuid or setgid file, while the same search finds the sticky folders", async () => {
    const modes = await fileModes(docker, tagOf(recipe.name));
    const having = (bits: number) => [...modes].flatMap(([path, mode]) => (mode & bits ? [path] : []));
    expect(having(0o6000)).toEqual([]);
    expect(having(0o1000)).toEqual(["tmp/", "var/tmp/"]);
  });

  it("has no link that leads nowhere, and only applets that busybox has", async () => {
    const line = `find / -xdev -type l 2>/dev/null | while read -r l; do [ -e "$l" ] || echo "$l leads nowhere"; done
      busybox --list >/tmp/applets; find /usr/bin -type l | while read -r l; do
      [ "$(readlink "$l")" != busybox ] || grep -qxF "\${l##*/}" /tmp/applets || echo "no applet $l"; done`;
    const { output } = await outcome(docker, tagOf(recipe.name), { entrypoint: ["sh", "-c", line] });
    expect(output).toBe("");
  });

  it("holds every library that its programs need", async () => {
    const line = `for f in $(find /usr/bin /usr/sbin /usr/local /usr/lib/postgresql -type f -perm -100 2>/dev/null); do
      head -c 4 "$f" | grep -q ELF || continue; echo "program $f"; ld=$(echo /lib64/ld-* /lib/ld-linux-* | cut -d' ' -f1)
      "$ld" --list "$f" 2>&1 | grep 'not found'; done; true`;
    const { output } = await outcome(docker, tagOf(recipe.name), { entrypoint: ["sh", "-c", line] });
    expect(output).toContain("program /usr/bin/busybox");
    expect(output).not.toContain("not found");
  });
});

it.each([
  ["postgres", { command: ["postgres", "--version"] }, /^postgres \(PostgreSQL\) 15\./],
  ["redis", { command: ["redis-server", "--version"] }, /^Redis server v=7\.0/],
  ["haproxy", { command: ["haproxy", "-v"] }, /^HAProxy version 2\.6/],
  ["prometheus", { command: ["--version"] }, /^prometheus, version 2\.42/],
  ["prometheus", { entrypoint: ["/bin/promtool", "--version"] }, /^promtool, version 2\.42/],
  ["node-exporter", { command: ["--version"] }, /^node_exporter, version 1\.5/],
  ["registry", { command: ["registry", "--version"] }, /^registry .*2\.8/],
  ["reference-service", { entrypoint: ["node", "--version"] }, /^v24\./],
])("%s starts with %j", async (name, options, version) => {
  const { code, output } = await outcome(docker, tagOf(name), options);
  expect(output).toMatch(version);
  expect(code).toBe(0);
});

/** A second cache with the downloads of the first and none of its layers. */
async function cacheWithPackagesOnly(): Promise<string> {
  const other = await mkdtemp(join(tmpdir(), "bulwark-cache-"));
  const { architecture } = buildContext({ cacheDir }).cache;
  const [from, to] = [imageCache(cacheDir, architecture), imageCache(other, architecture)];
  for (const folder of ["packages", "node"] as const) {
    await mkdir(to[folder], { recursive: true });
    for (const name of await readdir(from[folder])) await copyFile(join(from[folder], name), join(to[folder], name));
  }
  await copyFile(from.packageLock, to.packageLock);
  return other;
}
