import { byDefault, declared, inPart, unknown } from "../../../policies/facts/fact";
import { declaredIn, plannedIn, the, type Resources } from "../../support/policies/aws-json";

const BLOCK = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};
const VERSIONS = { versioning_configuration: [{ status: "Enabled" }] };
const bucketWith = (beside: Resources, body: object = { bucket: "orders" }, other: object = {}) =>
  the("store", declaredIn({ aws_s3_bucket: { orders: body }, ...beside }, other));
const blockFor = (bucket: string, body: object = BLOCK): Resources => ({
  aws_s3_bucket_public_access_block: { orders: { bucket, ...body } },
});
const NO_BLOCK = ["it has no public access block"];

describe("a bucket", () => {
  it("that says nothing is what S3 makes of it", () => {
    expect(bucketWith({})).toMatchObject({
      what: "bucket",
      encryption: byDefault("managed"),
      publicWays: byDefault(NO_BLOCK),
      tlsOnly: byDefault(false),
      deletionProtected: byDefault(true),
      versioned: byDefault(false),
      keptDays: byDefault("forever"),
      severalZones: byDefault("without"),
      clearSecrets: byDefault("without"),
    });
  });

  it.each(["${aws_s3_bucket.orders.id}", "${aws_s3_bucket.orders.bucket}", "${ aws_s3_bucket.orders.id }", "orders"])(
    "has what is said for %s",
    (bucket) => {
      const beside = { ...blockFor(bucket), aws_s3_bucket_versioning: { orders: { bucket, ...VERSIONS } } };
      expect(bucketWith(beside)).toMatchObject({ publicWays: declared([]), versioned: declared(true) });
    },
  );

  it.each(["${aws_s3_bucket.other.id}", "others"])("has nothing of what is said for %s", (bucket) => {
    expect(bucketWith(blockFor(bucket)).publicWays).toEqual(byDefault(NO_BLOCK));
  });

  it.each(["${var.bucket}", "${data.aws_s3_bucket.orders.id}", "${local.bucket}", '${lower("ORDERS")}'])(
    "may have what is said for %s: nobody can tell",
    (bucket) => {
      expect(bucketWith(blockFor(bucket)).publicWays).toEqual(unknown("expression"));
    },
  );

  it("has a name that a variable gives both of them", () => {
    const other = { variable: { name: { default: "orders" } } };
    expect(bucketWith(blockFor("${var.name}"), { bucket: "orders" }, other).publicWays).toEqual(declared([]));
  });

  it("tells each part of a block that is missing, and those that nobody can tell", () => {
    const half = { ...BLOCK, block_public_acls: false, ignore_public_acls: undefined };
    expect(bucketWith(blockFor("orders", half)).publicWays).toEqual(
      declared(["block_public_acls is not set", "ignore_public_acls is not set"]),
    );
    const open = { ...BLOCK, block_public_acls: "${var.closed}" };
    expect(bucketWith(blockFor("orders", open)).publicWays).toEqual(inPart([], "expression"));
  });

  it.each([
    ["a key of its own", { kms_master_key_id: "${aws_kms_key.orders.arn}" }, declared("own-key")],
    ["a key of another account", { kms_master_key_id: "arn:aws:kms:eu-west-1:1:key/1" }, declared("own-key")],
    [
      "a key that is looked up",
      { kms_master_key_id: "${data.aws_kms_alias.orders.target_key_arn}" },
      declared("some-key"),
    ],
    ["the key of S3 in the account", { kms_master_key_id: "alias/aws/s3" }, declared("managed")],
    ["no key", { sse_algorithm: "AES256" }, byDefault("managed")],
    ["a key that may be none", { kms_master_key_id: "${var.key}" }, declared("some-key")],
  ])("is encrypted by %s", (_what, apply, encryption) => {
    const rule = [{ apply_server_side_encryption_by_default: [apply] }];
    const beside = { aws_s3_bucket_server_side_encryption_configuration: { orders: { bucket: "orders", rule } } };
    expect(bucketWith(beside).encryption).toEqual(encryption);
  });

  it("keeps old versions for the shortest of its rules that are on", () => {
    const rule = (days: number, status = "Enabled") => ({
      ...{ status, noncurrent_version_expiration: [{ noncurrent_days: days }] },
    });
    const rules = (...all: readonly object[]) => ({
      aws_s3_bucket_lifecycle_configuration: { orders: { bucket: "orders", rule: all } },
    });
    expect(bucketWith(rules(rule(30), rule(9), rule(1, "Disabled"))).keptDays).toEqual(declared(9));
    expect(bucketWith(rules({ status: "Enabled" })).keptDays).toEqual(declared("forever"));
    expect(bucketWith(rules(rule("${var.days}" as never))).keptDays).toEqual(unknown("expression"));
  });

  it("of the provider's old words has what stands in itself", () => {
    const old = { bucket: "orders", versioning: { enabled: true }, force_destroy: true };
    expect(bucketWith({}, old)).toMatchObject({ versioned: declared(true), deletionProtected: declared(false) });
  });
});

const deny = (other: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["${aws_s3_bucket.orders.arn}", "${aws_s3_bucket.orders.arn}/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...other,
});
const policyOf = (policy: string, other: object = {}) =>
  bucketWith(
    { aws_s3_bucket_policy: { orders: { bucket: "${aws_s3_bucket.orders.id}", policy } } },
    { bucket: "orders" },
    other,
  ).tlsOnly;
const json = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });

describe("a bucket's policy", () => {
  it.each([
    ["denies clear text", deny()],
    ["denies everybody by name of the kind", deny({ Principal: { AWS: ["*"] } })],
    ["denies everything", deny({ Action: ["*"] })],
    ["says it as a list", deny({ Condition: { BoolIfExists: { "AWS:SecureTransport": ["false"] } } })],
  ])("that %s turns it away", (_what, statement) => {
    expect(policyOf(json({ Effect: "Allow", Action: "s3:GetObject" }, statement))).toEqual(declared(true));
  });

  it.each([
    ["allows the rest", deny({ Effect: "Allow" })],
    ["denies reading only", deny({ Action: "s3:GetObject" })],
    ["denies one role", deny({ Principal: { AWS: "arn:aws:iam::111111111111:role/x" } })],
    ["denies what is encrypted", deny({ Condition: { Bool: { "aws:SecureTransport": "true" } } })],
    [
      "asks for more beside",
      deny({ Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:PrincipalOrgID": "o" } } }),
    ],
    ["denies the bucket and not what is in it", deny({ Resource: "arn:aws:s3:::orders" })],
    ["leaves out some", deny({ Resource: undefined, NotResource: "arn:aws:s3:::orders/public/*" })],
  ])("that %s does not", (_what, statement) => {
    expect(policyOf(json(statement))).toEqual(declared(false));
  });

  it("is read of a document that Terraform puts together", () => {
    const statement = {
      effect: "Deny",
      actions: ["s3:*"],
      resources: ["*"],
      principals: [{ type: "*", identifiers: ["*"] }],
      condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    };
    const documents = (body: object) => ({ data: { aws_iam_policy_document: { tls: body } } });
    const reference = "${data.aws_iam_policy_document.tls.json}";
    expect(policyOf(reference, documents({ statement: [statement] }))).toEqual(declared(true));
    expect(policyOf(reference, documents({ statement: [] }))).toEqual(declared(false));
    expect(policyOf(reference, documents({ source_policy_documents: ["${var.x}"] }))).toEqual(unknown("expression"));
    expect(policyOf("${data.aws_iam_policy_document.elsewhere.json}")).toEqual(unknown("expression"));
  });

  it.each(["${jsonencode(local.policy)}", "no policy", "{", "${var.policy}"])("that is %j nobody can tell", (text) => {
    expect(policyOf(text)).toEqual(unknown("expression"));
  });
});

describe("a bucket in a plan", () => {
  const bucket = { address: "aws_s3_bucket.orders", after: {}, unknown: { id: true, bucket: true } };
  const blockOf = (references: readonly string[], address = "aws_s3_bucket_public_access_block.orders") => ({
    ...{ address, after: BLOCK, unknown: { bucket: true }, expressions: { bucket: { references } } },
  });

  it("has what refers to it, although its name is not known yet", () => {
    const block = blockOf(["aws_s3_bucket.orders.id", "aws_s3_bucket.orders"]);
    expect(the("store", plannedIn(bucket, block)).publicWays).toEqual(declared([]));
  });

  it("has nothing of what refers to another one, and nobody can tell of a variable", () => {
    const other = blockOf(["aws_s3_bucket.other.id", "aws_s3_bucket.other"]);
    expect(the("store", plannedIn(bucket, other)).publicWays).toEqual(byDefault(NO_BLOCK));
    expect(the("store", plannedIn(bucket, blockOf(["var.name"]))).publicWays).toEqual(unknown("after-apply"));
  });

  it("of several has the one with its own key", () => {
    const buckets = ["a", "b"].map((key) => ({ ...bucket, address: `aws_s3_bucket.orders["${key}"]` }));
    const references = ["aws_s3_bucket.orders", "each.key"];
    const block = blockOf(references, 'aws_s3_bucket_public_access_block.orders["a"]');
    const platform = plannedIn(...buckets, block);
    expect(the("store", platform, 'aws_s3_bucket.orders["a"]').publicWays).toEqual(declared([]));
    expect(the("store", platform, 'aws_s3_bucket.orders["b"]').publicWays).toEqual(byDefault(NO_BLOCK));
  });

  it("that is there already is found by its name", () => {
    const known = { address: "aws_s3_bucket.orders", after: { id: "orders", bucket: "orders" } };
    const block = { address: "aws_s3_bucket_public_access_block.x", after: { bucket: "orders", ...BLOCK } };
    expect(the("store", plannedIn(known, block)).publicWays).toMatchObject({ state: "known", value: [] });
  });
});
