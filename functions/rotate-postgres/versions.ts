import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from "@aws-sdk/client-secrets-manager";
import { credentialsOf, type Credentials } from "./credentials";
import { notPending, rotationOff } from "./errors";

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html#term_version */
export type Stage = "AWSCURRENT" | "AWSPENDING" | "AWSPREVIOUS";

/** The versions of one secret, while one of them is made. */
export class Versions {
  private readonly client = new SecretsManagerClient({});

  constructor(
    private readonly secret: string,
    private readonly pending: string,
  ) {}

  /** @returns whether the rotation has ended already. @throws Error for a version that is not to be rotated */
  async isDone(): Promise<boolean> {
    const { RotationEnabled, VersionIdsToStages = {} } = await this.describe();
    if (RotationEnabled !== true) throw rotationOff(this.secret);
    const stages = VersionIdsToStages[this.pending] ?? [];
    if (stages.includes("AWSCURRENT")) return true;
    if (!stages.includes("AWSPENDING")) throw notPending(this.secret, this.pending);
    return false;
  }

  current(): Promise<Credentials> {
    return this.read({ VersionStage: "AWSCURRENT" });
  }

  previous(): Promise<Credentials | undefined> {
    return orNothing(this.read({ VersionStage: "AWSPREVIOUS" }));
  }

  made(): Promise<Credentials> {
    return this.read({ VersionId: this.pending, VersionStage: "AWSPENDING" });
  }

  tryMade(): Promise<Credentials | undefined> {
    return orNothing(this.made());
  }

  async make(value: Credentials): Promise<void> {
    await this.client.send(
      new PutSecretValueCommand({
        SecretId: this.secret,
        ClientRequestToken: this.pending,
        SecretString: JSON.stringify(value),
        VersionStages: ["AWSPENDING"],
      }),
    );
  }

  /** Everybody who asks for the secret has the new value from now on. */
  async finish(): Promise<void> {
    const { VersionIdsToStages = {} } = await this.describe();
    const before = Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]!.includes("AWSCURRENT"));
    await this.client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: this.secret,
        VersionStage: "AWSCURRENT",
        MoveToVersionId: this.pending,
        RemoveFromVersionId: before,
      }),
    );
  }

  private describe() {
    return this.client.send(new DescribeSecretCommand({ SecretId: this.secret }));
  }

  private async read(version: { readonly VersionId?: string; readonly VersionStage: Stage }): Promise<Credentials> {
    const { SecretString } = await this.client.send(new GetSecretValueCommand({ SecretId: this.secret, ...version }));
    return credentialsOf(this.secret, SecretString);
  }
}

/** The value of a secret that is not rotated here. */
export async function valueOf(secret: string): Promise<Credentials> {
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: secret }));
  return credentialsOf(secret, SecretString);
}

async function orNothing(value: Promise<Credentials>): Promise<Credentials | undefined> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
