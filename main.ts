import { App, type TerraformStack } from "cdktf";
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
import { InvalidPlatform, addBootstrap, addStacks, hasResource } from "./stacks";

const WRONG_INPUT = 2;

/** For verbs that look after what runs already: what it promises was asked when it came there. */
const UNCHECKED = "--unchecked";

/** For `bulwark state <environment> bootstrap`: the stack that holds the states of the others, in place of these. */
const BOOTSTRAP = "--bootstrap";

function main(words: readonly string[]): void {
  const files = words.filter((word) => ![UNCHECKED, BOOTSTRAP].includes(word));
  const add = words.includes(BOOTSTRAP) ? addBootstrap : addStacks;
  // Stack traces of constructs take nine tenths of the time that construction takes.
  const app = new App({ stackTraces: false });
  const environments = files.length > 0 ? files.map(loadEnvironment) : loadEnvironments("environments");
  const made = environments.map((environment) => {
    const decidedSource = decidedImageSource(process.cwd(), environment.name);
    return { environment, stacks: add(app, { environment, builtImages: builtImages(), decidedSource }) };
  });
  app.synth();
  if (!words.includes(UNCHECKED)) check(app.outdir, made);
}

interface Made {
  readonly environment: Environment;
  readonly stacks: readonly TerraformStack[];
}

function check(outdir: string, made: readonly Made[]): void {
  const lines = new Map(made.map(({ environment: { name, text } }) => [name, componentLines(text)]));
  const ownerOf = (stack: string) => made.find(({ stacks }) => stacks.some(({ node }) => node.id === stack));
  checkSynthesized(outdir, {
    agreedOf: (stack) => {
      const owner = ownerOf(stack);
      return { waivers: owner ? waiversIn(stack, owner) : [], registries: owner?.environment.settings.images.allowed };
    },
    placeOf: (stack, path) => {
      const environment = ownerOf(stack)?.environment;
      return environment && { file: environment.file, line: lines.get(environment.name)!(path) };
    },
  });
}

/** Without those of resources that other stacks of the environment have: here nothing would be found of them. */
function waiversIn(stack: string, { environment, stacks }: Made) {
  const having = (subject: string) => stacks.filter((one) => hasResource(one, subject)).map(({ node }) => node.id);
  return environment.settings.waivers.filter(({ subject }) => {
    const places = having(subject);
    return places.length === 0 || places.includes(stack);
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
