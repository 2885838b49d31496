import type { Deployment } from "./deployment";
import { CopyState, init } from "./secrets";

export interface EnsuredSecrets {
  readonly ending: string;
  /** What an operator should read: secrets that were not as they should be. */
  readonly notes: readonly string[];
}

/** Makes the secrets that are missing on the Docker host, as one step of a longer command. */
export async function ensureSecrets(
  { docker, manifest, paths }: Deployment,
  report: (line: string) => void,
): Promise<EnsuredSecrets> {
  const { secrets, notes: lost } = await init(docker, manifest, { projectFolder: paths.root });
  const made = secrets.filter(({ state }) => state !== CopyState.PRESENT);
  const mended = made.filter(({ state }) => state !== CopyState.CREATED);
  const notes = [...mended.map(({ path, state, detail }) => `secret ${path} was ${state}: ${detail}`), ...lost];
  notes.forEach(report);
  return { ending: made.length > 0 ? `${made.length} files written` : `${secrets.length} files present`, notes };
}
