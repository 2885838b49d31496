import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const recoveryUnsaid = (scope: Construct, got: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] recoveryWindowDays must be 7 to 30, got: ${got}\nPass 30, or withoutRecovery with the reason why nobody will want the secret back.`,
  );

export const reasonMissing = (scope: Construct) =>
  new InvalidPlatform(
    `[${scope.node.path}] withoutRecovery says no reason, got: ''\nSay why nobody will want the secret back, or leave it out.`,
  );

export const notBundled = (scope: Construct, folder: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] the function that rotates is not there, got: ${folder}\nRun npm run build, which makes it.`,
  );
