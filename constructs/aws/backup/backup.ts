import { BackupPlan, type BackupPlanRule } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { Account } from "../account";
import { assumedBy } from "../policy";
import { within } from "../private/checks";
import { physicalName } from "../private/physical-name";
import { scheduleWrong, shorterThanLock } from "./errors";
import type { Vault, VaultReference } from "./vault";

export interface BackupProps {
  /** Where backups lie. */
  readonly vault: Vault;
  /** Vault of a second region that each backup is copied to. @default - none */
  readonly copyTo?: VaultReference;
  /** When, in UTC. https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html @default "cron(0 3 * * ? *)" */
  readonly schedule?: string;
  /** Days that a backup is kept, 1 to 36500. @default 35 */
  readonly retentionDays?: number;
  /** Days that its copy is kept, 1 to 36500. @default - as many */
  readonly copyRetentionDays?: number;
}

/** What is saved carries it: a database, a volume, a table. */
export const BACKUP_TAG = { key: "bulwark:backup", value: "daily" } as const;

/** https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlanInput.html */
const MOST_NAME = 50;
const CRON = /^cron\(([^\s()]+\s+){5}[^\s()]+\)$/;
const DAYS = [1, 36_500] as const;
/** Minutes in which a backup must begin, and in which it must end. */
const [START, COMPLETION] = [60, 480];

const POLICIES = ["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForRestores"];

/**
 * Saves everything that carries the tag, each day, and copies it to a second region where one is given.
 *
 * @throws InvalidPlatform when what it makes would not be kept as long as the vault wants, or for what AWS would refuse
 */
export class Backup extends Construct {
  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    const { vault, copyTo, schedule = "cron(0 3 * * ? *)", retentionDays = 35 } = props;
    const { copyRetentionDays = retentionDays } = props;
    if (!CRON.test(schedule)) throw scheduleWrong(this, schedule);
    this.requireDays("retentionDays", retentionDays, vault);
    if (copyTo) this.requireDays("copyRetentionDays", copyRetentionDays, copyTo);
    const copies = copyTo ? [{ destinationVaultArn: copyTo.arn, lifecycle: { deleteAfter: copyRetentionDays } }] : [];
    this.plan({
      ruleName: "daily",
      targetVaultName: vault.name,
      schedule,
      startWindow: START,
      completionWindow: COMPLETION,
      lifecycle: { deleteAfter: retentionDays },
      copyAction: copies,
    });
  }

  private requireDays(property: string, days: number, { minRetentionDays }: VaultReference): void {
    within(this, property, days, DAYS);
    if (days < minRetentionDays) throw shorterThanLock(this, days, minRetentionDays);
  }

  private plan(rule: BackupPlanRule): void {
    const name = physicalName(this, MOST_NAME);
    const plan = new BackupPlan(this, "Resource", { name, rule: [rule] });
    new BackupSelection(this, "selection", {
      name,
      planId: plan.id,
      iamRoleArn: this.role(name).arn,
      selectionTag: [{ type: "STRINGEQUALS", ...BACKUP_TAG }],
    });
  }

  private role(name: string): IamRole {
    const { id, partition } = Account.of(this);
    const role = new IamRole(this, "role", {
      name,
      assumeRolePolicy: assumedBy("backup.amazonaws.com", { StringEquals: { "aws:SourceAccount": id } }),
    });
    for (const policy of POLICIES) {
      const policyArn = `arn:${partition}:iam::aws:policy/service-role/${policy}`;
      new IamRolePolicyAttachment(this, policy, { role: role.name, policyArn });
    }
    return role;
  }
}
