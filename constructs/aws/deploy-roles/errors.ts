import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const repositoryWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] repository must be one repository of GitHub, got: ${got}\nPass OWNER/NAME as its address shows it, without a wildcard: whoever it matches gets into the account.`,
  );

export const environmentWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] environment must be one environment of the repository, got: ${got}\nPass its name, of letters, digits, dots, hyphens and underscores, without a wildcard.`,
  );

export const providerArnWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] oidcProviderArn must be that of GitHub's provider, got: ${got}\nPass arn:aws:iam::ACCOUNT:oidc-provider/token.actions.githubusercontent.com, or none and it is made.`,
  );

export const noStateKeys = (scope: Construct) =>
  new InvalidPlatform(
    `[${scope.node.path}] stateKeys is empty, so that nothing could be planned\nPass the key of each stack's state in the bucket, such as shop/shop-network.tfstate.`,
  );

export const stateKeyWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] a state key names one object of the bucket, got: ${got}\nPass it without a wildcard and without a slash at its begin.`,
  );

export const nameTooLongForRoles = (scope: Construct, got: string, most: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] name has ${got.length} characters, and a role's leaves room for ${most}, got: ${got}\nPass a shorter one.`,
  );
