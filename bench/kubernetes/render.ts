import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

import { packageRoot } from "../../config/package-root";
import type { PartOptions } from "../parts";
import { measured } from "../synth/process";
import { servicesPlatform } from "./platform";
import type { RenderMeasurement } from "./results";

export const RENDERED_LAYERS = 100;

const NAME = "rendered";

/** The command as a user runs it, from the start of Node to the last file. */
export async function measureRender({ repetitions, report }: PartOptions): Promise<readonly RenderMeasurement[]> {
  const cwd = await mkdtemp(join(tmpdir(), "bulwark-bench-render-"));
  const settings = { target: "kubernetes", platform: servicesPlatform({ services: RENDERED_LAYERS }) };
  const program = join(packageRoot(), "dist", "scripts", "bulwark.js");
  const measurements: RenderMeasurement[] = [];
  try {
    await mkdir(join(cwd, "environments"));
    await writeFile(join(cwd, "environments", `${NAME}.yaml`), stringify(settings));
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      report(`render ${RENDERED_LAYERS} layers: ${repetition}`);
      const load = loadavg()[0]!;
      const figures = await measured({ words: [process.execPath, program, "render", NAME], cwd });
      measurements.push({ load, loadAfter: loadavg()[0]!, figures });
    }
  } finally {
    await rm(cwd, { recursive: true });
  }
  return measurements;
}
