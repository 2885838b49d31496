import { Readable } from "node:stream";
import type Docker from "dockerode";

import { engineRefused, statusOf, wordsOf } from "./errors";
import { packed } from "./tar";

/** An image without a single file: a container of it can be created, and could never be started. */
export const EMPTY_IMAGE = "bulwark/empty:1";

/** Makes the image where it is missing: the engine takes an empty archive for one, no registry is asked. */
export async function importEmptyImage(docker: Docker): Promise<void> {
  if (await isThere(docker)) return;
  const [repo, tag] = EMPTY_IMAGE.split(":");
  try {
    const progress = await docker.importImage(Readable.from([await packed([], [])]), { repo, tag });
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(progress, (error) => (error ? reject(error) : resolve()));
    });
  } catch (error) {
    throw engineRefused(`import the image ${EMPTY_IMAGE}`, wordsOf(error));
  }
}

/** Takes the image away again. It stays while a container of another run needs it. */
export async function removeEmptyImage(docker: Docker): Promise<void> {
  try {
    await docker.getImage(EMPTY_IMAGE).remove();
  } catch (error) {
    if (![404, 409].includes(statusOf(error) ?? 0)) throw engineRefused(`remove ${EMPTY_IMAGE}`, wordsOf(error));
  }
}

async function isThere(docker: Docker): Promise<boolean> {
  try {
    await docker.getImage(EMPTY_IMAGE).inspect();
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw engineRefused(`show the image ${EMPTY_IMAGE}`, wordsOf(error));
  }
}
