import { loadavg } from "node:os";
import { join } from "node:path";
import type Docker from "dockerode";

import { run } from "../../operations/process";
import { machine } from "../machine";
import type { PartOptions } from "../parts";
import type { Target } from "../traffic/target";
import type { LoadFigures } from "./load";
import { ProxyProject } from "./project";
import { CONNECTIONS, Route, type ProxyMeasurement, type ProxyResult } from "./results";

const SECONDS = 5;
const MOST_REQUESTS = 200_000;

/** The same layer asked through the way in and at its own addresses, in turns, by the same client. */
export async function measureProxy({ repetitions, report }: PartOptions, docker: Docker): Promise<ProxyResult> {
  const project = await ProxyProject.make();
  report("up");
  await project.bulwark("up", ["--yes"]);
  const targets = { [Route.DIRECT]: await project.direct(docker), [Route.WAY_IN]: [project.wayIn("")] };
  const measurements: ProxyMeasurement[] = [];
  for (let repetition = 0; repetition <= repetitions; repetition++) {
    report(repetition === 0 ? "warm up" : `${repetition}`);
    const round = await inTurns(targets);
    if (repetition > 0) measurements.push(...round);
  }
  return { date: new Date().toISOString(), machine: machine(), repetitions, measurements };
}

async function inTurns(targets: Readonly<Record<Route, readonly Target[]>>): Promise<readonly ProxyMeasurement[]> {
  const measurements: ProxyMeasurement[] = [];
  for (const connections of CONNECTIONS) {
    for (const route of Object.values(Route)) {
      const load = loadavg()[0]!;
      measurements.push({ route, connections, load, figures: await ask(targets[route], connections) });
    }
  }
  return measurements;
}

async function ask(targets: readonly Target[], connections: number): Promise<LoadFigures> {
  const input = JSON.stringify({ targets, connections, seconds: SECONDS, mostRequests: MOST_REQUESTS });
  const { stdout } = await run(process.execPath, [join(__dirname, "client.js")], { input, timeoutSeconds: 60 });
  return JSON.parse(stdout) as LoadFigures;
}
