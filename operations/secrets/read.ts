import type Docker from "dockerode";

import { withHostFolder } from "../engine/holder";
import type { Manifest } from "../manifest";
import { HOST_FOLDER, onHost, ROOT, secretFile, secretsFolder } from "./paths";
import { StoredSecrets } from "./stored-secrets";
import { CA, isOfLocalCa, wantedSecrets } from "./wanted-secret";

/**
 * The value of a secret; undefined when there is none. For programs that act for the operator, such as a smoke test
 * behind the way in. Never print what it returns.
 */
export async function readSecret(docker: Docker, environment: string, name: string): Promise<Buffer | undefined> {
  const tree = await withHostFolder(docker, HOST_FOLDER, (held) => held.readFiles(secretsFolder(environment)), {
    create: false,
  });
  return new StoredSecrets(environment, tree).copies(name)[0]?.content;
}

/** Where root finds a secret on the Docker host; undefined for a name that the environment does not have. */
export function pathOnHost(manifest: Manifest, name: string): string | undefined {
  const { environment } = manifest;
  const wanted = wantedSecrets(manifest);
  const uid = name === CA && wanted.some(isOfLocalCa) ? ROOT : wanted.find((one) => one.name === name)?.owners[0]?.uid;
  return uid === undefined ? undefined : onHost(secretFile({ environment, uid, name }));
}
