import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const bucketNameWrong = (scope: Construct, got: string, most: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] a bucket is named by 3 to ${most} lower-case letters, digits and hyphens, got: ${got}\nPass another name; dots are refused, since no certificate of S3 fits a name with one.`,
  );

export const oldVersionDaysOutside = (scope: Construct, got: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] oldVersionDays must be 7 to 3650, got: ${got}\nPass 90: a state is restored from its versions.`,
  );

export const keptVersionsOutside = (scope: Construct, got: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] keptVersions must be 1 to 100, got: ${got}\nPass 20: so many stay, however old they are.`,
  );

export const roleArnWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] breakGlassRoleArn must be the ARN of one role, got: ${got}\nPass one such as arn:aws:iam::123456789012:role/break-glass, without a wildcard.`,
  );

export const noPlaceForState = (environment: string) =>
  new InvalidPlatform(
    `[${environment}-bootstrap] environment ${environment} says no account or no bucket that its states are to lie in\nWrite 'aws: { accountId, region }' and 'state: { s3: { bucket, region } }' into its YAML.`,
  );

export const replicaBesideIt = (environment: string, region: string) =>
  new InvalidPlatform(
    `[${environment}-bootstrap] the copy of the states would lie in the region of the states, got: ${region}\nName another region: a copy beside the original is lost with it.`,
  );
