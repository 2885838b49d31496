import { z } from "zod";
import { region } from "./aws";

const roleArn = z
  .string()
  .regex(/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "the ARN of one role, without a wildcard");

const deploySettings = z.strictObject({
  repository: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/[\w.-]+$/, "a repository of GitHub, OWNER/NAME, without a wildcard")
    .describe("the one repository whose workflows deploy the environment"),
  environment: z
    .string()
    .regex(/^[\w.-]{1,255}$/, "the name of an environment, without a wildcard")
    .optional()
    .describe("the one environment of that repository; called as this one when left out"),
  planOnPullRequests: z.boolean().default(false).describe("workflows of pull requests may plan as well"),
  oidcProviderArn: z
    .string()
    .regex(
      /^arn:aws[\w-]*:iam::\d{12}:oidc-provider\/token\.actions\.githubusercontent\.com$/,
      "the ARN of GitHub's provider",
    )
    .optional()
    .describe("the account's provider for GitHub; made when left out"),
});

/** What `bulwark state <environment> bootstrap` makes beside the bucket. */
const bootstrapSettings = z.strictObject({
  breakGlassRoleArn: roleArn
    .optional()
    .describe("role that may delete states and change the bucket; the root user of the account alone when left out"),
  replicaRegion: region.optional().describe("second region that gets a copy of every version"),
  lockTable: z.boolean().default(false).describe("a DynamoDB table for locks, for Terraform before 1.10"),
  deploy: deploySettings.optional().describe("roles that workflows plan and apply with; none when left out"),
});

/** Where a state lies that is not on this machine. */
export const s3State = z.strictObject({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "a bucket name: 3 to 63 lower-case letters, digits, dots and hyphens")
    .describe("bucket that keeps the state"),
  region: region.describe("region of the bucket"),
  key: z.string().min(1).optional().describe("path in the bucket; <environment>/<stack>.tfstate when left out"),
  kmsKeyId: z
    .string()
    .min(1)
    .optional()
    .describe("key that encrypts the state; where aws is said, that of bootstrap when left out"),
  endpoint: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("S3-compatible service instead of AWS"),
  bootstrap: bootstrapSettings
    .optional()
    .describe("what `bulwark state <environment> bootstrap` makes beside the bucket; nothing when left out"),
});
