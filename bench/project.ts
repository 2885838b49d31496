import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";

import { loadEnvironment } from "../config";
import { packageRoot } from "../config/package-root";
import { readStack } from "../operations/manifest";
import type { Declared } from "./compose-file";
import { EnvironmentProject } from "./environment-project";
import type { Target } from "./traffic/target";

/** The layer that is edited: two of it, behind the way in and another layer. */
export const EDITED = "items";

interface Yaml {
  images: { source: string };
  platform: { layers: Record<string, { env?: Record<string, string> }> };
}

/** What `npm run up` deploys, the environment `local`, with images that are built on this machine. */
export class BenchProject extends EnvironmentProject {
  static async make(): Promise<BenchProject> {
    const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-"));
    await cp(join(packageRoot(), "environments"), join(folder, "environments"), { recursive: true });
    const project = new BenchProject(folder, "local");
    await project.edit("1");
    return project;
  }

  /** Another value of one variable of one layer. */
  async edit(version: string): Promise<void> {
    const yaml = parse(await readFile(this.file, "utf8")) as Yaml;
    yaml.images.source = "debian";
    const layer = yaml.platform.layers[EDITED]!;
    layer.env = { ...layer.env, SERVICE_VERSION: version };
    await writeFile(this.file, stringify(yaml));
  }

  /** What was synthesized last. */
  declared(): Declared {
    const { layers } = loadEnvironment(this.file).settings.platform;
    const uses = Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, layer.uses]));
    return { manifest: this.manifest(), containers: readStack(this.stackFolder).resource.docker_container, uses };
  }

  /** Where clients ask for the layer that is edited. */
  target(): Target {
    return this.wayIn(`/api/${EDITED}`);
  }
}
