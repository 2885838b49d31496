import type { Construct } from "constructs";
import { Account } from "../account";
import { ClosedBucket } from "./closed-bucket";

/** What is added to the name of the bucket that is looked after. */
const SUFFIX = "-access-logs";

/** Characters that are left for the name of a bucket that has one for its access logs. */
export const MOST_NAME_WITH_LOGS = 63 - SUFFIX.length;

/** Where S3 notes who read and wrote what in one bucket. */
export function accessLogsOf(scope: Construct, bucket: string, days: number): ClosedBucket {
  const { id: account, partition } = Account.of(scope);
  return new ClosedBucket(scope, "access-logs", {
    name: `${bucket}${SUFFIX}`,
    // S3 delivers no access logs to a bucket with a key of KMS. https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
    lifecycle: [
      {
        id: "old-logs",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ days }],
        noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    statements: (arn) => [
      {
        Sid: "WrittenByS3",
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `${arn}/*`,
        Condition: {
          ArnLike: { "aws:SourceArn": `arn:${partition}:s3:::${bucket}` },
          StringEquals: { "aws:SourceAccount": account },
        },
      },
    ],
  });
}
