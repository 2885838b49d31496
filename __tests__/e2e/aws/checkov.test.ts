import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { awsStack } from "../../support/aws/aws-stack";
import { declareEverything } from "../../support/aws/everything";
import { ensureRotationBundle } from "../../support/aws/rotation-bundle";
import { checkovOfTerraform } from "../../support/validators/checkov";
import { judged, type Explained } from "../../support/validators/findings";

const BUCKETS = /^aws_s3_bucket\.(audit_bucket|states_)/;

/** It is known by its name alone where checkov reads a policy of text. */
const BOUNDARY = /\.deploy_boundary_/;

const RIGHT_AS_IT_IS: readonly Explained[] = [
  { id: "CKV_AWS_252", objects: /\.audit_/, reason: "people are told by alarms, not of each file of the trail" },
  {
    id: "CKV_AWS_338",
    objects: /_logs?[-_]/,
    reason: "90 days are the default of what programs say; logRetentionDays says more",
  },
  {
    id: "CKV_AWS_62",
    objects: BOUNDARY,
    reason: "a boundary allows nothing: it bounds what a role's own policy allows",
  },
  { id: "CKV_AWS_63", objects: BOUNDARY, reason: "as CKV_AWS_62" },
  { id: "CKV2_AWS_40", objects: BOUNDARY, reason: "as CKV_AWS_62" },
  {
    id: "CKV_AWS_116",
    objects: /\.rotation_/,
    reason: "Secrets Manager waits for the function, and tries again by itself",
  },
  {
    id: "CKV_AWS_272",
    objects: /\.rotation_/,
    reason: "its code is part of the package; signing it needs a profile in each account",
  },
  { id: "CKV_AWS_50", objects: /\.rotation_/, reason: "it calls a secret and a database, a few times a month" },
  { id: "CKV_AWS_18", objects: BUCKETS, reason: "the trail itself, and a copy that nobody reads before a disaster" },
  { id: "CKV2_AWS_62", objects: BUCKETS, reason: "nobody waits for a new object: nothing is to be told" },
  {
    id: "CKV2_AWS_3",
    objects: /\.guard_/,
    reason: "the account's own detector; an organization's is its administrator's",
  },
  {
    id: "CKV_AWS_144",
    objects: BUCKETS,
    reason: "states are copied where a second region is given; logs of access are not",
  },
  {
    id: "CKV_AWS_145",
    objects: /access-logs/,
    reason: "S3 delivers logs of access into buckets with its own key alone",
  },
];

const folder = mkdtempSync(join(tmpdir(), "bulwark-checkov-"));

function checked(declare: (stack: TerraformStack) => void) {
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(awsStack(declare)));
  return checkovOfTerraform(folder);
}

jest.setTimeout(300_000);

beforeAll(() => ensureRotationBundle());

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("one of each construct", () => {
  it("has no finding of checkov that is not explained, and no explanation too many", () => {
    const { passed, unreadable, findings } = checked(declareEverything);
    expect({ unreadable, ...judged(findings, RIGHT_AS_IT_IS) }).toEqual({ unreadable: 0, unexplained: [], unused: [] });
    expect(passed).toBeGreaterThan(300);
  });

  it("would have one with a database that anybody reaches", () => {
    const { findings } = checked((stack) => {
      new DbInstance(stack, "open", { instanceClass: "db.m7g.large", publiclyAccessible: true });
    });
    expect(judged(findings, RIGHT_AS_IT_IS).unexplained).toEqual(
      expect.arrayContaining([expect.stringMatching(/^resource\.open: CKV_AWS_17 /)]),
    );
  });
});
