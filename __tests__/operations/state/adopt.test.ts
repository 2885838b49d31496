import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alreadyThere } from "../../../operations/state/adopt";

const ACCOUNT = "arn:aws:iam::123456789012";

const RESOURCE = {
  aws_s3_bucket: { states: { bucket: "shop-states" } },
  aws_iam_policy: { boundary: { name: "shop-boundary" } },
  aws_iam_openid_connect_provider: { github: { url: "https://token.actions.githubusercontent.com" } },
  aws_kms_key: { states: {} },
};

const failure = (what: string, address: string) =>
  `╷\n│ Error: ${what}\n│ \n│   with ${address} (states/bucket),\n│   on cdk.tf.json line 3, in resource:\n╵`;

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-adopt-"));
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ resource: RESOURCE }));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("what is there already", () => {
  it.each([
    ["BucketAlreadyOwnedByYou: it is yours", "aws_s3_bucket.states", "shop-states"],
    ["EntityAlreadyExists: Policy exists", "aws_iam_policy.boundary", `${ACCOUNT}:policy/shop-boundary`],
    [
      "EntityAlreadyExists: Provider exists",
      "aws_iam_openid_connect_provider.github",
      `${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    ],
  ])("is known by its name: %s", (what, address, id) => {
    expect(alreadyThere(failure(what, address), folder, ACCOUNT)).toEqual([{ address, id }]);
  });

  it("is none where something else went wrong, or belongs to somebody else", () => {
    const said = [
      failure("AccessDenied: no", "aws_s3_bucket.states"),
      failure("BucketAlreadyExists: of another account", "aws_s3_bucket.states"),
      failure("EntityAlreadyExists", "aws_kms_key.states"),
    ];
    for (const one of said) expect(alreadyThere(one, folder, ACCOUNT)).toEqual([]);
  });

  it("is told of each error apart", () => {
    const said = `${failure("BucketAlreadyOwnedByYou", "aws_s3_bucket.states")}\n${failure("AccessDenied", "aws_iam_policy.boundary")}`;
    expect(alreadyThere(said, folder, ACCOUNT).map(({ address }) => address)).toEqual(["aws_s3_bucket.states"]);
  });
});
