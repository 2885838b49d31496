import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stateProblem } from "../../../operations/terraform/state-problem";

const root = mkdtempSync(join(tmpdir(), "bulwark-stacks-"));
afterAll(() => rmSync(root, { recursive: true }));

function stackWith(backend: object): string {
  const folder = join(root, "shop");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend } }));
  return folder;
}
const inBucket = () => stackWith({ s3: { bucket: "shop-state" } });
const onDisk = () => stackWith({ local: { path: "shop.tfstate" } });

/** What is kept of Terraform 1.11's words: the last 20 lines, in a frame or without one. */
const HELD = `terraform ended with exit code 1
    │ Error message: operation error S3: PutObject, https response error
    │ StatusCode: 412, RequestID: U7x82LS0, HostID: 9Gjjt1m, api error
    │ PreconditionFailed: At least one of the pre-conditions you specified did not hold
    │ Lock Info:
    │   ID:        0a1b2c3d-4e5f
    │   Path:      shop-state/shop/shop.tfstate
    │   Operation: OperationTypeApply
    │   Who:       ann@build-7
    │   Version:   1.11.4
    │   Created:   2026-03-01 10:11:12.13 +0000 UTC
    │   Info:`;

describe("a state that another run holds", () => {
  const IN_USE =
    "the state is in use by ann@build-7 since 2026-03-01 10:11:12.13 +0000 UTC (OperationTypeApply); nothing was changed\n";

  it("in a bucket, is told with who, what, since when, and the command for one that is dead", () => {
    expect(stateProblem(HELD, inBucket())).toMatchObject({
      exitCode: 1,
      lock: { id: "0a1b2c3d-4e5f" },
      message: `${IN_USE}Wait until that run has ended. When you know that it is dead, killed or with its machine gone, type: npx bulwark state shop unlock`,
    });
  });

  it("on disk, is told without one: that lock ends with its holder", () => {
    expect(stateProblem(HELD, onDisk())?.message).toBe(`${IN_USE}Wait until that run has ended.`);
  });
});

it.each([
  "cannot overwrite existing state with serial 3",
  "cannot import state with lineage 0a1b over unrelated state",
])("a state that another run has written meanwhile is told: %s", (said) => {
  const words = `Failed to write state: ${said} with a different state that has the same serial`;
  expect(stateProblem(words.replace(" with ", "\n│ with "), inBucket())).toMatchObject({
    exitCode: 1,
    message: expect.stringContaining("another run has changed the state meanwhile") as string,
  });
});

it("a state that was elsewhere before is told with how it is taken along", () => {
  const problem = stateProblem("Error: Backend configuration changed\n\nA change in the backend", inBucket());
  expect(problem?.exitCode).toBe(1);
  expect(problem?.message).toContain("terraform -chdir=cdktf.out/stacks/shop init -migrate-state -force-copy\n");
});

describe("a bucket that cannot be had", () => {
  const NO_BUCKET = `Error: Failed to get existing workspaces: S3 bucket "shop-state"\ndoes not exist.`;
  const DENIED = `Error: Unable to list objects in S3 bucket "shop-state": operation error S3: ListObjectsV2, https response error StatusCode: 403, RequestID: 15W3, HostID: 9Gjj=, api error AccessDenied: Access Denied`;

  it.each([
    ["without credentials", "Error: No valid credential sources found", "has no credentials for it\nSet AWS_PROFILE"],
    ["because it is not there", NO_BUCKET, "there is no bucket shop-state"],
    ["because it is denied", DENIED, "refuses these credentials: ListObjectsV2: AccessDenied"],
  ])("%s is told with what to do, and is what the account lacks", (_why, said, words) => {
    const problem = stateProblem(said, inBucket());
    expect(problem?.exitCode).toBe(3);
    expect(problem?.message).toContain(words);
  });

  it("is not what a state on disk lacks", () => {
    expect(stateProblem(NO_BUCKET, onDisk())).toBeUndefined();
  });
});

it("other words are not taken for the state's", () => {
  expect(stateProblem("Error: Provider produced inconsistent result", inBucket())).toBeUndefined();
});
