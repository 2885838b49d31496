import { BulwarkError } from "../errors";

const again = (environment: string) => `Plan again, and have that reviewed: npx bulwark plan ${environment} --save`;

export const noSavedPlan = (folder: string) =>
  new BulwarkError(
    `${folder} holds no saved plan\nMake one with 'npx bulwark plan <environment> --save <folder>', or say with --plans where it is.`,
    2,
  );

export const savedPlanUnreadable = (file: string, reason: string) =>
  new BulwarkError(`${file} does not say what the plan beside it was made from: ${reason}`, 2);

export const anotherPlan = (folder: string, digest: string, reviewed: string) =>
  new BulwarkError(
    `the plan in ${folder} is not the one that was reviewed; nothing was changed\n` +
      `  reviewed: ${reviewed}\n  it is:    ${digest}\n` +
      "Give the digest that the review of this plan ends with, whole; or the folder of the plan that was reviewed.",
    1,
  );

export const notOfEnvironment = (folder: string, stack: string, known: readonly string[]) =>
  new BulwarkError(`${folder} holds no plan of ${stack}; it has: ${known.join(", ")}`, 2);

export const changedSinceReview = (environment: string, differences: readonly string[]) =>
  new BulwarkError(
    `what was reviewed is no longer what would be applied; nothing was applied:\n` +
      `${differences.map((one) => `  - ${one}`).join("\n")}\n${again(environment)}`,
    1,
  );

export const influencedFromOutside = (found: readonly string[]) =>
  new BulwarkError(
    `a plan must not depend on what nobody reviews; nothing was done:\n${found.map((one) => `  - ${one}`).join("\n")}\n` +
      "Unset the variables, remove the files.",
    2,
  );

export const namespacesMissing = (environment: string, names: readonly string[]) =>
  new BulwarkError(
    `the cluster has no namespaces ${names.join(", ")}, which must be there before Secrets, and Secrets before pods; nothing was applied\n` +
      `Bring the environment up once without --reviewed: npx bulwark up ${environment}`,
    1,
  );
