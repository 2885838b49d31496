import type Docker from "dockerode";
import type { Manifest } from "../manifest";
import { portHolder } from "./port-holder";
import { tryPortHolder } from "../setup/port";

interface Wanted {
  readonly component: string;
  readonly address: string;
  readonly hostPort: number;
}

/** Ports that the environment publishes and that somebody else has: the engine would find out in the middle of an apply. */
export async function portProblems(docker: Docker, manifest: Manifest): Promise<readonly string[]> {
  const published = await publishedPorts(docker, manifest);
  const wanted = manifest.containers.flatMap(({ component, publishes }) =>
    publishes.map(({ address, hostPort }) => ({ component, address, hostPort })),
  );
  const found = await Promise.all(wanted.map(async (one) => problem(one, await holderOf(one, published, manifest))));
  return found.flat();
}

const problem = ({ component, address, hostPort }: Wanted, holder: string | undefined): readonly string[] =>
  holder === undefined
    ? []
    : [
        `port ${hostPort} on ${address}, which ${component} publishes, is taken by ${holder}; stop it, or change the port of ${component} in the YAML`,
      ];

interface Published {
  readonly container: string;
  readonly address: string;
  readonly hostPort: number;
  readonly isMine: boolean;
}

async function publishedPorts(docker: Docker, manifest: Manifest): Promise<readonly Published[]> {
  const mine = new Set(manifest.containers.map(({ name }) => name));
  const containers = await docker.listContainers();
  return containers.flatMap(({ Names, Ports }) => {
    const container = (Names[0] ?? "").slice(1);
    return Ports.filter(({ PublicPort }) => PublicPort !== undefined).map(({ IP, PublicPort }) => ({
      container,
      address: IP ?? "",
      hostPort: PublicPort,
      isMine: mine.has(container),
    }));
  });
}

/** A container that is the environment's own already is no problem, nor is a port that nobody has. */
async function holderOf(
  wanted: Wanted,
  published: readonly Published[],
  { docker }: Manifest,
): Promise<string | undefined> {
  const container = published.find((one) => one.hostPort === wanted.hostPort && overlap(one.address, wanted.address));
  if (container) return container.isMine ? undefined : `container ${container.container}`;
  // Only where the engine runs on this machine can it be tried.
  if (!docker.startsWith("unix://") || (await isFree(wanted))) return undefined;
  return (await portHolder(wanted.hostPort)) ?? "another program";
}

const EVERYWHERE: readonly string[] = ["0.0.0.0", "::", ""];

/** Whether two listeners on the same port would get into each other's way. */
export function overlap(one: string, other: string): boolean {
  return one === other || EVERYWHERE.includes(one) || EVERYWHERE.includes(other);
}

async function isFree({ address, hostPort }: Wanted): Promise<boolean> {
  // Any other error, such as an address that this machine lacks, is the engine's to explain.
  return (await tryPortHolder({ address, port: hostPort })) !== "EADDRINUSE";
}
