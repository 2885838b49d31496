import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

export const brokersUneven = (scope: Construct, zones: number, got: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] brokers must be a multiple of the ${zones} zones, got: ${got}\nPass as many brokers in each zone.`,
  );

export const noRoomToGrow = (scope: Construct, storage: number, most: number) =>
  new InvalidPlatform(
    `[${scope.node.path}] mostStorageGiB must be more than storageGiB (${storage}), got: ${most}\nPass ten times as much: what is not used costs nothing.`,
  );
