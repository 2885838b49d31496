import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { LayerRecipe, Recipe } from "../../../images/recipe";
import type { BuildContext } from "../../../operations/images/build-context";
import { imageCache } from "../../../operations/images/cache";
import { hashOfBytes } from "../../../operations/images/content-hash";

/** A Debian package of a few bytes. */
export interface TinyPackage {
  readonly name: string;
  readonly version: string;
  readonly depends?: string;
  /** Content by path; a path that ends with `@` is a symbolic link to the content. */
  readonly files?: Readonly<Record<string, string>>;
  /** Modes by path. @default 0644 */
  readonly modes?: Readonly<Record<string, number>>;
}

/** A package archive in a folder, and a cache to build from it: real apt and dpkg, no network. */
export class TinyArchive {
  public readonly said: string[] = [];
  private constructor(public readonly folder: string) {}

  public static async of(...packages: readonly TinyPackage[]): Promise<TinyArchive> {
    const archive = new TinyArchive(await mkdtemp(join(tmpdir(), "bulwark-archive-")));
    await mkdir(join(archive.folder, "root", "images", "files"), { recursive: true });
    await archive.offer(...packages);
    return archive;
  }

  /** From now on the archive has these packages and no others. */
  public async offer(...packages: readonly TinyPackage[]): Promise<void> {
    await rm(join(this.folder, "pool"), { recursive: true, force: true });
    await mkdir(join(this.folder, "pool"));
    const entries = await Promise.all(packages.map((one) => this.add(one)));
    await writeFile(join(this.folder, "pool", "Packages"), entries.join("\n"));
  }

  /** What a build needs, with a base that has the given packages. */
  public context(base: LayerRecipe = { packages: [] }, cacheName = "cache"): BuildContext {
    return {
      cache: imageCache(join(this.folder, cacheName), "amd64"),
      report: (line) => this.said.push(line),
      root: join(this.folder, "root"),
      base,
      neverInstalled: ["never"],
      sources: `deb [trusted=yes] copy:${join(this.folder, "pool")} ./\n`,
    };
  }

  public async file(source: string, content: string): Promise<void> {
    await writeFile(join(this.folder, "root", "images", "files", source), content);
  }

  public remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }

  private async add(one: TinyPackage): Promise<string> {
    const name = `${one.name}_${one.version}_amd64.deb`;
    const file = await makePackage(one, join(this.folder, "pool", name));
    const content = await readFile(file);
    const found = `Filename: ./${name}\nSize: ${content.length}\nSHA256: ${hashOfBytes(content)}\n`;
    return `${control(one)}${found}`;
  }
}

/** Builds the package with `dpkg-deb`. */
export async function makePackage(one: TinyPackage, file: string): Promise<string> {
  const tree = `${file}.tree`;
  await mkdir(join(tree, "DEBIAN"), { recursive: true });
  await writeFile(join(tree, "DEBIAN", "control"), control(one));
  for (const [path, content] of Object.entries(one.files ?? {})) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    if (path.endsWith("@")) await symlink(content, join(tree, path.slice(0, -1)));
    else await writeFile(join(tree, path), content);
  }
  for (const [path, mode] of Object.entries(one.modes ?? {})) await chmod(join(tree, path), mode);
  execFileSync("dpkg-deb", ["--root-owner-group", "--build", tree, file], { stdio: "pipe" });
  await rm(tree, { recursive: true });
  return file;
}

const control = ({ name, version, depends }: TinyPackage): string =>
  `Package: ${name}\nVersion: ${version}\nArchitecture: amd64\nMaintainer: nobody <nobody@example.com>\n` +
  `${depends ? `Depends: ${depends}\n` : ""}Description: tiny\n`;

/** A recipe with the least that there must be. */
export const tinyRecipe = (part: Partial<Recipe>): Recipe => ({
  name: "tiny",
  version: "1",
  packages: [],
  user: "1000:1000",
  entrypoint: ["/bin/tiny"],
  ...part,
});
