import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { policyOf } from "../policy";
import { within } from "../private/checks";
import { physicalName } from "../private/physical-name";
import { coolingOffShort } from "./errors";

/** A vault that is there: of this stack, or of another one. */
export interface VaultReference {
  readonly arn: string;
  /** Days for which it keeps a backup at least. */
  readonly minRetentionDays: number;
}

/** Who may take a lock away. https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
export class VaultLock {
  /** Whoever IAM allows to. */
  static governance(): VaultLock {
    return new VaultLock();
  }

  /**
   * Nobody, not even AWS: backups stay until their time has come, and are paid for.
   *
   * @param changeableForDays days in which it can still be taken back, 3 or more
   */
  static compliance(changeableForDays: number): VaultLock {
    if (changeableForDays < 3) throw coolingOffShort(changeableForDays);
    return new VaultLock(changeableForDays);
  }

  private constructor(readonly changeableForDays?: number) {}
}

export interface VaultProps {
  /** Encrypts the backups: a key of the vault's region. */
  readonly keyArn: string;
  /** Days for which no backup can be deleted, 1 to 36500. @default 7 */
  readonly minRetentionDays?: number;
  /** @default VaultLock.governance() */
  readonly lock?: VaultLock;
  /** Of another region. @default - that of the stack */
  readonly provider?: TerraformProvider;
}

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html */
const MOST_NAME = 50;

/** Where backups lie: locked against deletion before their time. */
export class Vault extends Construct implements VaultReference {
  readonly arn: string;
  readonly name: string;
  readonly minRetentionDays: number;

  constructor(scope: Construct, id: string, props: VaultProps) {
    super(scope, id);
    const { keyArn, minRetentionDays = 7, lock = VaultLock.governance() } = props;
    within(this, "minRetentionDays", minRetentionDays, [1, 36_500]);
    const provider = props.provider ? { provider: props.provider } : {};
    const name = physicalName(this, MOST_NAME);
    const vault = new BackupVault(this, "Resource", { name, kmsKeyArn: keyArn, ...provider });
    new BackupVaultLockConfiguration(this, "lock", {
      backupVaultName: vault.name,
      minRetentionDays,
      changeableForDays: lock.changeableForDays,
      ...provider,
    });
    new BackupVaultPolicy(this, "policy", {
      backupVaultName: vault.name,
      policy: policyOf([deniedToOthers(Account.of(this).id)]),
      ...provider,
    });
    this.arn = vault.arn;
    this.name = vault.name;
    this.minRetentionDays = minRetentionDays;
  }
}

const deniedToOthers = (account: string) =>
  ({
    Sid: "DenyOtherAccounts",
    Effect: "Deny",
    Principal: "*",
    Action: "backup:*",
    Resource: "*",
    Condition: { StringNotEquals: { "aws:PrincipalAccount": account } },
  }) as const;
