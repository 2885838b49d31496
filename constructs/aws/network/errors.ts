import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

const at = (scope: Construct, message: string) => new InvalidPlatform(`[${scope.node.path}] ${message}`);

export const addressesUnknown = (scope: Construct) =>
  at(
    scope,
    "cidr is only known after an apply, and the subnets are cut out of it before\nPass a plain text, for example 10.0.0.0/16.",
  );

export const invalidAddresses = (scope: Construct, prop: string, got: string) =>
  at(scope, `${prop} must be a block of IPv4 addresses, got: ${got}\nPass, for example, 10.0.0.0/16.`);

export const addressInsideBlock = (scope: Construct, prop: string, got: string, meant: string) =>
  at(scope, `${prop} must name the first address of its block, got: ${got}\nPass ${meant}.`);

export const addressesOutsideSize = (scope: Construct, got: string) =>
  at(
    scope,
    `cidr must be /16 to /22, got: ${got}\nPass a /16 where you can: each pod takes an address, and a network cannot be resized.`,
  );

export const addressesNotPrivate = (scope: Construct, got: string) =>
  at(
    scope,
    `cidr must be private, or somebody in the internet could no longer be reached, got: ${got}\nPass a block of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10.`,
  );

export const addressesOverlap = (scope: Construct, got: string, other: string) =>
  at(
    scope,
    `cidr overlaps ${other}, which it is connected to, got: ${got}\nPass a block outside of it: no route can tell the two apart.`,
  );

export const zoneCountOutside = (scope: Construct, got: number) =>
  at(
    scope,
    `zones must be 2 to 4, got: ${got}\nPass three: with one nothing survives its failure, and EKS and RDS want two at least.`,
  );

export const zoneOfAnotherRegion = (scope: Construct, got: string, region: string | undefined) =>
  at(
    scope,
    `zones must be availability zones of ${region ?? "one region"}, got: ${got}\nPass, for example, ${region ?? "eu-west-1"}a.`,
  );

export const sameZoneTwice = (scope: Construct, got: string) =>
  at(scope, `zones must be different, got '${got}' twice\nPass each zone once.`);

export const zonesNotKnown = (scope: Construct, region: string) =>
  at(
    scope,
    `zones must be given in ${region}, which offers different ones to different accounts\nPass what 'aws ec2 describe-availability-zones --region ${region}' lists.`,
  );

export const retentionNotOffered = (scope: Construct, got: number, offered: readonly number[]) =>
  at(
    scope,
    `logs cannot be kept for ${got} days\nPass what CloudWatch Logs offers: ${offered.join(", ")}. Logs without an end are not offered here.`,
  );
