import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { Construct } from "constructs";
import { Account } from "../account";
import type { DatabaseReference } from "../database";
import type { KeyReference } from "../key";
import { LogGroup } from "../network";
import { mainOf } from "../private/after";
import { oneOf, subnetsOver, within } from "../private/checks";
import { physicalName } from "../private/physical-name";
import type { Placement } from "../private/placement";
import { rotationCode } from "./code";
import { RotationNetwork } from "./rotation-network";
import { RotationRole } from "./rotation-role";
import type { SecretReference } from "./secret";

/** How a password is changed while it is in use. */
export enum RotationStrategy {
  /** Two users take turns, and the one before stays valid until the next rotation: nobody is refused. */
  ALTERNATING_USERS = "alternating-users",
  /** The user changes his own password: who still has the old one is refused. */
  SINGLE_USER = "single-user",
}

export interface PostgresRotationProps {
  /** What is rotated: JSON with `username`, `password`, `host`, `port` and `dbname`. */
  readonly secret: SecretReference;
  /** Encrypts the secret, and the settings and the lines of the function. */
  readonly key: KeyReference;
  readonly database: DatabaseReference;
  /** Name of the database that is connected to. @default "app" */
  readonly databaseName?: string;
  /** Encrypts the master secret of the database. @default - the key above */
  readonly masterKey?: KeyReference;
  /** The private subnets of at least two zones take the function. */
  readonly network: Pick<Placement, "vpcId" | "cidr" | "privateSubnetIds">;
  /** @default RotationStrategy.ALTERNATING_USERS */
  readonly strategy?: RotationStrategy;
  /** Days between two rotations, 1 to 1000. @default 30 */
  readonly everyDays?: number;
  /** Days that the lines of the function are kept. @default 90 */
  readonly logRetentionDays?: number;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html */
const DAYS = [1, 1000] as const;
/** Of functions and roles. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const MOST_NAME = 64;
/** Has the certificates of RDS, and Node reads it only when told. https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html */
const CERTIFICATES = "/var/runtime/ca-cert.pem";

/**
 * Rotates the password of a user of PostgreSQL. The function's source is `functions/rotate-postgres/`.
 *
 * @throws InvalidPlatform for what AWS would refuse, and when the function was not built
 */
export class PostgresRotation extends Construct {
  readonly securityGroupId: string;
  readonly functionName: string;

  constructor(scope: Construct, id: string, props: PostgresRotationProps) {
    super(scope, id);
    const { secret, network, database, everyDays = 30, strategy = RotationStrategy.ALTERNATING_USERS } = props;
    within(this, "everyDays", everyDays, DAYS);
    oneOf(this, "strategy", strategy, Object.values(RotationStrategy));
    subnetsOver(this, network.privateSubnetIds, 2);
    this.functionName = physicalName(this, MOST_NAME);
    const name = this.functionName;
    this.securityGroupId = new RotationNetwork(this, "network", { name, network, database }).securityGroupId;
    const made = this.function(props, strategy === RotationStrategy.SINGLE_USER ? undefined : database.masterSecretArn);
    new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: secret.arn,
      rotationLambdaArn: made.arn,
      // There may be no value yet.
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: everyDays },
      dependsOn: [this.permission(made, secret)],
    });
  }

  private function(props: PostgresRotationProps, administratorArn: string | undefined): LambdaFunction {
    const { key, logRetentionDays = 90, network } = props;
    const logs = new LogGroup(this, "logs", {
      name: `/aws/lambda/${this.functionName}`,
      retentionDays: logRetentionDays,
      key,
    });
    const role = this.role(props, administratorArn, logs.arn);
    const code = rotationCode(this);
    return new LambdaFunction(this, "Resource", {
      functionName: this.functionName,
      description: "Rotates the password of a user of PostgreSQL",
      ...{ runtime: "nodejs22.x", architectures: ["arm64"], handler: "index.handler" },
      ...{ filename: code.path, sourceCodeHash: code.assetHash, role: role.arn },
      ...{ timeout: 60, memorySize: 256, reservedConcurrentExecutions: 1 },
      kmsKeyArn: key.arn,
      environment: { variables: variablesOf(props, administratorArn) },
      vpcConfig: { subnetIds: [...network.privateSubnetIds], securityGroupIds: [this.securityGroupId] },
      loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      dependsOn: [role.permission, ...mainOf(logs)],
    });
  }

  private role(props: PostgresRotationProps, administratorArn: string | undefined, logGroupArn: string): RotationRole {
    const { key, masterKey = key, secret } = props;
    const keyArns = administratorArn === undefined ? [key.arn] : [...new Set([key.arn, masterKey.arn])];
    return new RotationRole(this, "role", {
      name: this.functionName,
      ...{ secretArn: secret.arn, administratorArn, keyArns, logGroupArn },
    });
  }

  private permission({ functionName }: LambdaFunction, { arn }: SecretReference): LambdaPermission {
    return new LambdaPermission(this, "permission", {
      functionName,
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: Account.of(this).id,
      sourceArn: arn,
    });
  }
}

const variablesOf = (
  { secret, database, databaseName = "app" }: PostgresRotationProps,
  administratorArn: string | undefined,
): Readonly<Record<string, string>> => ({
  SECRET_ARN: secret.arn,
  ...(administratorArn === undefined ? {} : { ADMINISTRATOR_SECRET_ARN: administratorArn }),
  DATABASE_HOST: database.address,
  DATABASE_PORT: String(database.port),
  DATABASE_NAME: databaseName,
  NODE_EXTRA_CA_CERTS: CERTIFICATES,
});
