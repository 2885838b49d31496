import { closest, distance } from "fastest-levenshtein";
import type Docker from "dockerode";

import { SecretKind, type Manifest } from "../manifest";
import { keyNotRotated, unknownSecret } from "./errors";
import { givenValue } from "./given-file";
import type { SecretsOptions } from "./init";
import { pendingSteps } from "./observe";
import { withSecrets } from "./open";
import type { StoredSecrets } from "./stored-secrets";
import type { Step } from "./steps";
import { CA, isOfLocalCa, renewed, wantedSecrets, type WantedSecret } from "./wanted-secret";
import { writeSettled, type Written } from "./write";

export interface RotateOptions extends SecretsOptions {
  /** Which secrets; `ca` is the environment's own CA. @default - all but given files, keys, and the CA, which clients trust */
  readonly names?: readonly string[];
}

export interface RotateReport extends Written {
  readonly environment: string;
  /** What must run again for the new values to be in use: give it to `apply`. */
  readonly pending: readonly Step[];
}

/**
 * Gives secrets new values, in all their copies. Nothing uses them before `apply` has done what is pending.
 *
 * @throws BulwarkError with exit code 2 for a name that the environment does not have, or that is a key's
 */
export async function rotate(docker: Docker, manifest: Manifest, options: RotateOptions = {}): Promise<RotateReport> {
  const { projectFolder = process.cwd(), now = new Date(), names } = options;
  const { environment } = manifest;
  const wanted = wantedSecrets(manifest);
  const renew = new Set(names === undefined ? renewed(wanted) : meant(names, wanted, environment));
  const given = (one: WantedSecret) => givenValue(one, now, projectFolder);
  return withSecrets(
    docker,
    manifest,
    async ({ held, stored }) => {
      const all = wanted.map((one) => (renew.has(one.name) ? withDeparted(one, stored) : one));
      const written = await writeSettled(all, { held, stored }, { environment, now, given, renew, projectFolder });
      return { environment, ...written, pending: await pendingSteps(docker, manifest, held) };
    },
    { create: true },
  );
}

/** What names stand for: a userlist for its password, a certificate of the CA for the CA itself. */
function meant(names: readonly string[], wanted: readonly WantedSecret[], environment: string): readonly string[] {
  const known = [...wanted.map(({ name }) => name), ...(wanted.some(isOfLocalCa) ? [CA] : [])];
  return names.map((name) => {
    const secret = wanted.find((one) => one.name === name);
    if (!known.includes(name)) throw unknownSecret(name, environment, known, nearest(name, known));
    if (secret?.kind === SecretKind.KEY) throw keyNotRotated(name);
    if (secret?.kind === SecretKind.CA_CERTIFICATE && isOfLocalCa(secret)) return CA;
    return secret?.kind === SecretKind.USERLIST ? (secret.of ?? name) : name;
  });
}

function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const found = closest(name, [...known]);
  return distance(name, found) <= Math.max(2, name.length / 3) ? found : undefined;
}

/**
 * An old value must not stay in the copy of a user that has left: `init` takes that one when all others are missing.
 */
function withDeparted(wanted: WantedSecret, stored: StoredSecrets): WantedSecret {
  const present = new Set(wanted.owners.map(({ uid }) => uid));
  const departed = stored
    .copies(wanted.name)
    .map((copy) => ({ uid: stored.uidOf(copy), gid: copy.gid }))
    .filter(({ uid }) => !present.has(uid));
  return { ...wanted, owners: [...wanted.owners, ...departed] };
}
