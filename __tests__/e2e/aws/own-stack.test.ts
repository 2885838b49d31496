import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsStackJson } from "../../support/aws/aws-stack";
import { theOnly } from "../../support/aws/aws-stack";
import { PackedProject } from "../../support/platform/packed-project";

const THEIRS = join(__dirname, "..", "..", "support", "aws", "strangers-stack.ts");
const STRICT = [
  "--strict --noUncheckedIndexedAccess --exactOptionalPropertyTypes",
  "--types node --module nodenext --target es2022 --skipLibCheck",
].join(" ");

let project: PackedProject;

jest.setTimeout(300_000);

beforeAll(async () => {
  project = await PackedProject.make("@cdktf/provider-aws");
  writeFileSync(project.path("main.ts"), readFileSync(THEIRS));
});

afterAll(() => project?.remove());

describe("a stack of somebody's own, with a database of the packed package", () => {
  it("compiles strictly, and is synthesized", async () => {
    await project.succeed(`npx tsc ${STRICT} main.ts && node main.js`);
    const json = JSON.parse(project.read("cdktf.out/stacks/orders/cdk.tf.json")) as AwsStackJson;
    expect(theOnly(json, "aws_db_instance")).toMatchObject({
      identifier: "orders-db",
      storage_encrypted: true,
      multi_az: true,
      publicly_accessible: false,
      deletion_protection: true,
      manage_master_user_password: true,
    });
    expect(theOnly(json, "aws_cloudwatch_composite_alarm")).toMatchObject({ alarm_name: "orders-db" });
  });

  it("does not compile with a version that there is not", async () => {
    writeFileSync(project.path("wrong.ts"), project.read("main.ts").replace('version: "17"', 'version: "99"'));
    const { stdout } = await project.shell(`npx tsc ${STRICT} --noEmit wrong.ts`);
    expect(stdout).toContain(`Type '"99"' is not assignable to type`);
  });

  it("is refused with the place and the fix where the types cannot know", async () => {
    const wrong = project.read("main.js").replace('version: "17"', 'version: "17", backupRetentionDays: 0');
    writeFileSync(project.path("wrong.js"), wrong);
    const { code, stderr } = await project.shell("node wrong.js");
    expect(code).toBe(1);
    expect(stderr).toContain("[orders/db] backupRetentionDays must be 7 to 35, got: 0");
  });
});
