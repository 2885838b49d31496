import type Docker from "dockerode";

import { isPrivate } from "../engine/connect";
import { withHostFolder, type HeldFolder } from "../engine/holder";
import type { Manifest } from "../manifest";
import { channelNotPrivate } from "./errors";
import { HOST_FOLDER, secretsFolder } from "./paths";
import { StoredSecrets } from "./stored-secrets";

export interface OpenSecrets {
  readonly held: HeldFolder;
  readonly stored: StoredSecrets;
}

/**
 * Opens the secrets of an environment on its Docker host, for one run at a time.
 *
 * @throws BulwarkError with exit code 2 when the way to the engine can be listened to
 */
export async function withSecrets<T>(
  docker: Docker,
  { environment, docker: address }: Pick<Manifest, "environment" | "docker">,
  action: (open: OpenSecrets) => Promise<T>,
  options: { readonly create: boolean },
): Promise<T> {
  if (!isPrivate(address)) throw channelNotPrivate(address);
  return withHostFolder(
    docker,
    HOST_FOLDER,
    async (held) =>
      action({ held, stored: new StoredSecrets(environment, await held.readFiles(secretsFolder(environment))) }),
    options,
  );
}
