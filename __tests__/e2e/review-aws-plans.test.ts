import { Emulator } from "../support/aws/emulator";
import { AWS, cloud, emptied, PASSWORD, weakened } from "../support/plans/cloud";
import { changeIn, PlanFolder, type Reviewed } from "../support/plans/plan-folder";

let emulator: Emulator;
let folder: PlanFolder;
const made: Record<string, Reviewed> = {};

const planned = async (name: string, json: object, ...options: readonly string[]) => {
  folder.write(json);
  made[name] = await folder.reviewed(name, ...options);
};

jest.setTimeout(600_000);

/** A database is there after a minute, whoever makes it. */
beforeAll(async () => {
  emulator = await Emulator.start();
  folder = await PlanFolder.with(AWS, emulator.variables);
  await planned("created", cloud());
  await folder.apply();
  await planned("untouched", cloud());
  await planned("refreshed", cloud(), "-refresh-only");
  await planned("weakened", weakened());
  await planned("emptied", emptied());
});

afterAll(async () => {
  folder?.remove();
  await emulator?.stop();
});

describe("a plan of the AWS provider", () => {
  it("tells what is made, that none of it is open, and that a password is written down in it", () => {
    const { code, review } = made["created"]!;
    expect([code, review.summary]).toEqual([1, expect.objectContaining({ dataLoss: 0, exposure: 0, weakened: 1 })]);
    expect(changeIn(made["created"]!, "aws_db_instance.orders")?.reasons).toEqual([
      "has a secret written down: password (BWK-clear-secrets)",
    ]);
    expect(review.changes.map(({ action }) => action)).toEqual(Array(14).fill("create"));
  });

  it.each(["untouched", "refreshed"])(
    "shows no change and no drift where there is none, and counts noise: %s",
    (name) => {
      const { code, review } = made[name]!;
      expect({ code, changes: review.changes, drift: review.drift }).toEqual({ code: 0, changes: [], drift: [] });
      expect(review.summary.noise).toBeGreaterThan(5);
    },
  );

  it.each([
    ["aws_s3_bucket.orders", "every object in it"],
    ["aws_kms_key.orders", "everything that is encrypted with it is lost; it can be taken back for 30 days"],
    ["aws_db_instance.orders", "the database is lost; a final snapshot is made first"],
    ["aws_secretsmanager_secret.pin", "the secret is lost; it can be taken back for 30 days"],
    ["aws_backup_vault.main", "every backup in the vault"],
    ["aws_dynamodb_table.carts", "the table"],
    ["aws_efs_file_system.shared", "every file in it"],
  ])("calls the end of %s a loss of data", (address, lost) => {
    const { action, risk, reasons } = changeIn(made["emptied"]!, address)!;
    expect([action, risk, reasons[0]]).toEqual(["delete", "data-loss", expect.stringContaining(lost)]);
  });

  it("calls a bucket that nothing keeps closed exposed, when that is taken away", () => {
    const change = changeIn(made["emptied"]!, "aws_s3_bucket_public_access_block.orders");
    expect(change).toMatchObject({ action: "delete", risk: "exposure" });
    expect(made["emptied"]!.code).toBe(1);
  });

  it.each([
    ["aws_s3_bucket_public_access_block.orders", "exposure", ["may be opened to everybody"]],
    [
      "aws_db_instance.orders",
      "exposure",
      [
        "gets a public address",
        "keeps its backups for fewer days",
        "can be deleted in one step",
        "would be deleted without a final snapshot",
      ],
    ],
    ["aws_kms_key.orders", "weakened", ["can be taken back for fewer days", "no longer gets new key material"]],
    ["aws_s3_bucket_versioning.orders", "weakened", ["no longer keeps old versions"]],
    ["aws_secretsmanager_secret.pin", "weakened", ["can be taken back for fewer days"]],
    [
      "aws_dynamodb_table.carts",
      "weakened",
      ["can be deleted in one step", "can no longer be restored to a point in time"],
    ],
  ])("says what is weaker: %s is %s", (address, risk, reasons) => {
    const change = changeIn(made["weakened"]!, address)!;
    expect({ ...change, reasons: reasons.filter((one) => change.reasons.includes(one)) }).toMatchObject({
      risk,
      reasons,
    });
    expect(change.attributes.filter(({ verdict }) => verdict === "worse").length).toBeGreaterThanOrEqual(
      reasons.length,
    );
  });

  it("says which attribute destroys what is replaced", () => {
    const change = changeIn(made["weakened"]!, "aws_efs_file_system.shared")!;
    expect(change).toMatchObject({ action: "replace", risk: "data-loss" });
    expect(change.attributes).toContainEqual(expect.objectContaining({ path: "encrypted", forcesReplacement: true }));
  });

  it.each([
    ["aws_backup_vault_lock_configuration.main", "whoever asks, from 3 days on"],
    ["aws_s3_bucket_object_lock_configuration.orders", "in compliance mode nobody deletes an object before its time"],
  ])("calls %s irreversible", (address, words) => {
    const { risk, reasons } = changeIn(made["weakened"]!, address)!;
    expect([risk, reasons[0]]).toEqual(["data-loss", expect.stringContaining(words)]);
  });

  it("tells a tag once, and not again as one of all tags", () => {
    const { attributes, risk } = changeIn(made["weakened"]!, "aws_s3_bucket.orders")!;
    // What is folded into a bucket is told of it as well.
    expect([risk, attributes.map(({ path }) => path)]).toEqual(["exposure", ["tags.team", "publicWays"]]);
  });

  it.each(["created", "untouched", "weakened", "emptied"])("shows no password: %s", async (name) => {
    const { stdout } = await folder.markdown(made[name]!.file);
    expect(JSON.stringify(made[name]!.review) + stdout).not.toContain(PASSWORD);
    expect(JSON.stringify(folder.read(made[name]!.file))).toContain(PASSWORD);
  });
});
