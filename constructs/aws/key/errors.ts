import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const rotationOutside = (scope: Construct, got: number) =>
  new InvalidPlatform(`[${scope.node.path}] rotationDays must be 90 to 2560, got: ${got}\nPass 365 for once a year.`);

export const deletionWindowOutside = (scope: Construct, got: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] deletionWindowDays must be 7 to 30, got: ${got}\nPass 30, the longest time to notice a mistake.`,
  );
