import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const scheduleWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] schedule is no cron expression of AWS, got: ${got}\nPass one with six fields in UTC, such as cron(0 3 * * ? *).`,
  );

export const shorterThanLock = (scope: Construct, days: number, least: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] keeps backups for ${days} days, and its vault takes none for less than ${least}\nPass retentionDays of ${least} or more, or make the vault with fewer minRetentionDays.`,
  );

export const coolingOffShort = (got: number) =>
  new InvalidPlatform(
    `a vault lock in compliance mode needs at least 3 days in which it can be taken back, got: ${got}\nPass VaultLock.compliance(3) or more; after them nobody, not even AWS, can open it.`,
  );
