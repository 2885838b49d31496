import type Docker from "dockerode";

import { removeEmptyImage } from "../engine/empty-image";
import { withHostFolder } from "../engine/holder";
import { runOnHostFolder } from "../engine/host-command";
import type { Manifest } from "../manifest";
import { HOST_FOLDER, onHost, ROOT, secretsFolder } from "./paths";

/** Where `HOST_FOLDER` lies, so that it can go as well when nothing is left in it. */
const ABOVE = "/var/lib";

export interface Removal {
  /** What is left for the operator to remove, without any value in it; undefined when nothing is. */
  readonly left: string | undefined;
}

/**
 * Takes all secrets of an environment off its Docker host, for good. The engine can only replace, so an empty file
 * takes the place of their folder; removing that as well needs a program, `rm` of any image that the environment runs.
 */
export async function removeSecrets(docker: Docker, manifest: Manifest): Promise<Removal> {
  const { environment, containers } = manifest;
  const there = await withHostFolder(docker, HOST_FOLDER, (held) => held.stat(environment), { create: false });
  if (there === undefined) return { left: undefined };
  const grave = { path: secretsFolder(environment), uid: ROOT, gid: ROOT, mode: 0o400, content: Buffer.alloc(0) };
  await withHostFolder(docker, HOST_FOLDER, (held) => held.putFiles([grave]));
  const images = [...new Set(containers.map(({ image }) => image))];
  const folder = HOST_FOLDER.slice(ABOVE.length + 1);
  const gone = await runOnHostFolder(docker, ABOVE, {
    images,
    command: ["/bin/rm", "-rf", "--", `${folder}/${environment}`],
  });
  if (gone) await runOnHostFolder(docker, ABOVE, { images, command: ["/bin/rmdir", "--", folder] });
  await removeEmptyImage(docker);
  return { left: gone ? undefined : onHost(environment) };
}
