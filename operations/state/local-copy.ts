import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { environmentFolder, type ProjectPaths } from "../project";
import { tryState, type StateJson } from "./state-json";

/** The bootstrap stack's state while there is no bucket yet. It holds everything in clear, and is removed once it has moved. */
export class LocalCopy {
  readonly file: string;

  constructor(paths: ProjectPaths, environment: string, stack: string) {
    this.file = join(environmentFolder(paths, environment), `${stack}.tfstate`);
  }

  /** Undefined where there is none, or one that was cut off. */
  read(): StateJson | undefined {
    return existsSync(this.file) ? tryState(readFileSync(this.file, "utf8")) : undefined;
  }

  /** The block that makes Terraform keep the state here. */
  backendFrom(folder: string): object {
    return { local: { path: relative(folder, this.file) } };
  }

  /** With the copies that Terraform makes beside it. */
  remove(): void {
    for (const file of [this.file, `${this.file}.backup`]) rmSync(file, { force: true });
  }
}
