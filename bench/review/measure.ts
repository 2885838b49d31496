import { mkdtemp, readFile, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { machine } from "../machine";
import type { PartOptions } from "../parts";
import { measured } from "../synth/process";
import { writeInputs, type ReviewInputs } from "./inputs";
import { Reviewed, type ReviewMeasurement, type ReviewResult } from "./results";

const SIZES = [1_000, 10_000];

const DIST = join(__dirname, "../..");

/** Whole processes that review synthetic platforms: two outputs, and the plan from one to the other. */
export async function benchReview({ repetitions, report }: PartOptions): Promise<ReviewResult> {
  const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-review-"));
  const measurements: ReviewMeasurement[] = [];
  try {
    for (const resources of SIZES) {
      const inputs = await writeInputs(folder, resources);
      for (const what of Object.values(Reviewed)) {
        report(`${resources} resources, ${what}: warm up`);
        await review(inputs, { resources, what, folder });
        for (let repetition = 1; repetition <= repetitions; repetition++) {
          report(`${resources} resources, ${what}: ${repetition}`);
          measurements.push(await review(inputs, { resources, what, folder }));
        }
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { date: new Date().toISOString(), machine: machine(), repetitions, measurements };
}

interface Case {
  readonly resources: number;
  readonly what: Reviewed;
  readonly folder: string;
}

async function review(
  { base, head, plan }: ReviewInputs,
  { resources, what, folder }: Case,
): Promise<ReviewMeasurement> {
  const output = join(folder, "review.md");
  const sides = what === Reviewed.OUTPUTS ? ["--base", base, "--head", head] : ["--plan", plan];
  const load = loadavg()[0]!;
  const figures = await measured({
    words: [process.execPath, join(DIST, "scripts/bulwark.js"), "review", ...sides, "--output", output],
    cwd: folder,
    acceptExitCodes: [1],
  });
  return { ...{ resources, what, load }, ...figures, bytes: Buffer.byteLength(await readFile(output, "utf8")) };
}
