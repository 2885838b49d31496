import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const repositoryNameWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] a repository cannot be named '${got}'\nUse 2 to 256 lower-case letters and digits, with single . _ - / between them, such as shop/api.`,
  );

export const repositoryTwice = (scope: Construct, name: string) =>
  new InvalidPlatform(`[${scope.node.path}] has the repository '${name}' twice\nName each once.`);

export const noRepository = (scope: Construct) =>
  new InvalidPlatform(`[${scope.node.path}] has no repository\nName at least one, such as shop/api.`);
