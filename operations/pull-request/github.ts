import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { ReviewedPull } from "./approvals";
import { connect, type Access, type Octokit } from "./connection";
import { noSuchArtifact, tooLarge } from "./errors";
import { isOwn } from "./sticky";

/** What the workflow that synthesized a head was, as GitHub says it. */
export interface WorkflowRun {
  readonly id: number;
  readonly event: string;
  readonly conclusion: string | null;
  readonly head: string;
  /** As `pulls` asks for it: `owner:branch`. @default - the fork is gone */
  readonly branch?: string;
}

export interface PullRequest {
  readonly number: number;
  readonly head: string;
  readonly baseBranch: string;
  readonly author: string;
  readonly isOpen: boolean;
}

export interface Check {
  readonly name: string;
  readonly conclusion: "success" | "failure" | "neutral";
  readonly title: string;
  readonly summary: string;
  readonly detailsUrl: string;
}

/** GitHub lists no more commits of a pull request than that. https://docs.github.com/en/rest/pulls/pulls */
const MOST_COMMITS = 250;

const PAGE = { per_page: 100 } as const;

interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** The few things that a review asks of GitHub, and the two that it writes. */
export class GitHub {
  /** @param repository `owner/name` */
  static async of(access: Access, repository: string): Promise<GitHub> {
    const [owner = "", repo = ""] = repository.split("/");
    return new GitHub(await connect(access), { owner, repo });
  }

  private constructor(
    private readonly octokit: Octokit,
    private readonly where: Repository,
  ) {}

  async run(id: number): Promise<WorkflowRun> {
    const { data } = await this.octokit.rest.actions.getWorkflowRun({ ...this.where, run_id: id });
    const owner = data.head_repository?.owner?.login;
    return {
      ...{ id, event: data.event, conclusion: data.conclusion, head: data.head_sha },
      ...(owner && data.head_branch ? { branch: `${owner}:${data.head_branch}` } : {}),
    };
  }

  /**
   * @param most bytes
   * @throws BulwarkError with exit code 2 for one that is not there, has expired, or is larger
   */
  async download(run: number, name: string, { file, most }: { file: string; most: number }): Promise<void> {
    const { actions } = this.octokit.rest;
    const { data } = await actions.listWorkflowRunArtifacts({ ...this.where, run_id: run, name, ...PAGE });
    const found = data.artifacts.filter((one) => one.name === name && !one.expired);
    if (found.length !== 1) throw noSuchArtifact(name, run);
    if (found[0]!.size_in_bytes > most) throw tooLarge("all of it", most);
    const { data: bytes } = await actions.downloadArtifact({
      ...{ ...this.where, artifact_id: found[0]!.id, archive_format: "zip" },
      request: { parseSuccessResponseBody: false },
    });
    await pipeline(bytes as AsyncIterable<Uint8Array>, atMost(most), createWriteStream(file, { flags: "wx" }));
  }

  /** Open ones whose head is exactly what ran. */
  async pullRequestsOf({ head, branch }: WorkflowRun): Promise<readonly PullRequest[]> {
    if (branch === undefined) return [];
    const asked = { ...this.where, ...PAGE, state: "open", head: branch } as const;
    const all = await this.octokit.paginate(this.octokit.rest.pulls.list, asked);
    return all.map(pullRequestOf).filter((pull) => pull.head === head && pull.isOpen);
  }

  async pullRequest(number: number): Promise<PullRequest> {
    const { data } = await this.octokit.rest.pulls.get({ ...this.where, pull_number: number });
    return pullRequestOf(data);
  }

  /** The names of its files, the former ones too. */
  async changedFiles(number: number): Promise<readonly string[]> {
    const files = await this.octokit.paginate(this.octokit.rest.pulls.listFiles, {
      ...{ ...this.where, ...PAGE, pull_number: number },
    });
    return files.flatMap(({ filename, previous_filename }) => [filename, previous_filename ?? []].flat());
  }

  async reviewsOf({ number, head, author }: PullRequest): Promise<ReviewedPull> {
    const { paginate, rest } = this.octokit;
    const asked = { ...this.where, ...PAGE, pull_number: number };
    const reviews = await paginate(rest.pulls.listReviews, asked);
    const commits = await paginate(rest.pulls.listCommits, asked);
    return {
      ...{ author, head, hasMoreCommits: commits.length >= MOST_COMMITS },
      writers: commits.flatMap((commit) => [loginOf(commit.author), loginOf(commit.committer)]),
      reviews: reviews.flatMap(({ user, state, commit_id: commit }) =>
        user && commit ? [{ login: user.login, isPerson: user.type === "User", state, commit }] : [],
      ),
    };
  }

  /** One comment: the one that is there becomes the new one. */
  async keepComment(number: number, body: string, author: string): Promise<void> {
    const { issues } = this.octokit.rest;
    const own = await this.ownComment(number, author);
    if (own !== undefined) {
      await issues.updateComment({ ...this.where, comment_id: own, body });
      return;
    }
    try {
      await issues.createComment({ ...this.where, issue_number: number, body });
    } catch (error) {
      // It may have been written all the same.
      const written = await this.ownComment(number, author);
      if (written === undefined) throw error;
      await issues.updateComment({ ...this.where, comment_id: written, body });
    }
  }

  async setCheck(sha: string, { name, conclusion, title, summary, detailsUrl }: Check): Promise<void> {
    await this.octokit.rest.checks.create({
      ...{ ...this.where, name, head_sha: sha, status: "completed", conclusion },
      ...{ details_url: detailsUrl, output: { title, summary } },
    });
  }

  private async ownComment(number: number, author: string): Promise<number | undefined> {
    const asked = { ...this.where, ...PAGE, issue_number: number };
    const comments = await this.octokit.paginate(this.octokit.rest.issues.listComments, asked);
    return comments.find(({ body, user }) => isOwn(body ?? "", user?.login, author))?.id;
  }
}

interface AnyPull {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly sha: string };
  readonly base: { readonly ref: string };
  readonly user: { readonly login: string } | null;
}

const pullRequestOf = ({ number, state, head, base, user }: AnyPull): PullRequest => ({
  ...{ number, head: head.sha, baseBranch: base.ref, author: user?.login ?? "", isOpen: state === "open" },
});

const loginOf = (who: object | null | undefined): string | undefined =>
  (who as { readonly login?: string } | null | undefined)?.login;

const atMost = (most: number) =>
  async function* (bytes: AsyncIterable<Uint8Array>) {
    let size = 0;
    for await (const chunk of bytes) {
      if ((size += chunk.length) > most) throw tooLarge("all of it", most);
      yield chunk;
    }
  };
