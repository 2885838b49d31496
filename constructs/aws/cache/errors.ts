import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const noUsers = (scope: Construct) =>
  new InvalidPlatform(
    `[${scope.node.path}] has no user, got: {}\nPass at least one, such as users: { api: "on ~api:* -@all +@read +@write" }.`,
  );

export const userWithPassword = (scope: Construct, user: string, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] user '${user}' must begin with on and have no password, got: ${redacted(got)}\nTake the words that begin with >, #, < or ! and nopass away: users prove who they are by IAM.`,
  );

export const unknownUser = (scope: Construct, got: string, users: readonly string[]) =>
  new InvalidPlatform(`[${scope.node.path}] has no user '${got}', got: ${got}\nPass one of ${users.join(", ")}.`);

/** It may be a password indeed. */
const redacted = (access: string): string => access.replace(/([>#<!])\S+/g, "$1…");
