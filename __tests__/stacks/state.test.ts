import { App, TerraformStack, Testing } from "cdktf";
import type { Environment } from "../../config";
import { keepState } from "../../stacks/state";

const aws = { accountId: "123456789012", region: "eu-west-1" };
const s3 = { bucket: "shop-states", region: "eu-west-1" };

const environment = (name: string, settings: object) => ({ name, settings }) as Environment;

const stackIn = (app: App, id: string, one: Environment): TerraformStack => {
  const stack = new TerraformStack(app, id);
  keepState(stack, one);
  return stack;
};

const backendOf = (settings: object) => {
  const stack = stackIn(new App({ stackTraces: false }), "shop", environment("shop", settings));
  const json = JSON.parse(Testing.synth(stack)) as { terraform: { backend: { s3: Record<string, unknown> } } };
  return json.terraform.backend.s3;
};

describe("a state in a bucket", () => {
  it("is encrypted with the key that bootstrap makes, where an account is said", () => {
    const alias = "arn:aws:kms:eu-west-1:123456789012:alias/shop-states";
    expect(backendOf({ aws, state: { s3 } })).toMatchObject({ key: "shop/shop.tfstate", kms_key_id: alias });
    expect(backendOf({ aws, state: { s3: { ...s3, kmsKeyId: "own" } } })["kms_key_id"]).toBe("own");
    expect(backendOf({ state: { s3 } })["kms_key_id"]).toBeUndefined();
    expect(backendOf({ aws, state: { s3: { ...s3, endpoint: "http://127.0.0.1:9" } } })["kms_key_id"]).toBeUndefined();
  });

  it("is never that of two stacks, of one environment or of two", () => {
    const app = new App({ stackTraces: false });
    const state = { s3: { ...s3, key: "one.tfstate" } };
    stackIn(app, "shop", environment("shop", { state }));
    expect(() => stackIn(app, "store", environment("store", { state }))).toThrow(
      "stacks 'shop' and 'store' would keep their state in one place, got: shop-states/one.tfstate\nLeave out state.s3.key, or give each a key of its own: each would destroy what the other has made.",
    );
    expect(() => stackIn(app, "shop-data", environment("shop", { state: { s3 } }))).not.toThrow();
  });
});
