import { networkCount } from "../networks";
import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** The engine refuses a network once its address pools are empty, in the middle of an apply. */
export function networkFindings(settings: Settings): Finding[] {
  if (settings.target !== "docker") return [];
  const needed = networkCount(settings);
  const room = settings.hosts.main.networks;
  if (needed <= room) return [];
  const cure =
    "widen default-address-pools of the engine and set 'hosts.main.networks' to what they hold, or use fewer layers";
  return [
    {
      path: ["platform", "layers"],
      message: `the platform needs ${needed} networks, the engine's address pools hold ${room}; ${cure}`,
    },
  ];
}
