import type { Statement } from "../../../policies/facts/access-statement";
import type { Opening } from "../../../policies/facts/cloud";
import { badWhen, dangers, each, exposing, neutral } from "./ordering";
import type { OrderingsOf } from "./orderings";

export const SECURITY_GROUP: OrderingsOf<"securityGroup"> = {
  // Whom groups newly let in is told of the resources themselves, address by address.
  openings: neutral<readonly Opening[]>([]),
  frontsBalancer: neutral(true),
};

export const CLOUD_POLICY: OrderingsOf<"cloudPolicy"> = {
  about: neutral<"identity" | "resource" | "trust" | "boundary">("identity"),
  // As is what a policy newly allows, request by request.
  statements: neutral<readonly Statement[]>([]),
  bounded: badWhen(false, "has no boundary"),
};

export const MACHINE: OrderingsOf<"machine"> = {
  metadataTokens: badWhen(false, "gives its keys to any request that it can be made to send"),
  metadataHops: dangers<number>(1, (hops) => (hops > 1 ? ["gives its keys to containers on it"] : [])),
  clearDisks: each((disk) => `has a disk that is not encrypted: ${disk}`),
};

export const MANAGED_CLUSTER: OrderingsOf<"managedCluster"> = {
  publicCidrs: exposing(each((cidr) => `has an API server that ${cidr} reaches`)),
  missingLogs: each((log) => `keeps no log of its control plane: ${log}`),
  secretsEncrypted: badWhen(false, "stores its secrets without a key of the account"),
  admins: each((admin) => `is administered by ${admin}`),
};

export const REPOSITORY: OrderingsOf<"repository"> = {
  tagsFixed: badWhen(false, "lets a tag become another image"),
  scanned: badWhen(false, "does not look at what is pushed"),
};

export const TRAIL: OrderingsOf<"trail"> = {
  allRegions: badWhen(false, "records one region only"),
  validated: badWhen(false, "does not notice when its files are changed"),
  running: badWhen(false, "records nothing"),
};

export const CLOUD_KEY: OrderingsOf<"cloudKey"> = {
  rotated: dangers<boolean | "without">(true, (rotated) => (rotated === false ? ["is never rotated"] : [])),
};
