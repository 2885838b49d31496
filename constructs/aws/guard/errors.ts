import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const budgetNotPositive = (scope: Construct, got: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] monthlyUsDollars must be above 0, got: ${got}\nPass what a month may cost.`,
  );
