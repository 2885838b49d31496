import { plainText } from "../../review/text/escape";
import { BulwarkError } from "../errors";

/** What a stranger wrote is in some of the words, and is printed where a build server reads commands. */
const refused = (why: string) => new BulwarkError(`the artifact is refused: ${plainText(why)}`, 2);

export const noZip = (why: string) => refused(`it is no zip file that can be read: ${why}`);

export const tooManyEntries = (entries: number, most: number) =>
  refused(`it has ${entries} entries; more than ${most} are no synthesized output`);

export const badEntryName = (name: string, why: string) => refused(`the entry '${name.slice(0, 200)}' ${why}`);

export const badEntry = (name: string, why: string) => refused(`the entry '${name}' ${why}`);

export const tooLarge = (what: string, most: number) =>
  refused(`${what} is larger than ${most} bytes; no synthesized output is`);

export const noSuchArtifact = (name: string, run: number) =>
  refused(`run ${run} has none named '${name}' that is not expired, or several`);

export const headFailed = (conclusion: string | null) =>
  new BulwarkError(
    `the head cannot be synthesized: its run ended with ${plainText(conclusion ?? "no conclusion")}\nLook into the run of the pull request, and push again.`,
    2,
  );

export const baseIsAnother = (wanted: string, branch: string) =>
  new BulwarkError(
    `the pull request is for ${plainText(wanted)}, and the review is of ${plainText(branch)}\nReviews are of pull requests to the default branch.`,
    2,
  );

export const missingVariable = (name: string, what: string) =>
  new BulwarkError(
    `the variable ${name} is not set: ${what}\nGitHub Actions sets it; elsewhere set it before the command.`,
    2,
  );

export const noRunId = (got: string) =>
  new BulwarkError(`--run has to be the number of a workflow run, got: ${plainText(got)}`, 2);

/** GitHub's doing, and not that of what is reviewed. */
export class GitHubRefused extends BulwarkError {}

export const githubRefused = (request: string, status: number | undefined, said: string) =>
  new GitHubRefused(
    `GitHub refused ${plainText(request)}${status === undefined ? "" : ` with status ${status}`}: ${plainText(said.slice(0, 500))}\n` +
      "Look whether the job has the permissions that docs/guides/pull-requests.md names, and run it again.",
    4,
  );
