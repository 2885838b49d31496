import { BulwarkError } from "../errors";
import { plainText } from "../../review/text/escape";

export const unknownRule = (id: string, known: readonly string[]) =>
  new BulwarkError(`there is no rule '${id}'; there are: ${known.join(", ")}`, 2);

export const noSuchInput = (path: string) => new BulwarkError(`${path}: there is no such file or folder`, 2);

export const noSuchAmong = (path: string) =>
  new BulwarkError(
    `${path}: there is no such file or folder\nName files and folders, or one environment and nothing else.`,
    2,
  );

export const nothingToCheck = (paths: readonly string[]) =>
  new BulwarkError(
    `nothing to check in ${paths.join(", ")}\nName a cdk.tf.json, a compose file, rendered Kubernetes manifests, or a folder that holds some.`,
    2,
  );

export const unreadableInput = (path: string, why: string) => refusedByReader(`${path}: ${why}`);

export const inputTooLarge = (path: string, megabytes: number) =>
  new BulwarkError(`${path}: larger than ${megabytes} MB, which no file of a platform is; --max-mb raises it`, 2);

export const noMegabytes = (got: string) => new BulwarkError(`--max-mb has to be a number above 0, got: ${got}`, 2);

export const notAFile = (path: string) => new BulwarkError(`${path}: is neither a file nor a folder`, 2);

export const notRules = (path: string, why: string) =>
  new BulwarkError(
    `${path} holds no rules: ${why}\nExport them by name or as a list, compiled to JavaScript; docs/guides/rules.md has one.`,
    2,
  );

export const ruleFailed = (file: string, id: string, why: string) =>
  new BulwarkError(
    `${file}: the rule '${id}' gave no answer: ${why}\nHave its check return a verdict for every subject of its kind, and throw nothing.`,
    2,
  );

/** A reader names the file, the line and the fix by itself, in words of which some are a stranger's. */
export const refusedByReader = (said: string) => new BulwarkError(said.split("\n").map(plainText).join("\n"), 2);
