import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { Account } from "../account";
import { assumedBy, policyOf, type Statement } from "../policy";

export interface RotationRoleProps {
  /** Name of the function and of its role. */
  readonly name: string;
  readonly secretArn: string;
  /** Secret of who may change others. @default - the user changes himself */
  readonly administratorArn?: string;
  /** Those of the secrets. */
  readonly keyArns: readonly string[];
  readonly logGroupArn: string;
}

const INTERFACES = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DescribeNetworkInterfaces"];

/** What the function that rotates is: it reads and writes one secret, and reads that of the administrator. */
export class RotationRole extends Construct {
  readonly arn: string;
  /** AWS refuses a function in a network before its role may make interfaces there. */
  readonly permission: IamRolePolicy;

  constructor(scope: Construct, id: string, props: RotationRoleProps) {
    super(scope, id);
    const account = Account.of(this);
    const role = new IamRole(this, "Resource", {
      name: props.name,
      description: "Rotates one secret",
      assumeRolePolicy: assumedBy("lambda.amazonaws.com"),
    });
    const functionArn = account.arn("lambda", `function:${props.name}`);
    this.permission = new IamRolePolicy(this, "policy", {
      name: "rotate",
      role: role.id,
      policy: policyOf([...secretsOf(props), keysOf(props, account.region), ...networkOf(functionArn), linesOf(props)]),
    });
    this.arn = role.arn;
  }
}

const secretsOf = ({ secretArn, administratorArn }: RotationRoleProps): readonly Statement[] => [
  {
    Sid: "RotateSecret",
    Effect: "Allow",
    Action: ["DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"].map(
      (action) => `secretsmanager:${action}`,
    ),
    Resource: secretArn,
  },
  ...(administratorArn === undefined ? [] : [readBy(administratorArn)]),
];

const readBy = (administratorArn: string): Statement => ({
  Sid: "ReadAdministrator",
  Effect: "Allow",
  Action: "secretsmanager:GetSecretValue",
  Resource: administratorArn,
});

const keysOf = ({ keyArns }: RotationRoleProps, region: string): Statement => ({
  Sid: "OpenSecrets",
  Effect: "Allow",
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  Resource: keyArns,
  Condition: { StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` } },
});

/**
 * Lambda puts the function into the network with the function's own role, and for no single interface; the code itself is
 * denied it. https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
const networkOf = (functionArn: string): readonly Statement[] => [
  { Sid: "JoinNetwork", Effect: "Allow", Action: INTERFACES, Resource: "*" },
  {
    Sid: "NotByItsCode",
    Effect: "Deny",
    Action: INTERFACES,
    Resource: "*",
    Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
  },
];

const linesOf = ({ logGroupArn }: RotationRoleProps): Statement => ({
  Sid: "WriteLines",
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: `${logGroupArn}:*`,
});
