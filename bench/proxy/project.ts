import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type Docker from "dockerode";
import { stringify } from "yaml";

import { EnvironmentProject } from "../environment-project";
import type { Target } from "../traffic/target";

const LAYER = "echo";
const PORT = 8001;

/** Bounds of clients and of processors would be measured in place of the proxy: they are far away here. */
const ENVIRONMENT = {
  target: "docker",
  images: { source: "debian" },
  platform: {
    haproxy: { cpus: 1, requestsPerSecond: 1_000_000 },
    layers: {
      [LAYER]: {
        image: "reference-service",
        port: PORT,
        replicas: 3,
        cpus: 1,
        env: { LOG_LEVEL: "warn" },
        route: { path: "/", auth: "token" },
      },
    },
  },
};

/** A platform of a way in and one layer, several times. */
export class ProxyProject extends EnvironmentProject {
  static async make(): Promise<ProxyProject> {
    const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-"));
    const project = new ProxyProject(folder, "proxy");
    await mkdir(dirname(project.file));
    await writeFile(project.file, stringify(ENVIRONMENT));
    return project;
  }

  /** The layer's own addresses, which nobody but the engine's host reaches. */
  async direct(docker: Docker): Promise<readonly Target[]> {
    const own = this.manifest().containers.filter(({ component }) => component === LAYER);
    const all = await Promise.all(own.map(({ name }) => docker.getContainer(name).inspect()));
    const addresses = all.map(({ NetworkSettings }) => Object.values(NetworkSettings.Networks)[0]!.IPAddress);
    return addresses.map((address) => ({ address: `http://${address}:${PORT}` }));
  }
}
