import { Backup, Vault, VaultLock, type BackupProps, type VaultProps } from "../../../constructs/aws";
import { awsStack, statementsOf, theOnly } from "../../support/aws/aws-stack";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/backups";
const elsewhere = { arn: "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies", minRetentionDays: 7 };

const saved = (props: Partial<BackupProps> = {}, vaultProps: Partial<VaultProps> = {}) =>
  awsStack((stack) => {
    const vault = new Vault(stack, "vault", { keyArn, ...vaultProps });
    new Backup(stack, "backup", { vault, ...props });
  });

describe("a vault", () => {
  it("is encrypted with a key, and takes no backup back before its time", () => {
    expect(theOnly(saved(), "aws_backup_vault")).toMatchObject({ name: "shop-vault", kms_key_arn: keyArn });
    const lock = theOnly(saved(), "aws_backup_vault_lock_configuration");
    expect(lock).toMatchObject({ min_retention_days: 7 });
    expect(lock).not.toHaveProperty("changeable_for_days");
  });

  it("is locked for everybody where that is asked for", () => {
    const json = saved({}, { lock: VaultLock.compliance(3) });
    expect(theOnly(json, "aws_backup_vault_lock_configuration")).toMatchObject({ changeable_for_days: 3 });
  });

  it("is closed to other accounts", () => {
    const { DenyOtherAccounts } = statementsOf(theOnly(saved(), "aws_backup_vault_policy")["policy"]);
    expect(DenyOtherAccounts).toMatchObject({ Effect: "Deny", Action: "backup:*", Principal: "*" });
  });

  it("cannot be locked for everybody without time to think", () => {
    expect(() => VaultLock.compliance(2)).toThrow(
      "a vault lock in compliance mode needs at least 3 days in which it can be taken back, got: 2\nPass VaultLock.compliance(3) or more; after them nobody, not even AWS, can open it.",
    );
  });
});

describe("a backup", () => {
  it("saves what carries the tag each day, and keeps it for five weeks", () => {
    expect(theOnly(saved(), "aws_backup_plan")["rule"]).toEqual([
      expect.objectContaining({ schedule: "cron(0 3 * * ? *)", lifecycle: { delete_after: 35 } }),
    ]);
    expect(theOnly(saved(), "aws_backup_selection")["selection_tag"]).toEqual([
      { type: "STRINGEQUALS", key: "bulwark:backup", value: "daily" },
    ]);
  });

  it("is copied to a second region, for as long", () => {
    const [rule] = theOnly(saved({ copyTo: elsewhere }), "aws_backup_plan")["rule"] as readonly object[];
    expect(rule).toMatchObject({
      copy_action: [{ destination_vault_arn: elsewhere.arn, lifecycle: { delete_after: 35 } }],
    });
  });

  it("acts by a role that AWS Backup takes for this account alone", () => {
    const { AssumedByService } = statementsOf(theOnly(saved(), "aws_iam_role")["assume_role_policy"]);
    expect(AssumedByService).toMatchObject({
      Principal: { Service: "backup.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": expect.stringContaining("account_id") as unknown } },
    });
  });

  it.each([
    [
      { schedule: "0 3 * * *" },
      "[shop/backup] schedule is no cron expression of AWS, got: 0 3 * * *\nPass one with six fields in UTC, such as cron(0 3 * * ? *).",
    ],
    [{ retentionDays: 0 }, "[shop/backup] retentionDays must be 1 to 36500, got: 0"],
    [
      { retentionDays: 6 },
      "[shop/backup] keeps backups for 6 days, and its vault takes none for less than 7\nPass retentionDays of 7 or more, or make the vault with fewer minRetentionDays.",
    ],
    [{ copyTo: elsewhere, copyRetentionDays: 5 }, "[shop/backup] keeps backups for 5 days, and its vault takes none"],
  ])("is refused with %j", (wrong, message) => {
    expect(() => saved(wrong)).toThrow(message);
  });
});
