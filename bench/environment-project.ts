import { readFileSync } from "node:fs";
import { join } from "node:path";

import { packageRoot } from "../config/package-root";
import { readManifest, type Manifest } from "../operations/manifest";
import { run } from "../operations/process";
import { environmentFolder, projectPaths, stackFolder } from "../operations/project";
import type { Target } from "./traffic/target";

const TOKEN = "way-in-token";

/** A folder as a user has it, with one environment. */
export class EnvironmentProject {
  protected constructor(
    readonly folder: string,
    protected readonly environment: string,
  ) {}

  get label(): string {
    return `bulwark.environment=${this.environment}`;
  }

  /** Runs `bulwark <verb> <environment>` as a user does. */
  async bulwark(verb: string, args: readonly string[] = [], onLine?: (line: string) => void): Promise<void> {
    const program = join(packageRoot(), "dist", "scripts", "bulwark.js");
    const options = { cwd: this.folder, timeoutSeconds: 600, ...(onLine ? { onLine } : {}) };
    await run(process.execPath, [program, verb, this.environment, ...args], options);
  }

  /** Of what was synthesized last. */
  manifest(): Manifest {
    return readManifest(this.stackFolder);
  }

  /** Where clients come in, once secrets are written. */
  wayIn(path: string): Target {
    const secrets = join("/var/lib/bulwark", this.environment, "secrets");
    const uid = this.manifest().secrets.find(({ name }) => name === TOKEN)!.uid;
    return {
      address: "https://127.0.0.1:8443",
      ca: readFileSync(join(environmentFolder(projectPaths(this.folder), this.environment), "ca.pem"), "utf8"),
      token: readFileSync(join(secrets, `${uid}`, TOKEN), "utf8").trim(),
      path,
    };
  }

  protected get stackFolder(): string {
    return stackFolder(projectPaths(this.folder), this.environment);
  }

  protected get file(): string {
    return join(this.folder, "environments", `${this.environment}.yaml`);
  }
}
