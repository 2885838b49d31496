import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient, ListAliasesCommand } from "@aws-sdk/client-kms";
import { Key } from "../../../constructs/aws";
import { awsStack, REGION } from "../../support/aws/aws-stack";
import { Emulator } from "../../support/aws/emulator";
import { AWS } from "../../support/plans/cloud";
import { PlanFolder } from "../../support/plans/plan-folder";

let emulator: Emulator;
let folder: PlanFolder;
let kms: KMSClient;

jest.setTimeout(300_000);

beforeAll(async () => {
  emulator = await Emulator.start();
  kms = new KMSClient(emulator.client(REGION));
  folder = await PlanFolder.with(AWS, emulator.variables);
  folder.write(awsStack((stack) => new Key(stack, "rows", { description: "Rows", rotationDays: 180 })));
  await folder.apply();
});

afterAll(async () => {
  kms?.destroy();
  folder?.remove();
  await emulator?.stop();
});

it("has nothing pending after an apply", async () => {
  expect(await folder.pending()).toEqual([]);
});

it("made a key that rotates, under a name", async () => {
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  const KeyId = Aliases.find(({ AliasName }) => AliasName === "alias/shop-rows")?.TargetKeyId;
  const rotation = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
  expect(rotation).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 180 });
});

it("is deleted a month after it is destroyed", async () => {
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  const KeyId = Aliases.find(({ AliasName }) => AliasName === "alias/shop-rows")?.TargetKeyId;
  await folder.destroy();
  const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
  expect(KeyMetadata?.KeyState).toBe("PendingDeletion");
  expect((KeyMetadata!.DeletionDate!.getTime() - Date.now()) / 86_400_000).toBeGreaterThan(29);
});
