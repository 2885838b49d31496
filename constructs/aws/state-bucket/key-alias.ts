/** What is known of a state bucket before it is made. */
export interface StatePlace {
  readonly bucket: string;
  readonly accountId: string;
  readonly region: string;
}

/**
 * ARN of the alias of a state bucket's key: what a backend is configured with, since the key's own ARN is known to nobody before
 * there is a key. Free of bindings, so that those can say it who have no stack of AWS.
 */
export const stateKeyAlias = ({ bucket, accountId, region }: StatePlace): string =>
  `arn:${partitionOf(region)}:kms:${region}:${accountId}:alias/${bucket}`;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
