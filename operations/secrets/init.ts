import type Docker from "dockerode";

import { VolumeContent, type Manifest } from "../manifest";
import { givenValue } from "./given-file";
import { pendingSteps } from "./observe";
import { withSecrets } from "./open";
import { CopyState } from "./reconcile";
import type { Step } from "./steps";
import { wantedSecrets } from "./wanted-secret";
import { writeSettled, type Written } from "./write";

export interface SecretsOptions {
  /** Where `.bulwark/` lies and relative paths of given files start. @default - the current folder */
  readonly projectFolder?: string;
  /** @default - the time on this machine */
  readonly now?: Date;
  /** How a command calls a stack that is no environment: by its folder. @default - it is an environment */
  readonly called?: string;
}

export interface InitReport extends Written {
  readonly environment: string;
  /** What must run again for new values to be in use; empty when nothing runs yet, or all is as it was. */
  readonly pending: readonly Step[];
  /** What an operator should know, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Makes the secrets that are missing on the Docker host. What is there stays: a loose mode or owner is set right, and a
 * certificate that expires, or is not what is declared any more, is issued anew; the report says so. It never holds a
 * value.
 *
 * @throws BulwarkError before anything is written, with exit code 1 where copies of a password differ, with exit code 2
 * where a given file is wrong
 */
export async function init(docker: Docker, manifest: Manifest, options: SecretsOptions = {}): Promise<InitReport> {
  const { projectFolder = process.cwd(), now = new Date(), called } = options;
  const { environment } = manifest;
  const given = (wanted: Parameters<typeof givenValue>[0]) => givenValue(wanted, now, projectFolder);
  return withSecrets(
    docker,
    manifest,
    async ({ held, stored }) => {
      const wishes = { environment, called, now, given, renew: new Set<string>(), projectFolder };
      const written = await writeSettled(wantedSecrets(manifest), { held, stored }, wishes);
      const pending = await pendingSteps(docker, manifest, held);
      return { environment, ...written, pending, notes: notesOf(written, pending, manifest) };
    },
    { create: true },
  );
}

/** A value that was lost cannot be made again, and a database knows only that one. */
function notesOf({ secrets }: Written, pending: readonly Step[], manifest: Manifest): readonly string[] {
  // Where one copy is left, the others are made of it.
  const known = new Set(secrets.filter(({ state }) => state !== CopyState.CREATED).map(({ name }) => name));
  const lost = [...new Set(pending.flatMap((step) => step.secrets))].filter((name) => !known.has(name));
  if (lost.length === 0) return [];
  const keeping = manifest.volumes.filter(({ content }) => content === VolumeContent.DATA).map(({ name }) => name);
  return [
    `The files of ${lost.join(", ")} were missing and have new values. ` +
      `What is stored in ${keeping.join(", ") || "a data volume"} knows the old ones until the jobs ` +
      "have run again.",
  ];
}
