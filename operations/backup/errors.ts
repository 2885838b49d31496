import { BulwarkError } from "../errors";

const indented = (text: string) => text.replace(/^/gm, "  ");
const lastLines = (text: string) => text.split("\n").slice(-20).join("\n");

export const noBackup = (environment: string) =>
  new BulwarkError(
    `environment ${environment} has no backup\nSay where it goes, such as 'backup: { to: { directory: /srv/backups } }' below 'platform', and run 'bulwark up ${environment}'.`,
    2,
  );

export const stepFailed = (what: string, container: string, said: string) =>
  new BulwarkError(
    `${what} failed, in ${container}. It said:\n${indented(lastLines(said) || "(nothing)")}\n` +
      (said.includes("wrong password or no key")
        ? "The repository was made with another password: name the file that you kept it in as 'backup.passwordFile', and run 'bulwark up'."
        : "Mend that, and run it again."),
    4,
  );

export const repositoryDamaged = (said: string) =>
  new BulwarkError(
    `the repository is damaged. restic says:\n${indented(lastLines(said))}\n` +
      "Keep what it holds, and see docs/guides/backup-and-restore.md for what can be rescued. New backups are safe only in a repository that is whole.",
    1,
  );

export const noSnapshot = (environment: string, wanted: string, known: readonly string[]) =>
  new BulwarkError(
    known.length === 0
      ? `there is no backup of ${environment} yet\nMake one with 'bulwark backup ${environment}'.`
      : `there is no backup '${wanted}' of ${environment}; there are: ${known.join(", ")}`,
    known.length === 0 ? 1 : 2,
  );

export const incompleteSnapshot = (id: string, missing: readonly string[]) =>
  new BulwarkError(
    `backup ${id} holds nothing of ${missing.join(", ")}, and nothing was changed\nChoose another one with --snapshot; 'bulwark restore <environment> --list' says what each holds.`,
    1,
  );

export const dataInTheWay = (there: readonly { readonly component: string; readonly holds: readonly string[] }[]) =>
  new BulwarkError(
    `there is data already, and nothing was changed:\n${there
      .map(({ component, holds }) => `  - ${component}: ${shortened(holds)}`)
      .join("\n")}\nTo lose what is there and have what was saved instead, say --overwrite.`,
    1,
  );

const shortened = (holds: readonly string[]) =>
  holds.length <= 5 ? holds.join(", ") : `${holds.slice(0, 5).join(", ")} and ${holds.length - 5} more`;

export const editedSinceUp = (environment: string) =>
  new BulwarkError(
    `environment ${environment} was edited, or never applied, since its last 'bulwark up'\nRun 'bulwark up ${environment}' first.`,
    1,
  );
