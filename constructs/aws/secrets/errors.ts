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

export const endsLikeAnArn = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] name must not end in a hyphen and six characters, got: ${got}\nPass a longer or shorter name: Secrets Manager adds such an end, and takes the one for the other.`,
  );

export const notBundled = (scope: Construct, folder: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] the function that rotates is not there, got: ${folder}\nRun npm run build, which makes it.`,
  );
