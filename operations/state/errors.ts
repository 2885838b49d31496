import { BulwarkError } from "../errors";

export const wrongAccount = (environment: string, expected: string, got: string, who: string) =>
  new BulwarkError(
    `environment ${environment} lies in the AWS account ${expected}, and these credentials are of ${got} (${who}); nothing was done\n` +
      "Choose those of the right account: AWS_PROFILE, or aws sso login. Where the YAML is wrong, correct aws.accountId.",
    3,
  );

export const noAccount = (environment: string) =>
  new BulwarkError(
    `environment ${environment} says no AWS account, so that nothing can be made for it\nWrite 'aws: { accountId, region }' into its YAML.`,
    2,
  );

export const noCallerIdentity = (why: string) =>
  new BulwarkError(
    `AWS does not say whose credentials these are: ${why}\n` +
      "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in: aws sso login.",
    3,
  );

export const notInBucket = (environment: string) =>
  new BulwarkError(
    `the state of ${environment} lies on this machine, not in a bucket; there are no versions of it\nWrite 'state: { s3: { bucket, region } }' into its YAML.`,
    2,
  );

export const bucketNotOfAws = (environment: string, endpoint: string) =>
  new BulwarkError(
    `the bucket of ${environment} is a service's of its own, got: state.s3.endpoint ${endpoint}\nBulwark makes buckets of AWS alone: make that one with the service's own tools.`,
    2,
  );

export const bucketRefuses = (bucket: string, said: string) =>
  new BulwarkError(
    `the bucket ${bucket} refuses these credentials: ${said}\ndocs/guides/state-in-s3.md lists what they must be allowed to do.`,
    3,
  );

export const stackToName = (environment: string, stacks: readonly string[]) =>
  new BulwarkError(
    `environment ${environment} has several states\nSay which one: ${stacks.map((stack) => `--stack ${stack}`).join(", or ")}.`,
    2,
  );

export const stackUnknown = (environment: string, got: string, stacks: readonly string[]) =>
  new BulwarkError(`environment ${environment} has no stack '${got}'\nIt has: ${stacks.join(", ")}.`, 2);

export const versionToName = () =>
  new BulwarkError(
    "restore needs the version to go back to\nType: npx bulwark state <environment> restore VERSION; 'versions' lists them.",
    2,
  );

export const versionUnknown = (version: string, stack: string) =>
  new BulwarkError(
    `the state of ${stack} has no version '${version}'\n'npx bulwark state <environment> versions' lists those that are left.`,
    2,
  );

export const versionNotAState = (version: string) =>
  new BulwarkError(`version '${version}' is not a whole Terraform state; nothing was changed\nTake another one.`, 1);

export const otherLineage = (version: string, got: string, current: string) =>
  new BulwarkError(
    `version '${version}' is a state of another installation, got: lineage ${got}, now: ${current}; nothing was changed\n` +
      "Take a version that was written after this installation began.",
    1,
  );

export const twoBootstraps = (file: string, key: string) =>
  new BulwarkError(
    `${file} is a state of another bootstrap than ${key} in the bucket; nothing was changed\n` +
      "Look at both: one of them is of a bucket that is no longer used. Move the file away when it is that one.",
    1,
  );

export const moveFailed = (key: string) =>
  new BulwarkError(
    `Terraform says that it moved the state to ${key}, and it is not there; the one on this machine was kept\nRun the command again.`,
    4,
  );
