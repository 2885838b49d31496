import type { Statement } from "../policy";

/**
 * What the roles of a deployment may do, as data to be reviewed. Both are lists of what is allowed: what is missing here is
 * denied. Prefixes of actions: https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
 */

/** Services that stacks of Bulwark make something of. IAM and the state are told apart below. */
export const SERVICES = [
  "autoscaling",
  "backup",
  "backup-storage",
  "budgets",
  "cloudtrail",
  "cloudwatch",
  "ec2",
  "ecr",
  "eks",
  "elasticache",
  "guardduty",
  "kafka",
  "kms",
  "lambda",
  "logs",
  "rds",
  "s3",
  "secretsmanager",
  "sns",
  "wafv2",
] as const;

/** Verbs that read settings. Those that read what is kept, such as `s3:GetObject`, begin with Get as well: see `UNREADABLE`. */
const READING_VERBS = ["Describe*", "Get*", "List*"] as const;

/** Actions that read settings of what stacks are made of, for a plan. */
export const READING = [...SERVICES, "iam"].flatMap((service) => READING_VERBS.map((verb) => `${service}:${verb}`));

/** What people keep, which a plan never needs: denied, so that no other policy can give it to the same role. */
export const UNREADABLE = [
  "secretsmanager:GetSecretValue",
  "secretsmanager:BatchGetSecretValue",
  "ssm:GetParameter*",
  "ecr:GetAuthorizationToken",
  "ecr:GetDownloadUrlForLayer",
  "logs:GetLogEvents",
  "logs:GetQueryResults",
  "ec2:GetPasswordData",
  "ec2:GetConsoleOutput",
  "iam:GetAccountAuthorizationDetails",
  "iam:GetCredentialReport",
] as const;

/** Buckets without what is in them. */
export const BUCKETS = [
  "s3:CreateBucket",
  "s3:DeleteBucket*",
  "s3:Get*Configuration",
  "s3:GetBucket*",
  "s3:ListAllMyBuckets",
  "s3:ListBucket",
  "s3:Put*Configuration",
  "s3:PutBucket*",
] as const;

/** Roles, and what they take along: only of names that begin as those of the stacks do, since a role of others has no boundary. */
export const ROLES = [
  "iam:AddRoleToInstanceProfile",
  "iam:AttachRolePolicy",
  "iam:CreateInstanceProfile",
  "iam:CreatePolicy",
  "iam:CreatePolicyVersion",
  "iam:CreateRole",
  "iam:DeleteInstanceProfile",
  "iam:DeletePolicy",
  "iam:DeletePolicyVersion",
  "iam:DeleteRole",
  "iam:DeleteRolePolicy",
  "iam:DetachRolePolicy",
  "iam:PutRolePolicy",
  "iam:RemoveRoleFromInstanceProfile",
  "iam:TagInstanceProfile",
  "iam:TagPolicy",
  "iam:TagRole",
  "iam:UntagPolicy",
  "iam:UntagRole",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
] as const;

/** Services that a role of a stack is given to. */
export const TAKE_ROLES = [
  "backup.amazonaws.com",
  "ec2.amazonaws.com",
  "eks.amazonaws.com",
  "lambda.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "pods.eks.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
] as const;

/** Ways to give a role rights that go around its boundary. */
const WITH_BOUNDARY = [
  "iam:AttachRolePolicy",
  "iam:CreateRole",
  "iam:DetachRolePolicy",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
] as const;

/** What the bootstrap stack made, by ARN. */
export interface BootstrapArns {
  readonly bucket: string;
  readonly key: string;
  /** Roles, and the policy that is their boundary. */
  readonly iam: readonly string[];
  readonly boundary: string;
  readonly oidcProvider: string;
}

/** Nobody under this boundary can change what the bootstrap stack made, or make somebody who is not under it. */
export const boundaryOf = (arns: BootstrapArns): readonly Statement[] => [
  { Sid: "WithinTheirOwnPolicies", Effect: "Allow", Action: "*", Resource: "*" },
  {
    Sid: "DenyChangesOfBootstrapIdentities",
    Effect: "Deny",
    NotAction: ["iam:Get*", "iam:List*", "sts:*"],
    Resource: [...arns.iam, arns.boundary, arns.oidcProvider],
  },
  {
    Sid: "DenyRolesWithoutBoundary",
    Effect: "Deny",
    Action: WITH_BOUNDARY,
    Resource: "*",
    Condition: { StringNotEquals: { "iam:PermissionsBoundary": arns.boundary } },
  },
  { Sid: "DenyTakingBoundariesAway", Effect: "Deny", Action: "iam:DeleteRolePermissionsBoundary", Resource: "*" },
  { Sid: "DenyPeople", Effect: "Deny", Action: PEOPLE, Resource: "*" },
  {
    Sid: "DenyChangesOfTheStateBucket",
    Effect: "Deny",
    NotAction: ["s3:Get*", "s3:List*"],
    Resource: arns.bucket,
  },
  {
    Sid: "DenyChangesOfTheStateKey",
    Effect: "Deny",
    NotAction: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:Describe*", "kms:Get*", "kms:List*"],
    Resource: arns.key,
  },
];

/** Users have no boundary that could be asked for, and keys that last. */
const PEOPLE = ["iam:*User*", "iam:*AccessKey*", "iam:*LoginProfile*", "iam:*Group*", "iam:*OpenIDConnectProvider*"];
