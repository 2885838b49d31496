import type { StateBucketReference } from "../state-bucket";
import type { Statement } from "../policy";

/** States that a role may see, and how S3 asks for their key. */
export interface StateAccess {
  readonly bucket: StateBucketReference;
  readonly keys: readonly string[];
  readonly region: string;
}

/** Reads these states and no other. */
export const readingStates = (access: StateAccess): readonly Statement[] => [
  ...listing(access),
  { Sid: "ReadStates", Effect: "Allow", Action: "s3:GetObject", Resource: objectsOf(access) },
  {
    Sid: "DecryptStates",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: access.bucket.keyArn,
    Condition: throughS3(access),
  },
];

/** Writes these states, takes and gives back their locks. */
export const writingStates = (access: StateAccess): readonly Statement[] => {
  const states = objectsOf(access);
  const locks = states.map((arn) => `${arn}.tflock`);
  return [
    ...listing(access),
    {
      Sid: "ReadAndWriteStates",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: [...states, ...locks],
    },
    { Sid: "GiveLocksBack", Effect: "Allow", Action: "s3:DeleteObject", Resource: locks },
    {
      Sid: "EncryptStates",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: access.bucket.keyArn,
      Condition: throughS3(access),
    },
  ];
};

/** Objects that are no state of these are nobody's business, whatever another policy allows. */
export const denyingOtherObjects = (access: StateAccess): readonly Statement[] => [
  { Sid: "DenyOtherObjects", Effect: "Deny", Action: "s3:GetObject*", NotResource: objectsOf(access) },
  {
    Sid: "DenyOtherDecryption",
    Effect: "Deny",
    Action: "kms:Decrypt",
    NotResource: access.bucket.keyArn,
  },
  {
    Sid: "DenyDecryptionPastS3",
    Effect: "Deny",
    Action: "kms:Decrypt",
    Resource: "*",
    Condition: { StringNotEquals: { "kms:ViaService": `s3.${access.region}.amazonaws.com` } },
  },
];

/** Terraform asks for its workspaces by a list. https://developer.hashicorp.com/terraform/language/backend/s3#s3-bucket-permissions */
const listing = ({ bucket, keys }: StateAccess): readonly Statement[] => [
  {
    Sid: "FindStates",
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: bucket.arn,
    Condition: { StringEquals: { "s3:prefix": [...keys, "env:/"] } },
  },
];

const objectsOf = ({ bucket, keys }: StateAccess): readonly string[] => keys.map((key) => `${bucket.arn}/${key}`);

const throughS3 = ({ region }: StateAccess) => ({
  StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
});
