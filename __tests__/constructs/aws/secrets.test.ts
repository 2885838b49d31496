import fs from "node:fs";
import { PostgresRotation, RotationStrategy, Secret } from "../../../constructs/aws";
import type { PostgresRotationProps, SecretProps } from "../../../constructs/aws";
import { rotationCode } from "../../../constructs/aws/secrets/code";
import { awsStack, statementsOf, theOnly } from "../../support/aws/aws-stack";
import { allOf, KEY, NETWORK } from "../../support/aws/data-network";
import { ensureRotationBundle } from "../../support/aws/rotation-bundle";

const secretWith = (changed: Partial<SecretProps> = {}) =>
  awsStack((stack) => new Secret(stack, "api", { description: "Opens rows", key: KEY, ...changed }));

describe("a secret", () => {
  it("has no value here, and comes back for a month after it was deleted", () => {
    const json = secretWith();
    expect(theOnly(json, "aws_secretsmanager_secret")).toEqual({
      name: "shop-api",
      description: "Opens rows",
      kms_key_id: KEY.arn,
      recovery_window_in_days: 30,
    });
    expect(allOf(json, "aws_secretsmanager_secret_version")).toEqual([]);
  });

  it("is denied to other accounts, and to whoever asks in clear", () => {
    const { policy, block_public_policy } = theOnly(secretWith(), "aws_secretsmanager_secret_policy");
    expect(block_public_policy).toBe(true);
    expect(statementsOf(policy)).toMatchObject({
      DeniedWithoutTls: { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      DeniedToOtherAccounts: {
        Effect: "Deny",
        Principal: "*",
        Condition: {
          StringNotEquals: { "aws:PrincipalAccount": expect.stringContaining("aws_caller_identity") as unknown },
          BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    });
  });

  it("is gone at once where somebody says why", () => {
    const json = secretWith({ withoutRecovery: "made again for each test" });
    expect(theOnly(json, "aws_secretsmanager_secret")["recovery_window_in_days"]).toBe(0);
  });

  it.each<[Partial<SecretProps>, string]>([
    [
      { recoveryWindowDays: 0 },
      "[shop/api] recoveryWindowDays must be 7 to 30, got: 0\nPass 30, or withoutRecovery with the reason why nobody will want the secret back.",
    ],
    [
      { recoveryWindowDays: 31 },
      "[shop/api] recoveryWindowDays must be 7 to 30, got: 31\nPass 30, or withoutRecovery with the reason why nobody will want the secret back.",
    ],
    [
      { withoutRecovery: " " },
      "[shop/api] withoutRecovery says no reason, got: ''\nSay why nobody will want the secret back, or leave it out.",
    ],
    [
      { name: "shop api" },
      "[shop/api] name must be at most 512 letters, digits and /_+=.@-, got: shop api\nPass another name.",
    ],
  ])("is refused with %j", (wrong, message) => {
    expect(() => secretWith(wrong)).toThrow(message);
  });
});

describe("a rotation", () => {
  beforeAll(ensureRotationBundle);

  const props: PostgresRotationProps = {
    secret: { arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/api-a1b2c3" },
    key: KEY,
    network: NETWORK,
    database: {
      address: "db.example",
      port: 5432,
      securityGroupId: "sg-db",
      masterSecretArn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:master-a1b2c3",
    },
  };
  const rotationWith = (changed: Partial<PostgresRotationProps> = {}) =>
    awsStack((stack) => new PostgresRotation(stack, "rotation", { ...props, ...changed }));

  it("is made each month by a function of this secret alone", () => {
    const json = rotationWith();
    expect(theOnly(json, "aws_secretsmanager_secret_rotation")).toMatchObject({
      secret_id: props.secret.arn,
      rotate_immediately: false,
      rotation_rules: { automatically_after_days: 30 },
    });
    expect(theOnly(json, "aws_lambda_permission")).toMatchObject({
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      source_account: expect.stringContaining("aws_caller_identity") as unknown,
      source_arn: props.secret.arn,
    });
  });

  it("runs one function at a time, in the network, with encrypted settings", () => {
    expect(theOnly(rotationWith(), "aws_lambda_function")).toMatchObject({
      function_name: "shop-rotation",
      runtime: "nodejs22.x",
      handler: "index.handler",
      filename: expect.stringMatching(/^assets\/.+\/archive\.zip$/) as unknown,
      reserved_concurrent_executions: 1,
      kms_key_arn: KEY.arn,
      vpc_config: { subnet_ids: NETWORK.privateSubnetIds },
      environment: {
        variables: {
          SECRET_ARN: props.secret.arn,
          ADMINISTRATOR_SECRET_ARN: props.database.masterSecretArn,
          DATABASE_HOST: "db.example",
          DATABASE_PORT: "5432",
          DATABASE_NAME: "app",
          NODE_EXTRA_CA_CERTS: "/var/runtime/ca-cert.pem",
        },
      },
    });
  });

  it("reads and writes its secret, reads the administrator's, and may no more", () => {
    const statements = statementsOf(theOnly(rotationWith(), "aws_iam_role_policy")["policy"]);
    expect(Object.keys(statements)).toEqual([
      ...["RotateSecret", "ReadAdministrator", "OpenSecrets", "JoinNetwork", "NotByItsCode", "WriteLines"],
    ]);
    expect(statements).toMatchObject({
      RotateSecret: {
        Action: [
          "secretsmanager:DescribeSecret",
          "secretsmanager:GetSecretValue",
          "secretsmanager:PutSecretValue",
          "secretsmanager:UpdateSecretVersionStage",
        ],
        Resource: props.secret.arn,
      },
      ReadAdministrator: { Action: "secretsmanager:GetSecretValue", Resource: props.database.masterSecretArn },
      OpenSecrets: {
        Resource: [KEY.arn],
        Condition: { StringEquals: { "kms:ViaService": expect.stringMatching(/^secretsmanager\./) as unknown } },
      },
      NotByItsCode: { Effect: "Deny" },
    });
  });

  it("opens the master secret with its own key", () => {
    const masterKey = { arn: `${KEY.arn}-master` };
    const statements = statementsOf(theOnly(rotationWith({ masterKey }), "aws_iam_role_policy")["policy"]);
    expect(statements["OpenSecrets"]).toMatchObject({ Resource: [KEY.arn, masterKey.arn] });
  });

  it("has no administrator where a user changes himself", () => {
    const json = rotationWith({ strategy: RotationStrategy.SINGLE_USER });
    const { environment } = theOnly(json, "aws_lambda_function");
    expect(environment).not.toMatchObject({ variables: { ADMINISTRATOR_SECRET_ARN: expect.anything() as unknown } });
    expect(statementsOf(theOnly(json, "aws_iam_role_policy")["policy"])["ReadAdministrator"]).toBeUndefined();
  });

  it("reaches the database and the endpoints, and nothing reaches it", () => {
    const json = rotationWith();
    const reached = allOf(json, "aws_vpc_security_group_egress_rule");
    expect(reached.map((rule) => [rule["referenced_security_group_id"] ?? rule["cidr_ipv4"], rule["to_port"]])).toEqual(
      [
        ["sg-db", 5432],
        ["10.0.0.0/16", 443],
      ],
    );
    expect(theOnly(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({ security_group_id: "sg-db" });
  });

  it("keeps its lines encrypted for a while", () => {
    expect(theOnly(rotationWith(), "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/lambda/shop-rotation",
      retention_in_days: 90,
      kms_key_id: KEY.arn,
    });
  });

  it("has code that is the same wherever it is built", () => {
    const hashes = ["one", "two"].map((name) => {
      let hash = "";
      awsStack((stack) => (hash = rotationCode(stack).assetHash), name);
      return hash;
    });
    expect(hashes[0]).toMatch(/^[0-9A-F]{32}$/);
    expect(hashes[0]).toBe(hashes[1]);
  });

  it("is refused when its function was not built", () => {
    awsStack((stack) => {
      const looked = jest.spyOn(fs, "existsSync").mockReturnValue(false);
      const made = () => rotationCode(stack);
      expect(made).toThrow(
        "[shop] the function that rotates is not there, got: dist/functions/rotate-postgres\nRun npm run build, which makes it.",
      );
      looked.mockRestore();
    });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ everyDays: 0 }, "[shop/rotation] everyDays must be 1 to 1000, got: 0\nPass a whole number within."],
    [
      { strategy: "both" },
      "[shop/rotation] strategy is not supported, got: both\nPass one of alternating-users, single-user.",
    ],
    [
      { network: { ...NETWORK, privateSubnetIds: ["subnet-1a"] } },
      "[shop/rotation] needs subnets in at least 2 zones, got: 1\nPass the subnets of a network over more zones.",
    ],
  ])("is refused with %j", (wrong, message) => {
    expect(() => rotationWith(wrong)).toThrow(message);
  });
});
