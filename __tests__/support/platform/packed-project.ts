import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { outcomeOf, type Outcome } from "../engine/engine";

const ROOT = join(__dirname, "..", "..", "..");

/** What somebody has in the project already who adds Bulwark to it. */
const OF_THEIR_OWN = ["typescript", "@types/node"];

interface PackageFile {
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** A file of the packed archive, as `npm pack` lists it. */
export interface PackedFile {
  readonly path: string;
  readonly size: number;
}

/**
 * An empty project with the packed package installed, as npm does it but without a network: beside it lie only the
 * packages that its package.json asks for, so that one that it forgot is not found.
 */
export class PackedProject {
  /** @param peers optional ones that the project asks for itself */
  static async make(...peers: readonly string[]): Promise<PackedProject> {
    const project = new PackedProject(mkdtempSync(join(tmpdir(), "bulwark-stranger-")));
    await project.install(peers);
    return project;
  }

  /** What the archive holds. */
  files: readonly PackedFile[] = [];

  private constructor(readonly folder: string) {}

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  read(...parts: readonly string[]): string {
    return readFileSync(this.path(...parts), "utf8");
  }

  /** Copies a file or folder of the repository into the project. */
  copy(from: string, to: string): void {
    cpSync(join(ROOT, from), this.path(to), { recursive: true });
  }

  /** Runs a line of shell in the project; npm keeps what it caches there too. */
  shell(line: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const own = { npm_config_cache: this.path(".npm"), npm_config_update_notifier: "false" };
    return outcomeOf("env", ["-C", this.folder, "sh", "-c", line], { ...process.env, ...own, ...env });
  }

  /** The same, for a step that others build on: what it said is shown when it fails. */
  async succeed(line: string, env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const outcome = await this.shell(line, env);
    if (outcome.code !== 0) process.stderr.write(`${line}\n${outcome.stdout.slice(-4000)}\n${outcome.stderr}\n`);
    expect(outcome.code).toBe(0);
    return outcome;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async install(peers: readonly string[]): Promise<void> {
    const packed = await this.succeed(`npm pack --json --ignore-scripts --pack-destination "$PWD" "${ROOT}"`);
    const [archive] = JSON.parse(packed.stdout) as { readonly filename: string; readonly files: PackedFile[] }[];
    this.files = archive!.files;
    const into = "node_modules/bulwark";
    mkdirSync(this.path(into), { recursive: true });
    await this.succeed(`tar -xzf ${archive!.filename} -C ${into} --strip-components=1 && rm ${archive!.filename}`);
    const { bin, ...asked } = JSON.parse(this.read(into, "package.json")) as PackageFile;
    for (const name of [...wanted(asked), ...peers, ...OF_THEIR_OWN]) this.link(name, join(ROOT, "node_modules", name));
    for (const [name, file] of Object.entries(bin)) {
      this.link(`.bin/${name}`, join("..", "bulwark", file));
      await this.succeed(`chmod 755 ${into}/${file}`);
    }
    this.link(".bin/tsc", join("..", "typescript", "bin", "tsc"));
  }

  private link(name: string, target: string): void {
    mkdirSync(dirname(this.path("node_modules", name)), { recursive: true });
    symlinkSync(target, this.path("node_modules", name));
  }
}

/** What npm installs: an optional peer only where the project itself asks for it. */
function wanted({ dependencies, peerDependencies, peerDependenciesMeta }: Omit<PackageFile, "bin">): readonly string[] {
  const peers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys(dependencies), ...peers];
}
