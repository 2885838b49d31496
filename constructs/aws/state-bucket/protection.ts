import type { Statement } from "../policy";

export interface Protection {
  readonly bucketArn: string;
  /** Names of the one key that may encrypt what is written. @default - whatever the bucket itself uses */
  readonly keyArns?: readonly string[];
  /** Principals that may do all the same. */
  readonly breakGlass: readonly string[];
}

/**
 * What a bucket with states forbids even to administrators of the account. Terraform takes its lock away by a delete, so
 * that lock files alone can be deleted; their versions cannot.
 */
export function protecting({ bucketArn, keyArns, breakGlass }: Protection): readonly Statement[] {
  const others = { ArnNotEquals: { "aws:PrincipalArn": breakGlass } };
  const forAll = { Effect: "Deny", Principal: "*" } as const;
  const objects = `${bucketArn}/*`;
  return [
    ...(keyArns ? encryptedWithOne(objects, keyArns) : []),
    {
      Sid: "DenyDeletes",
      ...forAll,
      Action: "s3:DeleteObject",
      NotResource: `${bucketArn}/*.tflock`,
      Condition: others,
    },
    { Sid: "DenyDeletesOfVersions", ...forAll, Action: "s3:DeleteObjectVersion", Resource: objects, Condition: others },
    { Sid: "DenyEdits", ...forAll, Action: EDITS, Resource: bucketArn, Condition: others },
  ];
}

/** A put that says nothing of encryption is denied as well: a comparison with what is not there is no match. */
function encryptedWithOne(objects: string, keyArns: readonly string[]): readonly Statement[] {
  const puts = { Effect: "Deny", Principal: "*", Action: "s3:PutObject", Resource: objects } as const;
  const header = "s3:x-amz-server-side-encryption";
  return [
    { Sid: "DenyPutsWithoutKms", ...puts, Condition: { StringNotEquals: { [header]: "aws:kms" } } },
    {
      Sid: "DenyPutsWithOtherKeys",
      ...puts,
      Condition: { StringNotEquals: { [`${header}-aws-kms-key-id`]: keyArns } },
    },
  ];
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
const EDITS = [
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketLogging",
  "s3:PutBucketOwnershipControls",
  "s3:PutBucketPolicy",
  "s3:PutBucketPublicAccessBlock",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
  "s3:PutReplicationConfiguration",
];
