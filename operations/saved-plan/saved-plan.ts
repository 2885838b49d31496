import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { chmod, copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { hashOfBytes } from "../images/content-hash";
import { hashOfFolder, sha256Of } from "../setup/content";
import { anotherPlan, changedSinceReview, noSavedPlan, notOfEnvironment, savedPlanUnreadable } from "./errors";
import { refuseOutsideInfluence } from "./outside-influence";
import { copySynthesized, differencesBetween, digestOf, partsNow, type Parts, type PartsOptions } from "./parts";

/** Terraform's own file of a plan; it holds what the state holds. */
const PLAN = "plan.tfplan";

/** The same for people and tools, as `terraform show -json` prints it. */
const SHOWN = "plan.json";

/** What else the plan depends on, as it was when the plan was made. */
const PARTS = "parts.json";

const SYNTHESIZED = "synthesized";

const schema = z.strictObject({ schemaVersion: z.literal(1), parts: z.record(z.string(), z.string()) });

/** The plan of one stack, in a folder of its own. */
export interface SavedStack {
  readonly name: string;
  readonly plan: string;
  readonly shown: string;
  /** The stack as it was synthesized. */
  readonly synthesized: string;
  readonly parts: Parts;
}

/** Plans that are reviewed together, and have one digest. */
export interface SavedPlans {
  readonly folder: string;
  readonly stacks: readonly SavedStack[];
  readonly digest: string;
}

/** Keeps the plan that Terraform has just made, with all that it depends on, in `<folder>/<stack>`. Only this user may read it. */
export async function savePlan(folder: string, stack: string, options: PartsOptions): Promise<void> {
  const { stackFolder, terraform } = options;
  const own = join(folder, stack);
  await rm(own, { recursive: true, force: true });
  await mkdir(own, { recursive: true, mode: 0o700 });
  await copyFile(terraform.planFile, join(own, PLAN));
  await writeFile(join(own, SHOWN), await terraform.showText());
  await copySynthesized(stackFolder, join(own, SYNTHESIZED));
  await writeFile(join(own, PARTS), JSON.stringify({ schemaVersion: 1, parts: await partsNow(options) }, undefined, 2));
  await Promise.all([PLAN, SHOWN].map((name) => chmod(join(own, name), 0o600)));
}

export const isSavedPlans = (folder: string): boolean => foldersIn(folder).length > 0;

/**
 * Reads what `savePlan` wrote; the plan's own files are hashed anew, whatever is said of them.
 *
 * @throws BulwarkError with exit code 2 where there is none
 */
export async function readSavedPlans(folder: string): Promise<SavedPlans> {
  const names = foldersIn(folder);
  if (names.length === 0) throw noSavedPlan(folder);
  const stacks = await Promise.all(names.map((name) => readStack(join(folder, name), name)));
  return { folder, stacks, digest: digestOf(Object.fromEntries(stacks.map(({ name, parts }) => [name, parts]))) };
}

/** Which plan was reviewed. */
export interface Reviewed {
  /** As the review ends with it. */
  readonly digest: string;
  /** Where the plans are that were reviewed together. */
  readonly folder: string;
}

/** @throws BulwarkError with exit code 1 for plans of another digest than the reviewed one, 2 where this stack has none */
export async function reviewedPlan({ digest, folder }: Reviewed, stack: string): Promise<SavedStack> {
  refuseOutsideInfluence();
  const plans = await readSavedPlans(folder);
  if (plans.digest !== digest) throw anotherPlan(folder, plans.digest, digest);
  const saved = plans.stacks.find(({ name }) => name === stack);
  const names = plans.stacks.map(({ name }) => name);
  if (!saved) throw notOfEnvironment(folder, stack, names);
  return saved;
}

/**
 * Puts the reviewed plan in the place where Terraform applies it from.
 *
 * @throws BulwarkError with exit code 1 and all that is no longer as it was reviewed; then no plan is there
 */
export async function takePlan(saved: SavedStack, options: PartsOptions): Promise<void> {
  const { stackFolder, terraform } = options;
  refuseOutsideInfluence(stackFolder);
  await terraform.takePlan(saved.plan);
  const now = { ...(await partsNow(options)), ...(await planParts(saved.plan, await terraform.showText())) };
  const differences = differencesBetween(saved.parts, now);
  if (differences.length === 0) return;
  await terraform.forgetPlan();
  throw changedSinceReview(saved.name, differences);
}

function foldersIn(folder: string): readonly string[] {
  // A link to itself is not there.
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, PARTS)))
    .map(({ name }) => name)
    .sort();
}

async function readStack(folder: string, name: string): Promise<SavedStack> {
  const [plan, shown, synthesized] = [PLAN, SHOWN, SYNTHESIZED].map((file) => join(folder, file)) as [
    string,
    string,
    string,
  ];
  for (const file of [plan, shown, synthesized])
    if (!existsSync(file)) throw savedPlanUnreadable(file, "it is missing");
  const { parts } = partsIn(join(folder, PARTS));
  const own = await planParts(plan, readFileSync(shown, "utf8"));
  return { name, plan, shown, synthesized, parts: { ...parts, synthesized: await hashOfFolder(synthesized), ...own } };
}

function partsIn(file: string): z.output<typeof schema> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw savedPlanUnreadable(file, error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message);
  }
}

const planParts = async (plan: string, shown: string): Promise<Parts> => ({
  plan: await sha256Of(plan),
  "plan as it is shown": hashOfBytes(shown),
});
