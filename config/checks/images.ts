import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** A login is for a registry; without one it would be left out in silence. */
export function imageFindings({ images }: Settings): Finding[] {
  return images.authFile !== undefined && images.registry === undefined
    ? [{ path: ["images", "authFile"], message: "a login for no registry; add 'images.registry'" }]
    : [];
}
