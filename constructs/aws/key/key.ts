import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { policyOf, type Statement } from "../policy";
import { physicalName } from "../private/physical-name";
import { deletionWindowOutside, rotationOutside } from "./errors";

/** A key that is there: of this stack, or of another one. */
export interface KeyReference {
  readonly arn: string;
}

export interface KeyProps {
  /** What it encrypts, for whoever finds it in the account. */
  readonly description: string;
  /** Name of the alias. @default - the stack and the ids below it */
  readonly name?: string;
  /** Days between two rotations, 90 to 2560. @default 365 */
  readonly rotationDays?: number;
  /** Days in which a deletion can be taken back, 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;
  /** Can be replicated into other regions. Cannot be changed later. @default false */
  readonly multiRegion?: boolean;
}

/** AWS allows 256 characters, `alias/` included. https://docs.aws.amazon.com/kms/latest/developerguide/limits.html */
const MOST_ALIAS = 250;

/**
 * A key of KMS that rotates itself. Who may use it is said by the account's IAM policies, and by `allow` for services of
 * AWS that act for nobody.
 *
 * @throws InvalidPlatform when a number is outside of what KMS takes
 */
export class Key extends Construct implements KeyReference {
  readonly arn: string;
  readonly id: string;
  private readonly statements: Statement[] = [];

  constructor(scope: Construct, id: string, props: KeyProps) {
    super(scope, id);
    const { description, rotationDays = 365, deletionWindowDays = 30, multiRegion = false } = props;
    if (rotationDays < 90 || rotationDays > 2560) throw rotationOutside(this, rotationDays);
    if (deletionWindowDays < 7 || deletionWindowDays > 30) throw deletionWindowOutside(this, deletionWindowDays);
    const { root } = Account.of(this);
    const key = new KmsKey(this, "Resource", {
      description,
      enableKeyRotation: true,
      rotationPeriodInDays: rotationDays,
      deletionWindowInDays: deletionWindowDays,
      multiRegion,
      policy: Lazy.stringValue({ produce: () => policyOf([ownedBy(root), ...this.statements]) }),
    });
    new KmsAlias(this, "alias", {
      name: `alias/${props.name ?? physicalName(this, MOST_ALIAS)}`,
      targetKeyId: key.keyId,
    });
    this.arn = key.arn;
    this.id = key.keyId;
  }

  /**
   * Lets a service of AWS use the key for this account's sake.
   *
   * @param service principal, such as `logs.eu-west-1.amazonaws.com`
   * @param condition which of this account's resources it must act for; a service that can be asked by others needs one
   */
  allow(service: string, condition: NonNullable<Statement["Condition"]>): void {
    this.statements.push({
      // The region may be known only later, and a token has another number in each synthesis.
      Sid: `UsedBy${service.split(".")[0]!.replace(/[^A-Za-z0-9]/g, "")}${this.statements.length}`,
      Effect: "Allow",
      Principal: { Service: service },
      Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
      Resource: "*",
      Condition: condition,
    });
  }
}

/** Without it nobody could ever change the key again. https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
const ownedBy = (root: string): Statement => ({
  Sid: "OwnedByAccount",
  Effect: "Allow",
  Principal: { AWS: root },
  Action: "kms:*",
  Resource: "*",
});
