import type { HostFile, HostTree } from "../engine/host-file";
import { secretFile, secretsFolder } from "./paths";

/** One copy of a secret, as it lies on the Docker host. */
export interface StoredCopy extends HostFile {
  readonly name: string;
}

/** What an environment's folder of secrets holds. */
export class StoredSecrets {
  private readonly byPath: ReadonlyMap<string, StoredCopy>;
  private readonly foreign: ReadonlySet<string>;

  public constructor(
    private readonly environment: string,
    readonly tree: HostTree,
  ) {
    this.byPath = new Map(tree.files.map((file) => [file.path, { ...file, name: nameOf(file.path) }]));
    const full = tree.folders.filter(({ path }) => tree.files.some((file) => file.path.startsWith(`${path}/`)));
    this.foreign = new Set([...full, ...tree.others].map(({ path }) => path));
  }

  /** The copy that a user reads. */
  public copy(uid: number, name: string): StoredCopy | undefined {
    return this.byPath.get(secretFile({ environment: this.environment, uid, name }));
  }

  /** Every copy of a name, also for users that no container has any more. */
  public copies(name: string): readonly StoredCopy[] {
    return [...this.byPath.values()].filter((copy) => copy.name === name);
  }

  public all(): readonly StoredCopy[] {
    return [...this.byPath.values()];
  }

  /**
   * True where a file should be and something is that writing would destroy. An empty folder is not: engines make some.
   */
  public isForeign(uid: number, name: string): boolean {
    return this.foreign.has(secretFile({ environment: this.environment, uid, name }));
  }

  /** The user that a copy lies there for, by its folder. */
  public uidOf({ path }: StoredCopy): number {
    return Number(path.slice(secretsFolder(this.environment).length + 1).split("/")[0]);
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
