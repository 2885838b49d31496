import type Docker from "dockerode";
import { importShellImage } from "../secrets/shell-image";

/** What `command` and `entrypoint` fall back to. */
const CHANGES = ['ENTRYPOINT ["/bin/sleep"]', 'CMD ["3000000"]'];

export async function importImages(docker: Docker): Promise<void> {
  for (const tag of ["1", "2"]) {
    await importShellImage(docker, { reference: `edits:${tag}`, files: { version: tag }, changes: CHANGES });
  }
}
