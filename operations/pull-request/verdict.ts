import type { Review } from "../../review/model";
import { markdownText, plainText } from "../../review/text/escape";
import { shortened } from "../../review/text/fitting";
import type { Check } from "./github";

/** What a required check of a branch is called. */
export const CHECK_NAME = "bulwark review";

/** https://docs.github.com/en/rest/checks/runs and https://docs.github.com/en/rest/pulls/pulls */
const MOST = { title: 255, summary: 65_535, files: 3000 } as const;

/** What people write, and what says what runs, but not how it is made. */
const DATA = /^(environments|docs)\/|\.md$|(^|\/)(LICENSE|CODEOWNERS)$/;

/** Files of a pull request of which the synthesized output depends: whoever writes them writes the artifact. */
export function programsIn(files: readonly string[]): readonly string[] {
  const programs = files.filter((file) => !DATA.test(file));
  return files.length < MOST.files ? programs : [...programs, "more files than GitHub lists"];
}

/** What is said of a head: what a review found, or why there is none. */
export interface Verdict {
  readonly conclusion: Check["conclusion"];
  readonly markdown: string;
  readonly notes: readonly string[];
  /** Whether there is a report in further formats. */
  readonly isReviewed: boolean;
}

/** A review as a check: what needs a person is red; what a pull request says of itself alone is never green. */
export function verdictOf(review: Review, markdown: string, told: Told): Verdict {
  const { programs, approvals } = told;
  const isOwnWord = programs.length > 0;
  return {
    conclusion: review.verdict !== "ok" ? "failure" : isOwnWord ? "neutral" : "success",
    markdown,
    isReviewed: true,
    notes: [...approvals, ...(isOwnWord ? [ownWord(programs)] : [])],
  };
}

interface Told {
  readonly programs: readonly string[];
  readonly approvals: readonly string[];
}

const ownWord = (programs: readonly string[]): string =>
  "This pull request changes programs, and what they write is what was reviewed: read them before you believe it. " +
  `${programs.slice(0, 5).join(", ")}${programs.length > 5 ? ` and ${programs.length - 5} more` : ""}`;

/** There is nothing to review, which is never a good sign. */
export const refusedVerdict = (why: string): Verdict => ({
  conclusion: "failure",
  markdown: `## ⛔ Bulwark: stop. Nothing was reviewed\n${why.split("\n").slice(0, 20).map(quoted).join("\n")}\n`,
  notes: [],
  isReviewed: false,
});

const quoted = (line: string): string => `> ${markdownText(shortened(line, 500))}`;

export function checkOf({ conclusion, markdown }: Omit<Verdict, "isReviewed">, detailsUrl: string): Check {
  const title = plainText(markdown.split("\n", 1)[0]!.replace(/^#+ /, ""));
  return {
    ...{ name: CHECK_NAME, conclusion, detailsUrl },
    title: shortened(title, MOST.title - 1),
    summary: shortened(markdown, MOST.summary - 1),
  };
}
