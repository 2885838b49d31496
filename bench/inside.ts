import { writeFile } from "node:fs/promises";
import type Docker from "dockerode";

import { answeringEngineAt } from "../operations/engine/connect";
import type { Compose } from "../operations/setup/compose";
import { measureCompose } from "./compose-rounds";
import { noThrowAwayEngine } from "./errors";
import { measureProxy } from "./proxy/measure";

/** What the part outside of the engine says to the part inside. */
export interface InsideSettings {
  readonly repetitions: number;
  /** Where there is none, the way in is measured. */
  readonly compose?: Compose;
  /** The file that the result is written to. */
  readonly resultFile: string;
}

const report = (line: string) => void process.stderr.write(`${line}\n`);

function measure({ repetitions, compose }: InsideSettings, docker: Docker): Promise<object> {
  const options = { repetitions, report };
  return compose ? measureCompose({ ...options, compose }, docker) : measureProxy(options, docker);
}

async function main(): Promise<void> {
  if (!process.env["BULWARK_TEST_ENGINE"]) throw noThrowAwayEngine();
  const settings = JSON.parse(process.argv[2] ?? "") as InsideSettings;
  const docker = await answeringEngineAt("unix:///var/run/docker.sock");
  await writeFile(settings.resultFile, JSON.stringify(await measure(settings, docker), null, 2));
}

main().catch((error: unknown) => {
  report(error instanceof Error ? error.message : String(error));
  process.exitCode = (error as { exitCode?: number }).exitCode ?? 4;
});
