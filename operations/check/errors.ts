import { BulwarkError } from "../errors";

export const unknownRule = (id: string, known: readonly string[]) =>
  new BulwarkError(`there is no rule '${id}'; there are: ${known.join(", ")}`, 2);

export const noSuchInput = (path: string) => new BulwarkError(`${path}: there is no such file or folder`, 2);

export const nothingToCheck = (paths: readonly string[]) =>
  new BulwarkError(
    `nothing to check in ${paths.join(", ")}\nName a cdk.tf.json, a compose file, rendered Kubernetes manifests, or a folder that holds some.`,
    2,
  );

export const unreadableInput = (path: string, why: string) => new BulwarkError(`${path}: ${why}`, 2);

export const inputTooLarge = (path: string, megabytes: number) =>
  new BulwarkError(`${path}: larger than ${megabytes} MB, which no file of a platform is; --max-mb raises it`, 2);

export const noMegabytes = (got: string) => new BulwarkError(`--max-mb has to be a number above 0, got: ${got}`, 2);

export const notAFile = (path: string) => new BulwarkError(`${path}: is neither a file nor a folder`, 2);

export const notRules = (path: string, why: string) =>
  new BulwarkError(
    `${path} holds no rules: ${why}\nExport them by name or as a list, compiled to JavaScript; docs/guides/own-rules.md has one.`,
    2,
  );

/** A reader names the file, the line and the fix by itself. */
export const refusedByReader = (said: string) => new BulwarkError(said, 2);
