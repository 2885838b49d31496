import { createHash } from "node:crypto";
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reviewJson } from "../review/formats/json";
import { reviewJunit } from "../review/formats/junit";
import { reviewMarkdown } from "../review/formats/markdown";
import { reviewSarif } from "../review/formats/sarif";
import type { Review } from "../review/model";
import { Redactor } from "../review/redaction";
import { redacted } from "../review/redacted";
import { reviewOf } from "../review/review";
import type { JsonObject } from "../review/resource";
import { planStack } from "../review/sources/plan";
import { compareStacks, type StackTree } from "../review/sources/synthesized";
import { jsonText } from "../review/text/escape";
import { chartFileBelow } from "./check/chart-file";
import { noSuchInput } from "./check/errors";
import { readInput, readWith } from "./check/files";
import { nothingSynthesized, sidesWrong } from "./review/errors";
import { requestsOf, SideEnvironments } from "./review/environments";
import { outputAt } from "./review/git-ref";

/** How a review is written, by the name of the format. */
export const REVIEW_FORMATS: Readonly<Record<string, (review: Review) => string>> = {
  markdown: reviewMarkdown,
  json: (review) => jsonText(reviewJson(review)),
  sarif: reviewSarif,
  junit: reviewJunit,
};

export interface Reviewed {
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  readonly plans?: readonly string[] | undefined;
}

/**
 * A side is a folder, or else a commit, which is synthesized first.
 *
 * @throws BulwarkError with exit code 2 without one of the two ways to say what is reviewed
 */
export async function reviewed(
  { base, head, plans }: Reviewed,
  mostMegabytes: number,
  report: (line: string) => void,
): Promise<Review> {
  if (plans && base === undefined) return reviewPlans(plans, mostMegabytes);
  if (plans || base === undefined || head === undefined) throw sidesWrong(plans ? "both" : "neither");
  const sideOf = async (side: string) => ({
    name: side,
    folder: existsSync(side) ? side : await outputAt(side, report),
  });
  return reviewFolders(await sideOf(base), await sideOf(head), mostMegabytes);
}

interface FolderSide {
  readonly name: string;
  readonly folder: string;
}

/**
 * Compares two synthesized outputs, without credentials, a provider or a network.
 *
 * @throws BulwarkError with exit code 2 for a folder that holds no synthesized stack
 */
function reviewFolders(base: FolderSide, head: FolderSide, mostMegabytes: number): Review {
  const [before, after] = [treesIn(base.folder, mostMegabytes), treesIn(head.folder, mostMegabytes)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const stacks = names.map((name) =>
    readWith((after.get(name) ?? before.get(name)!).file, () => compareStacks(before.get(name), after.get(name))),
  );
  const [was, is] = [new SideEnvironments(base.folder), new SideEnvironments(head.folder)];
  const redactor = Redactor.of([...before.values(), ...after.values()].map(({ json }) => json));
  const review = reviewOf({
    ...{ stacks, base: { name: base.name }, head: { name: head.name } },
    digest: digestOf([...before.values(), ...after.values()].map(({ json }) => JSON.stringify(json))),
    waiversOf: (stack) => was.waiversOf(stack),
    requests: names.flatMap((name) => requestsOf(name, was.waiversOf(name), is.waiversOf(name))),
    placeOf: (stack, path) => is.placeOf(stack, path),
    today: new Date().toISOString().slice(0, 10),
  });
  return redacted(review, redactor);
}

/** Reads plans, as `terraform show -json` prints them, one for each stack. */
function reviewPlans(files: readonly string[], mostMegabytes: number): Review {
  const plans = files.map((file) => {
    const text = textOf(file, mostMegabytes);
    return { file, text, json: readWith(file, () => JSON.parse(text) as unknown) };
  });
  const stacks = plans.map(({ file, json }) => readWith(file, () => planStack(json, file)));
  const review = reviewOf({
    stacks,
    base: { name: "what is there" },
    head: { name: files.map((file) => basename(file)).join(", ") },
    digest: digestOf(plans.map(({ text }) => text)),
  });
  return redacted(review, Redactor.of(plans.map(({ json }) => json)));
}

const digestOf = (texts: readonly string[]): string => {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:${text}`);
  return hash.digest("hex");
};

/** The stacks of an output of cdktf, by name. */
function treesIn(folder: string, mostMegabytes: number): ReadonlyMap<string, StackTree> {
  if (!existsSync(folder)) throw noSuchInput(folder);
  const stacks = join(folder, "stacks");
  const root = existsSync(stacks) ? stacks : folder;
  const files = statSync(root).isDirectory()
    ? readdirSync(root)
        .map((name) => join(root, name, "cdk.tf.json"))
        .filter(existsSync)
    : [];
  if (files.length === 0) throw nothingSynthesized(folder);
  return new Map(
    files.map((file) => {
      const text = textOf(file, mostMegabytes);
      const json = readWith(file, () => JSON.parse(text) as JsonObject);
      return [basename(dirname(file)), { file, json, chartFile: chartFileBelow(dirname(file)) }];
    }),
  );
}

function textOf(file: string, mostMegabytes: number): string {
  if (!existsSync(file)) throw noSuchInput(file);
  return readInput(file, mostMegabytes).text;
}
