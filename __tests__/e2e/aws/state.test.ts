import { DescribeContinuousBackupsCommand, DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import { DescribeKeyCommand, GetKeyRotationStatusCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { REGION, statementsOf } from "../../support/aws/aws-stack";
import {
  ACCOUNT,
  bootstrapProject,
  OWN_KEY,
  setAccount,
  SHOP_KEY,
  stateOf,
  STATES,
  statesOnDisk,
} from "../../support/aws/bootstrap-project";
import { Emulator } from "../../support/aws/emulator";
import { killOwnRun } from "../../support/aws/own-run";
import { startBulwark } from "../../support/platform/interrupted";
import type { TestProject } from "../../support/platform/project";

let emulator: Emulator;
let project: TestProject;
let s3: S3Client;
let kms: KMSClient;
let iam: IAMClient;
let dynamo: DynamoDBClient;

const state = (...words: readonly string[]) => project.bulwark("state", "shop", ...words);
const succeed = async (...words: readonly string[]) => (await project.succeed("state", "shop", ...words)).stdout;
const buckets = async () => ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).map(({ Name }) => Name).sort();
const head = (Key: string) => s3.send(new HeadObjectCommand({ Bucket: STATES, Key }));
const localState = () => project.path(".bulwark", "shop", "shop-bootstrap.tfstate");

jest.setTimeout(600_000);

beforeAll(async () => {
  emulator = await Emulator.start();
  Object.assign(process.env, emulator.variables);
  const client = emulator.client(REGION);
  [s3, kms, iam, dynamo] = [
    new S3Client(client),
    new KMSClient(client),
    new IAMClient(client),
    new DynamoDBClient(client),
  ];
  project = await bootstrapProject();
});

afterAll(async () => {
  for (const client of [s3, kms, iam, dynamo]) client?.destroy();
  await project?.remove();
  await emulator?.stop();
});

describe("credentials of another account", () => {
  const WORDS = `environment shop lies in the AWS account 999999999999, and these credentials are of ${ACCOUNT}`;

  beforeAll(() => setAccount(project, ACCOUNT, "999999999999"));
  afterAll(() => setAccount(project, "999999999999", ACCOUNT));

  it.each([["bootstrap"], ["versions"], ["restore", "x"], ["unlock"]])("are refused by %s", async (...words) => {
    const { code, stderr } = await state(...words);
    expect(stderr).toContain(WORDS);
    expect(code).toBe(3);
  });

  it("are told by doctor", async () => {
    const { code, stdout } = await project.bulwark("doctor", "shop", "--format", "json");
    const { checks } = JSON.parse(stdout) as { readonly checks: readonly object[] };
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: "AWS account",
        state: "wrong",
        remedy: expect.stringContaining(WORDS) as unknown,
      }),
    );
    expect(code).toBe(3);
  });

  it("have made nothing", async () => {
    expect(await buckets()).toEqual([]);
  });
});

describe("a bootstrap that is killed", () => {
  it("leaves a bucket, and a state on this machine", async () => {
    const run = startBulwark(project, "state", "shop", "bootstrap");
    while (!(existsSync(localState()) && readFileSync(localState(), "utf8").includes(`"bucket": "${STATES}"`)))
      await pause(20);
    await killOwnRun(run);
    expect(await buckets()).toContain(STATES);
    await expect(head(OWN_KEY)).rejects.toThrow();
  });

  it("goes on with the next one, which takes over only when asked what the killed one came not to note", async () => {
    forget("aws_s3_bucket");
    const asked = await state("bootstrap");
    expect(asked.stderr).toContain(`the account ${ACCOUNT} has`);
    expect(asked.stderr).toContain("and no state knows of it");
    expect(asked.code).toBe(1);
    expect(await succeed("bootstrap", "--yes")).toContain(
      `shop-bootstrap: applied; its state lies in ${STATES}/${OWN_KEY}, and no longer on this machine`,
    );
  });

  it("has left nothing on this machine then", async () => {
    expect(await statesOnDisk(project)).toEqual([]);
    expect(await head(OWN_KEY)).toMatchObject({ ServerSideEncryption: "aws:kms" });
  });

  it("finds nothing to change afterwards", async () => {
    expect(await succeed("bootstrap")).toContain("shop-bootstrap: no changes");
  });

  it("that was killed after the move loses its copy", async () => {
    const stored = await succeed("versions", "--stack", "shop-bootstrap", "--format", "json");
    expect(JSON.parse(stored)).toMatchObject({ bucket: STATES, key: OWN_KEY, stack: "shop-bootstrap" });
    await project.write(".bulwark/shop/shop-bootstrap.tfstate", stateOf(1, [], "another"));
    const other = await state("bootstrap");
    expect(other.stderr).toContain("is a state of another bootstrap than");
    expect(other.code).toBe(1);
    await project.write(".bulwark/shop/shop-bootstrap.tfstate", await currentText());
    expect(await succeed("bootstrap")).toContain("shop-bootstrap: no changes");
    expect(await statesOnDisk(project)).toEqual([]);
  });

  /** As if it had been killed between the account's answer and the note of it. */
  function forget(type: string): void {
    const known = JSON.parse(readFileSync(localState(), "utf8")) as { resources: { type: string }[] };
    const resources = known.resources.filter((one) => one.type !== type);
    writeFileSync(localState(), JSON.stringify({ ...known, resources }));
  }

  async function currentText(): Promise<string> {
    const { GetObjectCommand } = await import("@aws-sdk/client-s3");
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: STATES, Key: OWN_KEY }));
    return Body!.transformToString();
  }
});

describe("the bucket", () => {
  const at = { Bucket: STATES };

  it("keeps versions, under a key that rotates", async () => {
    expect((await s3.send(new GetBucketVersioningCommand(at))).Status).toBe("Enabled");
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand(at));
    const [rule] = ServerSideEncryptionConfiguration!.Rules!;
    expect(rule).toMatchObject({ BucketKeyEnabled: true });
    const { SSEAlgorithm, KMSMasterKeyID: KeyId } = rule!.ApplyServerSideEncryptionByDefault!;
    expect(SSEAlgorithm).toBe("aws:kms");
    expect(await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({ KeyRotationEnabled: true });
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: `alias/${STATES}` }));
    expect(KeyMetadata!.Arn).toBe(KeyId);
  });

  it("is its owner's alone and never public", async () => {
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand(at));
    expect(OwnershipControls!.Rules).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand(at));
    expect(Object.values(PublicAccessBlockConfiguration!)).toEqual([true, true, true, true]);
  });

  it("is noted in another one, and loses old versions but the newest", async () => {
    const { LoggingEnabled } = await s3.send(new GetBucketLoggingCommand(at));
    expect(LoggingEnabled).toMatchObject({ TargetBucket: `${STATES}-access-logs` });
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand(at));
    expect(Rules).toContainEqual(
      expect.objectContaining({
        Status: "Enabled",
        NoncurrentVersionExpiration: { NoncurrentDays: 90, NewerNoncurrentVersions: 20 },
      }),
    );
    expect(Rules).toContainEqual(expect.objectContaining({ Expiration: { ExpiredObjectDeleteMarker: true } }));
  });

  it("has a policy for TLS, for its key, and against deletes and edits", async () => {
    const statements = statementsOf((await s3.send(new GetBucketPolicyCommand(at))).Policy);
    expect(Object.keys(statements)).toEqual([
      "DenyWithoutTls",
      "DenyPutsWithoutKms",
      "DenyPutsWithOtherKeys",
      "DenyDeletes",
      "DenyDeletesOfVersions",
      "DenyEdits",
    ]);
    expect(statements["DenyEdits"]!["Condition"]).toEqual({
      ArnNotEquals: { "aws:PrincipalArn": [`arn:aws:iam::${ACCOUNT}:root`] },
    });
  });

  it("is copied into a second region, under a key of that one", async () => {
    const { ReplicationConfiguration } = await s3.send(new GetBucketReplicationCommand(at));
    const [rule] = ReplicationConfiguration!.Rules!;
    expect(rule).toMatchObject({ Status: "Enabled", DeleteMarkerReplication: { Status: "Disabled" } });
    expect(rule!.Destination).toMatchObject({
      Bucket: `arn:aws:s3:::${STATES}-replica`,
      EncryptionConfiguration: { ReplicaKmsKeyID: expect.stringContaining(":kms:eu-central-1:") as unknown },
    });
  });

  it("has a table for locks where that was asked for", async () => {
    const TableName = `${STATES}-locks`;
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({ DeletionProtectionEnabled: true, SSEDescription: { SSEType: "KMS" } });
    const { ContinuousBackupsDescription } = await dynamo.send(new DescribeContinuousBackupsCommand({ TableName }));
    expect(ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe("ENABLED");
  });
});

describe("the roles", () => {
  it.each(["shop-plan", "shop-apply"])(
    "%s is taken by one repository in one environment, under the boundary",
    async (name) => {
      const { Role } = await iam.send(new GetRoleCommand({ RoleName: name }));
      const trust = statementsOf(decodeURIComponent(Role!.AssumeRolePolicyDocument!))["AssumedByWorkflows"]!;
      expect(trust["Condition"]).toEqual({
        StringEquals: {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": ["repo:acme/shop-platform:environment:shop"],
        },
      });
      expect(Role!.PermissionsBoundary?.PermissionsBoundaryArn).toBe(`arn:aws:iam::${ACCOUNT}:policy/shop-boundary`);
    },
  );

  it("plan reads the states of the environment's own stacks, and no secret", async () => {
    const { PolicyDocument } = await iam.send(
      new GetRolePolicyCommand({ RoleName: "shop-plan", PolicyName: "shop-plan" }),
    );
    const statements = statementsOf(decodeURIComponent(PolicyDocument!));
    expect([statements["ReadStates"]!["Resource"]].flat()).toContain(`arn:aws:s3:::${STATES}/${SHOP_KEY}`);
    expect(statements["DenyWhatIsKept"]!["Action"]).toContain("secretsmanager:GetSecretValue");
  });

  it("cannot change the bucket, the key, themselves or their boundary", async () => {
    const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/shop-boundary`;
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const version = new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId });
    const { PolicyVersion } = await iam.send(version);
    const statements = statementsOf(decodeURIComponent(PolicyVersion!.Document!));
    expect(statements["DenyChangesOfTheStateBucket"]!["Resource"]).toBe(`arn:aws:s3:::${STATES}`);
    expect(statements["DenyChangesOfBootstrapIdentities"]!["Resource"]).toEqual([
      `arn:aws:iam::${ACCOUNT}:role/shop-plan`,
      `arn:aws:iam::${ACCOUNT}:role/shop-apply`,
      PolicyArn,
      `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
    ]);
  });
});

interface Version {
  readonly version: string;
  readonly serial: number;
  readonly undone: object | null;
}

const versions = async () =>
  (
    JSON.parse(await succeed("versions", "--stack", "shop", "--format", "json")) as {
      readonly versions: readonly Version[];
    }
  ).versions;
const put = (Key: string, Body: string) =>
  s3.send(
    new PutObjectCommand({
      Bucket: STATES,
      Key,
      Body,
      ServerSideEncryption: "aws:kms",
      SSEKMSKeyId: `alias/${STATES}`,
    }),
  );

describe("versions of a state", () => {
  beforeAll(async () => {
    await put(SHOP_KEY, stateOf(9, ["foreign"], "another-lineage"));
    await put(SHOP_KEY, stateOf(1, ["cart", "orders"]));
    await put(SHOP_KEY, stateOf(2, ["cart", "invoices"]));
  });

  it("are listed with what the write after each did", async () => {
    const [current, older] = await versions();
    expect(current).toMatchObject({ current: true, serial: 2, resources: 2, undone: null });
    expect(older).toMatchObject({
      ...{ current: false, serial: 1, resources: 2 },
      undone: { added: ["terraform_data.invoices"], removed: ["terraform_data.orders"], changed: [] },
    });
    expect(await succeed("versions", "--stack", "shop")).toMatch(
      /made terraform_data\.invoices; removed terraform_data\.orders/,
    );
  });

  it("are not restored while somebody holds the state, who is named, nor unasked", async () => {
    const lock = { ID: "11111111-2222-3333-4444-555555555555", Operation: "OperationTypeApply", Who: "eve@mars" };
    await put(
      `${SHOP_KEY}.tflock`,
      JSON.stringify({ ...lock, Info: "", Version: "1.11.4", Created: "2026-01-02T03:04:05Z", Path: SHOP_KEY }),
    );
    const { version } = (await versions())[1]!;
    expect((await state("restore", version, "--stack", "shop")).stderr).toContain(
      "goes back from serial 2 to what it was at 1",
    );
    const { code, stderr } = await state("restore", version, "--stack", "shop", "--yes");
    expect(stderr).toContain("the state is in use by eve@mars since 2026-01-02 03:04:05");
    expect(code).toBe(1);
    expect(await succeed("unlock", "--stack", "shop", "--yes")).toContain("shop: took away the lock of eve@mars");
  });

  it("are restored as a new version with a higher serial", async () => {
    const { version } = (await versions())[1]!;
    const said = await succeed("restore", version, "--stack", "shop", "--yes");
    const [current, before] = await versions();
    expect(current!.serial).toBeGreaterThan(2);
    expect(said).toContain(`shop: restored ${version} with 2 resources, as serial ${current!.serial}`);
    expect(before).toMatchObject({ serial: 2, undone: { added: ["terraform_data.orders"] } });
    expect(await head(SHOP_KEY)).toMatchObject({ ServerSideEncryption: "aws:kms" });
  });

  it("of another installation are refused, as are those that are not there", async () => {
    const foreign = (await versions()).find(({ serial }) => serial === 9)!;
    const { code, stderr } = await state("restore", foreign.version, "--stack", "shop", "--yes");
    expect(stderr).toContain("is a state of another installation, got: lineage another-lineage, now: lineage-of-shop");
    expect(code).toBe(1);
    const none = await state("restore", "no-such-version", "--stack", "shop", "--yes");
    expect(none.stderr).toContain("the state of shop has no version 'no-such-version'");
    expect(none.code).toBe(2);
    expect((await state("restore")).stderr).toContain("restore needs the version to go back to");
  });
});
