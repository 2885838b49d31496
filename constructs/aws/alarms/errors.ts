import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const addressWrong = (scope: Construct, got: string) =>
  new InvalidPlatform(`[${scope.node.path}] '${got}' is no mail address\nPass one such as on-call@example.com.`);

export const secondAlarms = (scope: Construct, first: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] watches a stack that ${first} watches already\nConstruct Alarms once in a stack: it finds everything there is.`,
  );
