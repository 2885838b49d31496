import { BulwarkError } from "../errors";

export const stackNotSynthesized = (file: string) =>
  new BulwarkError(
    `${file} cannot be read: no stack is synthesized here\n` +
      "Run 'bulwark synth' in the project's folder first; for a stack of your own, 'cdktf synth'.",
    2,
  );

export const stackNotJson = (file: string) =>
  new BulwarkError(`${file} is not JSON: it was cut short or edited\nRun 'bulwark synth' again.`, 2);

export const stackWithoutManifest = (file: string) =>
  new BulwarkError(
    `${file} has no manifest below "//".bulwark: no Docker target wrote this stack\n` +
      "Construct a DockerTarget in the stack, or name an environment whose target is docker, then run 'bulwark synth'.",
    2,
  );

export const manifestForeign = (file: string, problems: readonly string[]) =>
  new BulwarkError(
    `the manifest in ${file} is not one that this version of Bulwark writes:\n` +
      `${problems.map((problem) => `  - ${problem}`).join("\n")}\nRun 'bulwark synth' again.`,
    2,
  );
