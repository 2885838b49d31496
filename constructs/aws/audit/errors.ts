import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const lockedDaysOutside = (scope: Construct, got: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] lockedDays must be 90 to 36500, got: ${got}\nPass 365: an intrusion is noticed late, and nothing shorter is worth the name of an audit.`,
  );

export const logRetentionUnknown = (scope: Construct, got: number, allowed: readonly number[]) =>
  new InvalidPlatform(
    `[${scope.node.path}] logRetentionDays must be one of ${allowed.join(", ")}, got: ${got}\nPass 365; CloudWatch Logs takes no number between.`,
  );

export const trailNameWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] a trail is named by 3 to 128 letters, digits, dots, hyphens and underscores, got: ${got}\nPass another name.`,
  );

export const dataEventArnWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] dataEventsOf names buckets by their ARN, got: ${got}\nPass one such as arn:aws:s3:::orders, without a wildcard and without a path.`,
  );
