import { loadavg } from "node:os";

import { notTheSame } from "./errors";
import { machine } from "./machine";
import type { PartOptions } from "./parts";
import { generatedPlatform } from "./synth/generated-platform";
import { measured, type Program } from "./synth/process";
import { OwnProject, StockProject } from "./synth/projects";
import { Way, type SynthMeasurement, type SynthResult } from "./synth/results";
import { declareTheSame, stockProgram } from "./synth/stock-program";

const GENERATED = "generated-200";
const PLATFORMS = ["local", "story-portal", GENERATED];

/** Whole processes that synthesize the same resources: Bulwark's, and cdktf's stock template with its own tools. */
export async function benchSynth({ repetitions, report }: PartOptions): Promise<SynthResult> {
  const own = await OwnProject.make();
  const stock = await StockProject.make();
  const resources: Record<string, number> = {};
  const measurements: SynthMeasurement[] = [];
  try {
    await own.add(GENERATED, generatedPlatform(200));
    for (const platform of PLATFORMS) {
      report(`${platform}: warm up, compare`);
      resources[platform] = await prepare(platform, own, stock);
      const programs = programsOf(platform, own, stock);
      for (let repetition = 1; repetition <= repetitions; repetition++) {
        report(`${platform}: ${repetition}`);
        measurements.push(...(await inTurns(platform, programs)));
      }
    }
  } finally {
    await Promise.all([own.remove(), stock.remove()]);
  }
  return { date: new Date().toISOString(), machine: machine(), repetitions, resources, measurements };
}

/** Runs each way once, and refuses figures of what is not the same. Returns how many resources there are. */
async function prepare(platform: string, own: OwnProject, stock: StockProject): Promise<number> {
  const programs = programsOf(platform, own, stock);
  await measured(programs[Way.BULWARK]);
  const wanted = own.synthesized(platform);
  await stock.write(stockProgram(platform, wanted));
  await measured(programs[Way.STOCK]);
  await measured(programs[Way.STOCK_NPX]);
  if (!declareTheSame(wanted, stock.synthesized(platform))) throw notTheSame(platform);
  return Object.values(wanted.resource).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
}

function programsOf(platform: string, own: OwnProject, stock: StockProject): Readonly<Record<Way, Program>> {
  return {
    [Way.BULWARK]: own.program(platform),
    [Way.STOCK]: stock.programAlone,
    [Way.STOCK_NPX]: stock.program,
  };
}

async function inTurns(platform: string, programs: Readonly<Record<Way, Program>>): Promise<SynthMeasurement[]> {
  const measurements: SynthMeasurement[] = [];
  for (const way of Object.values(Way)) {
    const load = loadavg()[0]!;
    measurements.push({ platform, way, load, figures: await measured(programs[way]) });
  }
  return measurements;
}
