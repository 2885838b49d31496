import {
  BackupClient,
  DescribeBackupVaultCommand,
  GetBackupPlanCommand,
  ListBackupPlansCommand,
} from "@aws-sdk/client-backup";
import { BudgetsClient, DescribeBudgetsCommand } from "@aws-sdk/client-budgets";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeRepositoriesCommand, ECRClient, GetLifecyclePolicyCommand } from "@aws-sdk/client-ecr";
import { GetDetectorCommand, GuardDutyClient, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { GetTopicAttributesCommand, ListTopicsCommand, SNSClient } from "@aws-sdk/client-sns";
import { GetWebACLCommand, ListWebACLsCommand, WAFV2Client } from "@aws-sdk/client-wafv2";
import { Alarms, Backup, Firewall, Guard, ImageRegistry, Key, Notices, Vault } from "../../../constructs/aws";
import { awsStack, REGION } from "../../support/aws/aws-stack";
import { Emulator } from "../../support/aws/emulator";
import { AWS } from "../../support/plans/cloud";
import { PlanFolder } from "../../support/plans/plan-folder";

const ACCOUNT = "123456789012";

let emulator: Emulator;
let folder: PlanFolder;

jest.setTimeout(600_000);

const shop = awsStack((stack) => {
  const key = new Key(stack, "key", { description: "Images and backups" });
  const notices = new Notices(stack, "told", { mails: ["on-call@example.com"] });
  new Alarms(stack, "alarms", { notices });
  new ImageRegistry(stack, "images", { repositories: ["shop/api"], key });
  new Backup(stack, "backup", { vault: new Vault(stack, "vault", { keyArn: key.arn }) });
  new Guard(stack, "guard", { notices, monthlyUsDollars: 500 });
  new Firewall(stack, "wall");
});

beforeAll(async () => {
  emulator = await Emulator.start();
  folder = await PlanFolder.with(AWS, emulator.variables);
  folder.write(shop);
  await folder.apply();
});

afterAll(async () => {
  folder?.remove();
  await emulator?.stop();
});

it("has nothing pending after an apply", async () => {
  expect(await folder.pending()).toEqual([]);
});

it("has a registry whose tags stay as they are, which scans and forgets", async () => {
  const ecr = new ECRClient(emulator.client(REGION));
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}));
  expect(repositories).toEqual([
    expect.objectContaining({
      repositoryName: "shop/api",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: expect.objectContaining({ encryptionType: "KMS" }) as unknown,
    }),
  ]);
  const { lifecyclePolicyText } = await ecr.send(new GetLifecyclePolicyCommand({ repositoryName: "shop/api" }));
  expect(lifecyclePolicyText).toContain("untagged");
});

it("has a locked vault, and a plan that fills it each day", async () => {
  const backup = new BackupClient(emulator.client(REGION));
  const vault = await backup.send(new DescribeBackupVaultCommand({ BackupVaultName: "shop-vault" }));
  expect(vault).toMatchObject({ Locked: true, MinRetentionDays: 7 });
  const { BackupPlansList = [] } = await backup.send(new ListBackupPlansCommand({}));
  const { BackupPlan } = await backup.send(
    new GetBackupPlanCommand({ BackupPlanId: BackupPlansList[0]!.BackupPlanId }),
  );
  expect(BackupPlan?.Rules).toEqual([
    expect.objectContaining({ ScheduleExpression: "cron(0 3 * * ? *)", Lifecycle: { DeleteAfterDays: 35 } }),
  ]);
});

it("tells of a failed backup, over an encrypted topic", async () => {
  const watch = new CloudWatchClient(emulator.client(REGION));
  const { CompositeAlarms = [] } = await watch.send(new DescribeAlarmsCommand({ AlarmTypes: ["CompositeAlarm"] }));
  expect(CompositeAlarms).toEqual([
    expect.objectContaining({
      AlarmName: "shop-vault",
      AlarmRule: 'ALARM("shop-vault-failed") OR ALARM("shop-vault-copies")',
    }),
  ]);
  const sns = new SNSClient(emulator.client(REGION));
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}));
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: Topics[0]!.TopicArn }));
  expect(CompositeAlarms[0]!.AlarmActions).toEqual([Topics[0]!.TopicArn]);
  expect(Attributes?.["KmsMasterKeyId"]).toMatch(/:key\//);
});

it("looks for intruders, and at the costs", async () => {
  const guardDuty = new GuardDutyClient(emulator.client(REGION));
  const { DetectorIds = [] } = await guardDuty.send(new ListDetectorsCommand({}));
  const { Features = [], Status } = await guardDuty.send(new GetDetectorCommand({ DetectorId: DetectorIds[0] }));
  expect(Status).toBe("ENABLED");
  const enabled = Features.filter((feature) => feature.Status === "ENABLED").map(({ Name }) => Name);
  expect(enabled).toEqual(expect.arrayContaining(["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS"]));
  const budgets = new BudgetsClient(emulator.client(REGION));
  const { Budgets = [] } = await budgets.send(new DescribeBudgetsCommand({ AccountId: ACCOUNT }));
  expect(Budgets[0]).toMatchObject({ BudgetLimit: { Unit: "USD" }, TimeUnit: "MONTHLY" });
});

it("has a firewall that refuses who asks too often", async () => {
  const waf = new WAFV2Client(emulator.client(REGION));
  const { WebACLs = [] } = await waf.send(new ListWebACLsCommand({ Scope: "REGIONAL" }));
  const { Name, Id } = WebACLs[0]!;
  const { WebACL } = await waf.send(new GetWebACLCommand({ Scope: "REGIONAL", Name, Id }));
  const rate = WebACL?.Rules?.find((rule) => rule.Name === "rate");
  expect(rate?.Statement?.RateBasedStatement).toMatchObject({ Limit: 2000, AggregateKeyType: "IP" });
});

it("is gone after a destroy", async () => {
  await folder.destroy();
  const ecr = new ECRClient(emulator.client(REGION));
  expect((await ecr.send(new DescribeRepositoriesCommand({}))).repositories).toEqual([]);
});
