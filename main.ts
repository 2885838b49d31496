import { App } from "cdktf";
import {
  builtImages,
  componentLines,
  decidedImageSource,
  InvalidEnvironment,
  loadEnvironment,
  loadEnvironments,
  type Environment,
} from "./config";
import { checkSynthesized } from "./policies/synth";
import { InvalidPlatform, addStacks } from "./stacks";

const WRONG_INPUT = 2;

/** For verbs that look after what runs already: what it promises was asked when it came there. */
const UNCHECKED = "--unchecked";

function main(words: readonly string[]): void {
  const files = words.filter((word) => word !== UNCHECKED);
  // Stack traces of constructs take nine tenths of the time that construction takes.
  const app = new App({ stackTraces: false });
  const environments = files.length > 0 ? files.map(loadEnvironment) : loadEnvironments("environments");
  for (const environment of environments) {
    const decidedSource = decidedImageSource(process.cwd(), environment.name);
    addStacks(app, { environment, builtImages: builtImages(), decidedSource });
  }
  app.synth();
  if (!words.includes(UNCHECKED)) check(app.outdir, environments);
}

function check(outdir: string, environments: readonly Environment[]): void {
  const environmentOf = (stack: string) => environments.find(({ name }) => name === stack);
  const lines = new Map(environments.map(({ name, text }) => [name, componentLines(text)]));
  checkSynthesized(outdir, {
    agreedOf: (stack) => {
      const { waivers = [], images } = environmentOf(stack)?.settings ?? {};
      return { waivers, registries: images?.allowed };
    },
    placeOf: (stack, path) => {
      const environment = environmentOf(stack);
      return environment && { file: environment.file, line: lines.get(environment.name)!(path) };
    },
  });
}

try {
  main(process.argv.slice(2));
} catch (error) {
  // What was foreseen is told without a stack: the message names the place and the fix.
  if (!(error instanceof InvalidEnvironment || error instanceof InvalidPlatform)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = WRONG_INPUT;
}
