import { appendFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import type { Review } from "../review/model";
import { Redactor } from "../review/redaction";
import { approvalOf } from "./pull-request/approvals";
import { unpackArtifact } from "./pull-request/artifact";
import { codeOwnersOf } from "./pull-request/code-owners";
import { baseIsAnother, GitHubRefused, headFailed } from "./pull-request/errors";
import { GitHub, type PullRequest, type WorkflowRun } from "./pull-request/github";
import { surroundings, type Surroundings } from "./pull-request/surroundings";
import { commentBody } from "./pull-request/sticky";
import { checkOf, programsIn, refusedVerdict, verdictOf, type Verdict } from "./pull-request/verdict";
import { reviewed, REVIEW_FORMATS } from "./review";

export interface PullRequestOptions {
  /** The number of the workflow run that synthesized the head. */
  readonly run: number;
  /** The base as it is synthesized; CODEOWNERS and the environments are those of the working folder. */
  readonly base: string;
  /** The name of the artifact. */
  readonly artifact: string;
  /** Where the report is written in every format. */
  readonly out: string;
  /** Whose comments are kept up to date. */
  readonly author: string;
  /** No artifact may be larger, packed, and no file in it. */
  readonly mostMegabytes: number;
  readonly report: (line: string) => void;
}

/**
 * Reviews what a pull request's own run synthesized, and says it there: in one comment, and as a check of its head. The
 * artifact is a stranger's; nothing of it is run.
 *
 * @returns what was done, in a sentence
 * @throws BulwarkError with exit code 2 without what GitHub Actions sets, 4 where GitHub refuses something
 */
export async function reviewPullRequest(options: PullRequestOptions): Promise<string> {
  const around = surroundings(process.env);
  const github = await GitHub.of(around, around.repository);
  const run = await github.run(options.run);
  if (run.event !== "pull_request") return `run ${run.id} is of no pull request`;
  const [pull, ...others] = await github.pullRequestsOf(run);
  if (!pull) return `no open pull request has the head ${run.head}: nothing is said anywhere`;
  if (others.length > 0) return `several open pull requests have the head ${run.head}: close all but one`;
  await mkdir(options.out, { recursive: true });
  const verdict = await judged({ github, around, run, pull, options });
  const now = await github.pullRequest(pull.number);
  if (!now.isOpen || now.head !== run.head) return `pull request ${pull.number} has moved on: a newer run says it`;
  await github.setCheck(run.head, checkOf(verdict, around.link));
  await github.keepComment(pull.number, commentBody(verdict.markdown, verdict.notes, around.link), options.author);
  await tellNextSteps(around, pull, verdict);
  return `pull request ${pull.number}, ${run.head}: ${verdict.conclusion}`;
}

interface Case {
  readonly github: GitHub;
  readonly around: Surroundings;
  readonly run: WorkflowRun;
  readonly pull: PullRequest;
  readonly options: PullRequestOptions;
}

/** Whatever a stranger's artifact does to a review, there is a verdict; what GitHub refuses is none of its doing. */
async function judged(one: Case): Promise<Verdict> {
  // Beside the base: what a stack says of folders around it is the same then.
  const folder = await mkdtemp(join(dirname(resolve(one.options.base)), ".bulwark-pull-request-"));
  try {
    return await reviewedIn(folder, one);
  } catch (error) {
    if (error instanceof GitHubRefused) throw error;
    const why = error instanceof Error ? error.message : String(error);
    return refusedVerdict(Redactor.of([]).text(why.replaceAll(folder, "")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function reviewedIn(head: string, { github, around, run, pull, options }: Case): Promise<Verdict> {
  const { artifact, out, mostMegabytes, report } = options;
  if (run.conclusion !== "success") throw headFailed(run.conclusion);
  if (pull.baseBranch !== around.branch) throw baseIsAnother(pull.baseBranch, around.branch);
  const zip = join(head, "artifact.zip");
  await github.download(run.id, artifact, { file: zip, most: mostMegabytes * 1024 * 1024 });
  report(`${await unpackArtifact(zip, head)} files of ${run.head}`);
  const owners = codeOwnersOf(process.cwd());
  const said = await github.reviewsOf(pull);
  const approvals = new Map<string, string>();
  const sides = {
    ...{ base: resolve(options.base), head },
    approvalOf: (environment: string): string | undefined => {
      const approval = approvalOf(said, environmentFileIn(head, environment), owners);
      if (approval.by === undefined) approvals.set(environment, `Waivers of ${environment}: ${approval.why}`);
      return approval.by;
    },
  };
  const found = await reviewed(sides, mostMegabytes, report);
  const review = named(found, { base: around.commit, head: run.head, folder: head });
  const written = new Map(Object.entries(REVIEW_FORMATS).map(([format, write]) => [format, write(review)]));
  for (const [format, text] of written) await writeFile(join(out, `review.${ENDINGS[format] ?? format}`), text);
  const programs = programsIn(await github.changedFiles(pull.number));
  return verdictOf(review, written.get("markdown")!, { programs, approvals: [...approvals.values()] });
}

const ENDINGS: Readonly<Record<string, string>> = { markdown: "md", junit: "junit.xml" };

const environmentFileIn = (head: string, environment: string): string => {
  const [yaml, yml] = ["yaml", "yml"].map((ending) => `environments/${environment}.${ending}`);
  return existsSync(join(head, yml!)) ? yml! : yaml!;
};

/** By commits, and by the paths that the pull request has: where it lay here says nothing to anybody. */
function named(review: Review, of: { base: string; head: string; folder: string }): Review {
  const ownPath = (file: string) => {
    const path = relative(of.folder, file);
    return path.startsWith("..") || isAbsolute(path) ? file : path;
  };
  return {
    ...review,
    ...{ base: { name: of.base }, head: { name: of.head } },
    changes: review.changes.map((change) =>
      change.at ? { ...change, at: { ...change.at, file: ownPath(change.at.file) } } : change,
    ),
  };
}

/** For the steps that follow: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
async function tellNextSteps({ outputs }: Surroundings, pull: PullRequest, { isReviewed }: Verdict): Promise<void> {
  if (outputs === undefined) return;
  await appendFile(outputs, `number=${pull.number}\nhead=${pull.head}\nreport=${isReviewed}\n`);
}
