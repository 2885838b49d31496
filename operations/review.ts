import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { isObject } from "../policies/readers/objects";
import { reviewHtml } from "../review/formats/html";
import { reviewJson } from "../review/formats/json";
import { reviewJunit } from "../review/formats/junit";
import { reviewMarkdown } from "../review/formats/markdown";
import { reviewSarif } from "../review/formats/sarif";
import type { Review, ReviewedInput, WaiverRequest } from "../review/model";
import { Redactor } from "../review/redaction";
import { redacted } from "../review/redacted";
import { reviewOf } from "../review/review";
import type { JsonObject } from "../review/resource";
import { planStack } from "../review/sources/plan";
import { compareStacks, type StackTree } from "../review/sources/synthesized";
import { jsonText } from "../review/text/escape";
import { chartFileBelow } from "./check/chart-file";
import { noSuchInput } from "./check/errors";
import { readInput, readJson, readWith } from "./check/files";
import { BulwarkError } from "./errors";
import { hashOfBytes } from "./images/content-hash";
import { noStack, nothingSynthesized, sidesWrong, withoutSecrets } from "./review/errors";
import { requestsOf, SideEnvironments } from "./review/environments";
import { outputAt } from "./review/git-ref";
import { planSources, withDeclared } from "./review/plans";
import { releasesAfter, releasesBefore, releasesIn } from "./review/rendered/declared";
import { withRenderings } from "./review/rendered/joined";
import { digestOf, type Parts } from "./saved-plan/parts";

/** How a review is written, by the name of the format. */
export const REVIEW_FORMATS: Readonly<Record<string, (review: Review) => string>> = {
  markdown: reviewMarkdown,
  html: reviewHtml,
  json: (review) => jsonText(reviewJson(review)),
  sarif: reviewSarif,
  junit: reviewJunit,
};

export interface Reviewed {
  readonly base?: string | undefined;
  readonly head?: string | undefined;
  readonly plans?: readonly string[] | undefined;
  /** Who approved what the head asks for in an environment. @default - nobody did */
  readonly approvalOf?: (environment: string) => string | undefined;
}

/**
 * A side is a folder, or else a commit, which is synthesized first.
 *
 * @throws BulwarkError with exit code 2 without one of the two ways to say what is reviewed
 */
export async function reviewed(
  sides: Reviewed,
  mostMegabytes: number,
  report: (line: string) => void,
): Promise<Review> {
  const read: unknown[] = [];
  const jsonIn = (file: string): ReadFile => {
    if (!existsSync(file)) throw noSuchInput(file);
    const input = readInput(file, mostMegabytes);
    const json = readJson(input);
    read.push(json);
    return { text: input.text, json };
  };
  try {
    return await reviewedBy(sides, { jsonIn, report });
  } catch (error) {
    throw error instanceof BulwarkError ? withoutSecrets(error, read) : error;
  }
}

async function reviewedBy(
  { base, head, plans, approvalOf = () => undefined }: Reviewed,
  reading: Reading,
): Promise<Review> {
  if (plans && base === undefined) return reviewPlans(plans, reading);
  if (plans || base === undefined || head === undefined) throw sidesWrong(plans ? "both" : "neither");
  const sideOf = async (side: string) =>
    existsSync(side) ? { name: side, folder: side } : outputAt(side, reading.report);
  return reviewFolders(await sideOf(base), await sideOf(head), { ...reading, approvalOf });
}

interface ReadFile {
  readonly text: string;
  readonly json: unknown;
}

interface Reading {
  /** What errors say is searched for the secrets of what was read so. */
  readonly jsonIn: (file: string) => ReadFile;
  readonly report: (line: string) => void;
}

interface FolderReading extends Reading {
  readonly approvalOf: (environment: string) => string | undefined;
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
async function reviewFolders(base: FolderSide, head: FolderSide, reading: FolderReading): Promise<Review> {
  const { jsonIn, report, approvalOf } = reading;
  const [before, after] = [treesIn(base.folder, jsonIn), treesIn(head.folder, jsonIn)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const compared = names.map((name) =>
    readWith((after.get(name) ?? before.get(name)!).file, () => compareStacks(before.get(name), after.get(name))),
  );
  const [old, now] = [releasesIn(before, base.folder), releasesIn(after, head.folder)];
  const { objects, ...examined } = await withRenderings(compared, old, now, report);
  const [was, is] = [await SideEnvironments.in(base.folder, names), await SideEnvironments.in(head.folder, names)];
  const redactor = Redactor.of([...[...before.values(), ...after.values()].map(({ json }) => json), objects]);
  const parts = { [base.name]: partsOf(before), [`${head.name} (head)`]: partsOf(after) };
  const review = reviewOf({
    ...{ ...examined, base: { name: base.name }, head: { name: head.name } },
    ...{ digest: digestOf(parts), inputs: inputsOf(parts) },
    waiversOf: (stack) => was.waiversOf(stack),
    requests: names.flatMap((name) =>
      requestsOf(name, was.waiversOf(name), is.waiversOf(name)).map((request) => withApproval(request, approvalOf)),
    ),
    placeOf: (stack, path) => is.placeOf(stack, path),
    today: new Date().toISOString().slice(0, 10),
  });
  return redacted(review, redactor);
}

const withApproval = (request: WaiverRequest, approvalOf: FolderReading["approvalOf"]): WaiverRequest => {
  const approvedBy = approvalOf(request.environment);
  return approvedBy === undefined ? request : { ...request, approvedBy };
};

const partsOf = (trees: ReadonlyMap<string, StackTree>): Parts =>
  Object.fromEntries([...trees].map(([name, { json }]) => [name, hashOfBytes(JSON.stringify(json))]));

/** Reads plans, as `terraform show -json` prints them, or as `bulwark plan --save` kept them, one for each stack. */
async function reviewPlans(paths: readonly string[], { jsonIn, report }: Reading): Promise<Review> {
  const sources = await planSources(paths);
  const plans = sources.map((source) => ({ ...source, ...jsonIn(source.file) }));
  const planned = plans.map(({ file, name, json, synthesized }) =>
    readWith(file, () => withDeclared(planStack(json, file, name), synthesized)),
  );
  const [before, after] = [plans.map(releasesBefore), plans.map(releasesAfter)];
  const { objects, ...examined } = await withRenderings(planned, before, after, report);
  const parts = Object.fromEntries(
    plans.map(({ name, text, parts: saved }) => [name, saved ?? { plan: hashOfBytes(text) }]),
  );
  const review = reviewOf({
    ...examined,
    base: { name: "what is there" },
    head: { name: paths.map((path) => basename(path)).join(", ") },
    digest: digestOf(parts),
    inputs: inputsOf(parts),
  });
  return redacted(review, Redactor.of([...plans.map(({ json }) => json), objects]));
}

/** One line for each part of each stack. */
const inputsOf = (stacks: Readonly<Record<string, Parts>>): readonly ReviewedInput[] =>
  Object.entries(stacks).flatMap(([stack, parts]) =>
    Object.entries(parts).map(([name, digest]) => ({ name: `${stack}: ${name}`, digest })),
  );

/** The stacks of an output of cdktf, by name. */
function treesIn(folder: string, jsonIn: Reading["jsonIn"]): ReadonlyMap<string, StackTree> {
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
      const { json } = jsonIn(file);
      if (!isStack(json)) throw noStack(file);
      return [basename(dirname(file)), { file, json, chartFile: chartFileBelow(dirname(file)) }];
    }),
  );
}

/** A map of maps of resources, as cdktf writes them. */
function isStack(json: unknown): json is JsonObject {
  if (!isObject(json)) return false;
  const types = json["resource"] ?? {};
  return isObject(types) && Object.values(types).every((all) => isObject(all) && Object.values(all).every(isObject));
}
