import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { outcomeOf, type Outcome } from "../engine/engine";
import { REGION } from "./aws-stack";
import type { Emulator } from "./emulator";
import { withoutEngine } from "./functions";
import type { PostgresServer } from "./postgres-server";
import { bundleRotation } from "./rotation-bundle";

const MODULES = join(__dirname, "..", "..", "..", "node_modules");
export const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
export type Step = (typeof STEPS)[number];
export type Value = Readonly<Record<string, unknown>> & { readonly username: string; readonly password: string };

/** Calls the handler of the bundle as Lambda does, and prints what it throws. */
const CALL = `require(process.argv[1]).handler(JSON.parse(process.argv[2]))
  .catch((error) => { console.error(error); process.exitCode = 1; });`;

/** Does what Secrets Manager does: labels versions, and calls the function for each step of a rotation. */
export class Rotator {
  static async with(emulator: Emulator, server: PostgresServer): Promise<Rotator> {
    const rotator = new Rotator(emulator, server);
    await rotator.makeFunction();
    return rotator;
  }

  private readonly folder = mkdtempSync(join(tmpdir(), "bulwark-rotation-"));
  private readonly bundle = bundleRotation(join(this.folder, "index.js"));
  private readonly secrets: SecretsManagerClient;
  private functionArn = "";
  private said = "";

  private constructor(
    private readonly emulator: Emulator,
    private readonly server: PostgresServer,
  ) {
    this.secrets = new SecretsManagerClient(emulator.client(REGION));
  }

  /** All that the function wrote so far. */
  get output(): string {
    return this.said;
  }

  async secret(value: object | string): Promise<string> {
    const SecretString = typeof value === "string" ? value : JSON.stringify(value);
    const { ARN } = await this.secrets.send(new CreateSecretCommand({ Name: `tests/${randomUUID()}`, SecretString }));
    return ARN!;
  }

  async valueOf(secret: string, VersionStage = "AWSCURRENT"): Promise<Value> {
    const { SecretString } = await this.secrets.send(new GetSecretValueCommand({ SecretId: secret, VersionStage }));
    return JSON.parse(SecretString!) as Value;
  }

  async write(SecretId: string, value: object): Promise<void> {
    await this.secrets.send(new PutSecretValueCommand({ SecretId, SecretString: JSON.stringify(value) }));
  }

  /** Begins a rotation. @returns the version that is to be made */
  async begin(SecretId: string): Promise<string> {
    const ClientRequestToken = randomUUID();
    await this.endLast(SecretId);
    const RotationRules = { AutomaticallyAfterDays: 30 };
    const rotation = { SecretId, ClientRequestToken, RotationRules, RotationLambdaARN: this.functionArn };
    await this.secrets.send(new RotateSecretCommand(rotation));
    return ClientRequestToken;
  }

  /** Begins a rotation, and does all of it. @throws Error with what the function wrote */
  async rotate(secret: string, administrator?: string): Promise<void> {
    const version = await this.begin(secret);
    for (const step of STEPS) await this.succeed(step, { secret, version, administrator });
  }

  async succeed(step: Step, call: Call): Promise<void> {
    const { code, stderr } = await this.call(step, call);
    if (code !== 0) throw new Error(`${step}: ${stderr}`);
  }

  async call(step: string, { secret, version, administrator, settings = {} }: Call): Promise<Outcome> {
    const event = { SecretId: secret, ClientRequestToken: version, Step: step };
    const outcome = await outcomeOf(process.execPath, ["-e", CALL, this.bundle, JSON.stringify(event)], {
      ...{ PATH: process.env["PATH"], NODE_PATH: MODULES, NODE_EXTRA_CA_CERTS: this.server.authority },
      ...{ ...this.emulator.variables, AWS_REGION: REGION },
      ...{ SECRET_ARN: secret, ...(administrator === undefined ? {} : { ADMINISTRATOR_SECRET_ARN: administrator }) },
      ...{ DATABASE_HOST: this.server.host, DATABASE_PORT: String(this.server.port), DATABASE_NAME: "app" },
      ...settings,
    });
    this.said += outcome.stdout + outcome.stderr;
    return outcome;
  }

  remove(): void {
    this.secrets.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The emulator takes a label that stays where it was for a rotation that goes on. */
  private async endLast(SecretId: string): Promise<void> {
    const { VersionIdsToStages = {} } = await this.secrets.send(new DescribeSecretCommand({ SecretId }));
    const ended = Object.keys(VersionIdsToStages).find((id) =>
      ["AWSPENDING", "AWSCURRENT"].every((stage) => VersionIdsToStages[id]!.includes(stage)),
    );
    if (ended === undefined) return;
    const end = { SecretId, VersionStage: "AWSPENDING", RemoveFromVersionId: ended };
    await this.secrets.send(new UpdateSecretVersionStageCommand(end));
  }

  /** One that the emulator calls in place of ours. */
  private async makeFunction(): Promise<void> {
    await withoutEngine(this.emulator);
    const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sts:AssumeRole" }] };
    const iam = new IAMClient(this.emulator.client(REGION));
    const made = new CreateRoleCommand({ RoleName: "rotates", AssumeRolePolicyDocument: JSON.stringify(trust) });
    const { Role } = await iam.send(made);
    const lambda = new LambdaClient(this.emulator.client(REGION));
    const { FunctionArn } = await lambda.send(
      new CreateFunctionCommand({
        ...{ FunctionName: "rotates", Role: Role!.Arn, Runtime: "nodejs22.x", Handler: "index.handler" },
        Code: { ZipFile: Buffer.from("") },
      }),
    );
    this.functionArn = FunctionArn!;
    iam.destroy();
    lambda.destroy();
  }
}

export interface Call {
  readonly secret: string;
  readonly version: string;
  /** @default - the user changes himself */
  readonly administrator?: string | undefined;
  /** Settings of the function that are other than usual. */
  readonly settings?: Readonly<Record<string, string>>;
}
