import type { Construct } from "constructs";
import { Alarms, Audit, Backup, Guard, ImageRegistry, Key, Notices, Vault } from "../constructs/aws";
import { AwsStack, type AwsStackProps } from "./aws-stack";

/** What is there for the account as a whole: who is told, who looks, what was done, and what outlives a platform. */
export class AccountStack extends AwsStack {
  constructor(scope: Construct, props: AwsStackProps) {
    super(scope, "account", props);
    const { notices, audit, images, database } = props.aws;
    if (audit) new Audit(this, "audit", { bucketName: audit.bucket, lockedDays: audit.lockedDays });
    if (images) this.registry(images.repositories);
    if (notices) this.watch(notices);
    // Not beside what is saved: a vault goes only once it is empty.
    if (database) this.backup();
  }

  private registry(repositories: readonly string[]): void {
    const key = new Key(this, "images-key", { description: "Images that the platform runs" });
    this.gives("image_urls", new ImageRegistry(this, "images", { repositories, key }).urls);
  }

  private watch({ mails, monthlyUsDollars }: NonNullable<AwsStackProps["aws"]["notices"]>): void {
    const notices = new Notices(this, "notices", { mails });
    if (monthlyUsDollars !== undefined) new Guard(this, "guard", { notices, monthlyUsDollars });
    new Alarms(this, "alarms", { notices });
    this.gives("notices_topic_arn", notices.topicArn);
  }

  private backup(): void {
    const key = new Key(this, "backup-key", { description: "Backups of what carries the tag for them" });
    const vault = new Vault(this, "vault", { keyArn: key.arn });
    new Backup(this, "backup", { vault });
    this.gives("backup_vault_arn", vault.arn);
  }
}
