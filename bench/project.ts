import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";

import { loadEnvironment } from "../config";
import { packageRoot } from "../config/package-root";
import { readManifest, readStack } from "../operations/manifest";
import { run } from "../operations/process";
import { environmentFolder, projectPaths, stackFolder } from "../operations/project";
import type { Declared } from "./compose-file";

/** The environment that is measured: what `npm run up` deploys, with images that are built on this machine. */
const ENVIRONMENT = "local";
/** The layer that is edited: two of it, behind the way in and another layer. */
export const EDITED = "items";

interface Yaml {
  images: { source: string };
  platform: { layers: Record<string, { env?: Record<string, string> }> };
}

/** A folder as a user has it, with the environment `local`. */
export class BenchProject {
  static async make(): Promise<BenchProject> {
    const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-"));
    await cp(join(packageRoot(), "environments"), join(folder, "environments"), { recursive: true });
    const project = new BenchProject(folder);
    await project.edit("1");
    return project;
  }

  private constructor(readonly folder: string) {}

  readonly label = `bulwark.environment=${ENVIRONMENT}`;

  /** Another value of one variable of one layer. */
  async edit(version: string): Promise<void> {
    const yaml = parse(await readFile(this.file, "utf8")) as Yaml;
    yaml.images.source = "debian";
    const layer = yaml.platform.layers[EDITED]!;
    layer.env = { ...layer.env, SERVICE_VERSION: version };
    await writeFile(this.file, stringify(yaml));
  }

  /** Runs `bulwark <verb> local` as a user does. */
  async bulwark(verb: string, args: readonly string[] = [], onLine?: (line: string) => void): Promise<void> {
    const program = join(packageRoot(), "dist", "scripts", "bulwark.js");
    const options = { cwd: this.folder, timeoutSeconds: 600, ...(onLine ? { onLine } : {}) };
    await run(process.execPath, [program, verb, ENVIRONMENT, ...args], options);
  }

  /** What was synthesized last. */
  declared(): Declared {
    const folder = stackFolder(projectPaths(this.folder), ENVIRONMENT);
    const { layers } = loadEnvironment(this.file).settings.platform;
    const uses = Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, layer.uses]));
    return { manifest: readManifest(folder), containers: readStack(folder).resource.docker_container, uses };
  }

  /** Where clients ask for the layer that is edited, once secrets are written. */
  target() {
    const secrets = join("/var/lib/bulwark", ENVIRONMENT, "secrets");
    const uid = this.declared().manifest.secrets.find(({ name }) => name === TOKEN)!.uid;
    return {
      address: "https://127.0.0.1:8443",
      ca: readFileSync(join(environmentFolder(projectPaths(this.folder), ENVIRONMENT), "ca.pem")),
      token: readFileSync(join(secrets, `${uid}`, TOKEN), "utf8").trim(),
      path: `/api/${EDITED}`,
    };
  }

  private get file(): string {
    return join(this.folder, "environments", `${ENVIRONMENT}.yaml`);
  }
}

const TOKEN = "way-in-token";
