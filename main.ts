import { App } from "cdktf";
import { builtImages, decidedImageSource, InvalidEnvironment, loadEnvironment, loadEnvironments } from "./config";
import { InvalidPlatform, addStacks } from "./stacks";

const WRONG_INPUT = 2;

function main(files: readonly string[]): void {
  // Stack traces of constructs take nine tenths of the time that construction takes.
  const app = new App({ stackTraces: false });
  const environments = files.length > 0 ? files.map(loadEnvironment) : loadEnvironments("environments");
  for (const environment of environments) {
    const decidedSource = decidedImageSource(process.cwd(), environment.name);
    addStacks(app, { environment, builtImages: builtImages(), decidedSource });
  }
  app.synth();
}

try {
  main(process.argv.slice(2));
} catch (error) {
  // What was foreseen is told without a stack: the message names the place and the fix.
  if (!(error instanceof InvalidEnvironment || error instanceof InvalidPlatform)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_INPUT;
}
