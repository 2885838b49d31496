import { basename, dirname } from "node:path";
import type Docker from "dockerode";
import { withHostFolder } from "../engine/holder";
import type { Manifest } from "../manifest";

/** For the container's user alone. */
const MODE = 0o700;

/**
 * Makes the folders of the host that containers write to, for their user, through the engine: so also on a remote host
 * and without root. What is there stays as it is, whoever owns it.
 */
export async function createHostFolders(docker: Docker, { hostFolders }: Pick<Manifest, "hostFolders">): Promise<void> {
  for (const { path, uid, gid } of hostFolders) {
    const name = basename(path);
    await withHostFolder(docker, dirname(path), async (held) => {
      if ((await held.stat(name)) === undefined) await held.putFiles([], [{ path: name, uid, gid, mode: MODE }]);
    });
  }
}
