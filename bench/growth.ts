import { loadavg } from "node:os";

import { SIZES, type GrowthMeasurement, type GrowthResult } from "./growth-results";
import { machine } from "./machine";
import type { PartOptions } from "./parts";
import { generatedPlatform } from "./synth/generated-platform";
import { measured } from "./synth/process";
import { OwnProject } from "./synth/projects";

/** Synthesis of generated platforms, from 100 layers to 1,000. */
export async function benchGrowth({ repetitions, report }: PartOptions): Promise<GrowthResult> {
  const own = await OwnProject.make();
  const measurements: GrowthMeasurement[] = [];
  const nameOf = (layers: number) => `generated-${layers}`;
  try {
    for (const layers of SIZES) await own.add(nameOf(layers), generatedPlatform(layers));
    await measured(own.program(nameOf(SIZES[0])));
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      for (const layers of SIZES) {
        report(`${layers} layers: ${repetition}`);
        const load = loadavg()[0]!;
        measurements.push({ layers, load, figures: await measured(own.program(nameOf(layers))) });
      }
    }
  } finally {
    await own.remove();
  }
  return { date: new Date().toISOString(), machine: machine(), repetitions, measurements };
}
