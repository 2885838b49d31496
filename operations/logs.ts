import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import type Docker from "dockerode";
import type { Deployment } from "./deployment";
import { JobPhase, type Manifest } from "./manifest";
import { unknownLayer } from "./platform/errors";

export interface LogsOptions {
  /** @default - all layers */
  readonly layer?: string;
  /** Goes on until it is interrupted. */
  readonly follow: boolean;
}

const LAST_LINES = 100;

/** Passes on the logs of an environment, or of one layer, each line with its container's name before it. */
export async function logs(
  { docker, manifest }: Deployment,
  { layer, follow }: LogsOptions,
  print: (line: string) => void,
): Promise<void> {
  const known = [...new Set(manifest.containers.map(({ component }) => component))];
  if (layer && !known.includes(layer)) throw unknownLayer(layer, known);
  const chosen = (await withLogs(docker, manifest)).filter(({ component }) => !layer || isOf(layer, component));
  const options = { stdout: true, stderr: true, tail: LAST_LINES };
  await Promise.all(
    chosen.map(async ({ name }) => {
      const merged = new PassThrough();
      const lines = createInterface({ input: merged }).on("line", (line) => print(`${name} | ${line}`));
      const ended = new Promise((resolve) => lines.once("close", resolve));
      const container = docker.getContainer(name);
      const source = follow
        ? await container.logs({ ...options, follow: true })
        : PassThrough.from([await container.logs({ ...options, follow: false })]);
      docker.modem.demuxStream(source, merged, merged);
      source.once("end", () => merged.end());
      await ended;
    }),
  );
}

/** What has a log that its layer's owner asks for: containers, and the jobs before a roll as they last ran. */
async function withLogs(docker: Docker, manifest: Manifest) {
  const filters = { label: [`bulwark.environment=${manifest.environment}`] };
  const found = await docker.listContainers({ all: true, filters });
  const names = new Set(found.flatMap(({ Names }) => Names.map((name) => name.replace(/^\//, ""))));
  const jobs = manifest.jobs.filter(({ phase }) => phase === JobPhase.ROLL);
  return [...manifest.containers, ...jobs].filter(({ name }) => names.has(name));
}

/** Its scheduled jobs are a layer's as well. */
const isOf = (layer: string, component: string) => component === layer || component.startsWith(`${layer}/`);
