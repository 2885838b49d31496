import type { Construct } from "constructs";
import { InvalidPlatform } from "../../core/errors";

const at = (scope: Construct, message: string) => new InvalidPlatform(`[${scope.node.path}] ${message}`);

export const invalidClusterName = (scope: Construct, got: string) =>
  at(
    scope,
    `name must be 1 to 100 letters, digits, '-' and '_', and begin with a letter or a digit, got: ${got}\nPass, for example, shop-cluster.`,
  );

export const versionNotOffered = (scope: Construct, got: string, offered: readonly string[]) =>
  at(
    scope,
    `version must be one that EKS runs, got: ${got}\nPass ${offered.join(", ")}. A cluster that is there goes up by one at a time.`,
  );

export const nodeVersionOutside = (scope: Construct, got: string, cluster: string, skew: number) =>
  at(
    scope,
    `version of nodes must be that of their cluster, ${cluster}, or up to ${skew} older, got: ${got}\nLeave it out, or raise the nodes before the cluster goes up again.`,
  );

export const logsTooShort = (scope: Construct, got: number, least: number) =>
  at(
    scope,
    `logs of the control plane must be kept for ${least} days or longer, got: ${got}\nPass 365, or leave it out: who did what in a cluster is asked months later.`,
  );

export const notARole = (scope: Construct, prop: string, got: string) =>
  at(
    scope,
    `${prop} must be ARNs of IAM roles, got: ${got}\nPass, for example, arn:aws:iam::123456789012:role/platform. A user has keys that never end, a session ends too soon, and a role of a service cannot be let in.`,
  );

export const letInTwice = (scope: Construct, got: string) =>
  at(scope, `lets in a role twice, got: ${got}\nName it once: as an administrator or as a viewer.`);

export const noPublicAddresses = (scope: Construct) =>
  at(
    scope,
    "publicEndpoint.from is empty, which EKS takes for the whole internet\nName the blocks of your own public addresses, or leave 'publicEndpoint' out.",
  );

export const tooManyPublicAddresses = (scope: Construct, got: number, most: number) =>
  at(
    scope,
    `publicEndpoint.from must be ${most} blocks at most, got: ${got}\nJoin neighbouring blocks into wider ones.`,
  );

export const invalidAddresses = (scope: Construct, prop: string, got: string) =>
  at(scope, `${prop} must be blocks of IPv4 addresses, got: ${got}\nPass, for example, 203.0.113.0/24.`);

export const privateAddresses = (scope: Construct, got: string) =>
  at(
    scope,
    `publicEndpoint.from must be public addresses, got: ${got}\nName those that your network has in the internet. Private ones reach the private endpoint: name them in 'apiFrom'.`,
  );

export const openToInternet = (scope: Construct, got: string) =>
  at(
    scope,
    `publicEndpoint.from would let the internet try, got: ${got}\nName the blocks of your own public addresses, or say why in 'publicEndpoint.openBecause'.`,
  );

export const noNodes = (scope: Construct) =>
  at(scope, "has no nodes, and its DNS would start nowhere\nPass at least one group in 'nodeGroups'.");

export const invalidNodeGroupName = (scope: Construct, got: string, most: number) =>
  at(
    scope,
    `a group of nodes must be named by 1 to ${most} letters, digits and '-', and begin with a letter or a digit, got: ${got}\nPass, for example, general.`,
  );

export const noInstanceType = (scope: Construct) =>
  at(scope, "has no instance type\nPass one or several in 'instanceTypes', for example m7g.large.");

export const instanceTypeUnknown = (scope: Construct, got: string) =>
  at(scope, `instanceTypes must be family.size, got: ${got}\nPass, for example, m7g.large or m7i.2xlarge.`);

export const instanceTypesMixed = (scope: Construct, got: readonly string[]) =>
  at(
    scope,
    `instanceTypes must be of one architecture, got: ${got.join(", ")}\nPut those of Graviton into a group of their own: one image starts all nodes of a group.`,
  );

export const sizesUnordered = (scope: Construct, got: readonly number[]) =>
  at(
    scope,
    `sizes must be whole numbers, 0 or more, with minSize <= desiredSize <= maxSize and maxSize above 0, got: ${got.join(", ")}\nPass, for example, 3, 3 and 6.`,
  );

export const diskOutside = (scope: Construct, got: number) =>
  at(scope, `diskGiB must be a whole number, 20 to 16384, got: ${got}\nPass 50: images of containers lie there.`);

export const invalidName = (scope: Construct, prop: string, got: string) =>
  at(
    scope,
    `${prop} must be a name of Kubernetes: lower-case letters, digits and '-', got: ${got}\nPass, for example, shop.`,
  );

export const identityTwice = (scope: Construct, got: string) =>
  at(scope, `service account ${got} has an identity already\nGive the one that it has all that its pods need.`);
