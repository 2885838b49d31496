import type { CodeOwners } from "./code-owners";

/** What somebody said of a pull request; in GitHub's words, the oldest first. */
export interface PullReview {
  readonly login: string;
  readonly isPerson: boolean;
  readonly state: string;
  /** The commit that was looked at. */
  readonly commit: string;
}

export interface ReviewedPull {
  readonly author: string;
  readonly head: string;
  /** Who wrote and who committed each of its commits; undefined where GitHub knows nobody by that address. */
  readonly writers: readonly (string | undefined)[];
  /** Not all of its commits could be asked for. */
  readonly hasMoreCommits: boolean;
  readonly reviews: readonly PullReview[];
}

export interface Approval {
  /** The code owner who approved. @default - nobody */
  readonly by?: string;
  /** Why nobody did, in words. */
  readonly why: string;
}

/** GitHub commits in this name for those who click. */
const WEB = "web-flow";

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/**
 * Whether a code owner of a file who wrote nothing of a pull request approved exactly its head. What cannot be known is no
 * approval: a team's members, and who is behind an address that GitHub does not know.
 */
export function approvalOf(pull: ReviewedPull, file: string, ownersOf: CodeOwners): Approval {
  const owners = ownersOf(file);
  const people = owners.flatMap((owner) => /^@([\w-]+)$/.exec(owner)?.[1] ?? []);
  if (people.length === 0) return { why: nobodyOwns(file, owners) };
  if (pull.hasMoreCommits) return { why: "it has more commits than GitHub lists, so that who wrote it is not known" };
  if (pull.writers.includes(undefined)) return { why: "GitHub does not know who wrote one of its commits" };
  const writers = [pull.author, ...pull.writers.flatMap((writer) => writer ?? [])].filter((one) => one !== WEB);
  const approving = lastWords(pull)
    .filter(({ state, commit, isPerson }) => isPerson && state === "APPROVED" && commit === pull.head)
    .map(({ login }) => login)
    .filter((login) => people.some((owner) => same(owner, login)));
  const by = approving.find((login) => !writers.some((writer) => same(writer, login)));
  if (by !== undefined) return { by, why: "" };
  const own = approving.map((login) => `${login} approved, and wrote some of it`);
  return { why: own[0] ?? `none of those who own ${file} has approved this commit: ${people.join(", ")}` };
}

function nobodyOwns(file: string, owners: readonly string[]): string {
  const teams = owners.filter((owner) => owner.includes("/"));
  if (teams.length === 0) return `CODEOWNERS of the base names nobody for ${file}`;
  return `who is in ${teams.join(", ")} may not be asked with this token: name people for ${file} in CODEOWNERS`;
}

/** What each said last; a remark takes nothing back. */
function lastWords({ reviews }: ReviewedPull): readonly PullReview[] {
  const last = new Map<string, PullReview>();
  for (const review of reviews) if (review.state !== "COMMENTED") last.set(review.login.toLowerCase(), review);
  return [...last.values()];
}
