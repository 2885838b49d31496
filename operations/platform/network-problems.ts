import type Docker from "dockerode";
import type { Manifest } from "../manifest";
import { roomIn, type AddressPool } from "./address-pools";

/** Networks that are not there yet and for which the engine has no addresses left: it would refuse them one by one. */
export async function networkProblems(docker: Docker, manifest: Manifest): Promise<readonly string[]> {
  const present = await docker.listNetworks();
  const names = new Set(present.map(({ Name }) => Name));
  const missing = manifest.networks.filter(({ name }) => !names.has(name)).length;
  const taken = present.flatMap(({ IPAM }) => IPAM?.Config?.flatMap(({ Subnet }) => Subnet ?? []) ?? []);
  const { DefaultAddressPools } = (await docker.info()) as { readonly DefaultAddressPools?: readonly AddressPool[] };
  const { free, total } = roomIn(DefaultAddressPools, taken);
  if (missing <= free) return [];
  return [
    `${missing} more networks are needed, the engine's address pools have room for ${free} (of ${total}); add "default-address-pools" to its daemon.json, or remove networks that nobody uses: docker network prune`,
  ];
}
