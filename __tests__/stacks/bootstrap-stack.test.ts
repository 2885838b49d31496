import { App, Testing } from "cdktf";
import type { Environment } from "../../config";
import { BootstrapStack, type BootstrapSettings } from "../../stacks/bootstrap-stack";

const s3 = { bucket: "shop-states", region: "eu-west-1" };
const aws = { accountId: "123456789012", region: "eu-west-1" };

interface StackJson {
  readonly terraform: { readonly backend: { readonly s3: Readonly<Record<string, unknown>> } };
  readonly provider: { readonly aws: readonly Readonly<Record<string, unknown>>[] };
  readonly resource: Readonly<Record<string, object>>;
}

function made(settings: BootstrapSettings = {}, said: object = { aws, state: { s3 } }): StackJson {
  const environment = { name: "shop", settings: said } as Environment;
  const app = new App({ stackTraces: false });
  const stack = new BootstrapStack(app, "shop-bootstrap", { environment, settings, stateKeys: ["shop/shop.tfstate"] });
  return JSON.parse(Testing.synth(stack)) as StackJson;
}

describe("a bootstrap stack", () => {
  it("keeps its own state in the bucket that it makes, under the bucket's key", () => {
    expect(made().terraform.backend.s3).toMatchObject({
      bucket: "shop-states",
      key: "shop/shop-bootstrap.tfstate",
      encrypt: true,
      use_lockfile: true,
      kms_key_id: "arn:aws:kms:eu-west-1:123456789012:alias/shop-states",
    });
  });

  it("has a key of its own there, whatever the environment's is", () => {
    const state = { s3: { ...s3, key: "elsewhere.tfstate" } };
    expect(made({}, { aws, state }).terraform.backend.s3["key"]).toBe("shop/shop-bootstrap.tfstate");
  });

  it("is refused by the provider in any other account, and tags what it makes", () => {
    expect(made().provider.aws).toEqual([
      expect.objectContaining({
        allowed_account_ids: ["123456789012"],
        region: "eu-west-1",
        default_tags: [{ tags: { "bulwark:environment": "shop", "bulwark:stack": "shop-bootstrap" } }],
      }),
    ]);
  });

  it("makes roles, a table and a copy only where they are asked for", () => {
    const optional = ["aws_iam_role", "aws_dynamodb_table", "aws_s3_bucket_replication_configuration"];
    const plain = Object.keys(made().resource);
    expect(plain.filter((type) => optional.includes(type))).toEqual([]);
    const deploy = { repository: "acme/shop-platform" };
    const all = Object.keys(made({ lockTable: true, replicaRegion: "eu-central-1", deploy }).resource);
    expect(all.filter((type) => optional.includes(type)).sort()).toEqual([...optional].sort());
  });

  it("is refused without an account, without a bucket, or with its copy beside it", () => {
    const nowhere =
      "[shop-bootstrap] environment shop says no account or no bucket that its states are to lie in\nWrite 'aws: { accountId, region }' and 'state: { s3: { bucket, region } }' into its YAML.";
    expect(() => made({}, { state: { s3 } })).toThrow(nowhere);
    expect(() => made({}, { aws, state: { local: true } })).toThrow(nowhere);
    expect(() => made({ replicaRegion: "eu-west-1" })).toThrow(
      "[shop-bootstrap] the copy of the states would lie in the region of the states, got: eu-west-1\nName another region: a copy beside the original is lost with it.",
    );
  });
});
