import type { Construct } from "constructs";
import { InvalidPlatform } from "../../../core/errors";

export const outside = (scope: Construct, property: string, limits: string, got: number) =>
  new InvalidPlatform(`[${scope.node.path}] ${property} must be ${limits}, got: ${got}\nPass a whole number within.`);

export const notOneOf = (scope: Construct, property: string, allowed: readonly (string | number)[], got: unknown) =>
  new InvalidPlatform(
    `[${scope.node.path}] ${property} is not supported, got: ${String(got)}\nPass one of ${allowed.join(", ")}.`,
  );

export const noSuchClass = (scope: Construct, property: string, example: string, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] ${property} is no class that AWS offers here, got: ${got}\nPass one such as ${example}.`,
  );

export const tooFewSubnets = (scope: Construct, least: number, got: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] needs subnets in at least ${least} zones, got: ${got}\nPass the subnets of a network over more zones.`,
  );

export const subnetTwice = (scope: Construct, subnet: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] is put into one subnet twice, got: ${subnet}\nPass one subnet for each zone, each once.`,
  );

export const badName = (scope: Construct, property: string, rule: string, got: string) =>
  new InvalidPlatform(`[${scope.node.path}] ${property} must be ${rule}, got: ${got}\nPass another name.`);
