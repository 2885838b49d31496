import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const noRoomToGrow = (scope: Construct, storage: number, most: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] mostStorageGiB must be at least a tenth more than storageGiB (${storage}), got: ${most}\nPass ten times as much: what is not used costs nothing.`,
  );

export const reservedUser = (scope: Construct, got: string) =>
  new InvalidPlatform(
    `[${scope.node.path}] masterUser is a name that RDS keeps for itself, got: ${got}\nPass another name, such as owner.`,
  );
