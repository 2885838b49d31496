import type Docker from "dockerode";
import type { Manifest } from "../manifest";
import { postgresVersionProblems } from "./data-version";
import { preflightFailed } from "./errors";
import { portProblems } from "./port-problems";

/** Engines whose address pools nobody changed have room for 31 networks, the default bridge among them. */
const DEFAULT_NETWORKS = 31;

/** Looks for what would make an apply fail half-way. @throws BulwarkError with exit code 3 and all that was found */
export async function preflight(docker: Docker, manifest: Manifest): Promise<void> {
  const problems = (
    await Promise.all([
      portProblems(docker, manifest),
      networkProblems(docker, manifest),
      postgresVersionProblems(docker, manifest),
    ])
  ).flat();
  if (problems.length > 0) throw preflightFailed(problems);
}

async function networkProblems(docker: Docker, manifest: Manifest): Promise<readonly string[]> {
  const present = await docker.listNetworks();
  const names = new Set(present.map(({ Name }) => Name));
  const missing = manifest.networks.filter(({ name }) => !names.has(name)).length;
  const bridges = present.filter(({ Driver }) => Driver === "bridge").length;
  const info = (await docker.info()) as { DefaultAddressPools?: readonly { Base: string; Size: number }[] };
  const room = roomOf(info.DefaultAddressPools);
  if (bridges + missing <= room) return [];
  return [
    `${missing} more networks are needed, the engine has ${bridges} and room for ${room}; add "default-address-pools" to its daemon.json, or remove networks that nobody uses: docker network prune`,
  ];
}

/** How many networks the pools hold. https://docs.docker.com/engine/network/#subnet-allocation */
export function roomOf(pools: readonly { readonly Base: string; readonly Size: number }[] | undefined): number {
  if (!pools?.length) return DEFAULT_NETWORKS;
  return pools.reduce((sum, { Base, Size }) => sum + 2 ** Math.max(0, Size - Number(Base.split("/")[1])), 0);
}
