import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretPolicy } from "@cdktf/provider-aws/lib/secretsmanager-secret-policy";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import type { KeyReference } from "../key";
import { policyOf, type Statement } from "../policy";
import { named, type NameRule } from "../private/checks";
import { physicalName } from "../private/physical-name";
import { reasonMissing, recoveryUnsaid } from "./errors";

/** A secret that is there: of this stack, or of another one. */
export interface SecretReference {
  readonly arn: string;
}

export interface SecretProps {
  /** What it opens, for whoever finds it in the account. */
  readonly description: string;
  /** Encrypts the value. */
  readonly key: KeyReference;
  /** Name in the account, slashes allowed. @default - the stack and the ids below it */
  readonly name?: string;
  /** Days in which a deletion can be taken back, 7 to 30. @default 30 */
  readonly recoveryWindowDays?: number;
  /** Why nobody will want it back: it is then gone at once. @default - a deletion can be taken back */
  readonly withoutRecovery?: string;
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html */
const MOST_NAME = 512;

const NAME: NameRule = {
  pattern: /^[\w/+=.@-]{1,512}$/,
  inWords: "at most 512 letters, digits and /_+=.@-",
};

/**
 * A secret whose value Terraform never sees: the function that rotates it writes it, or whoever runs
 * `aws secretsmanager put-secret-value`.
 *
 * @throws InvalidPlatform for what Secrets Manager would refuse, and for a deletion that cannot be taken back
 */
export class Secret extends Construct implements SecretReference {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: SecretProps) {
    super(scope, id);
    this.name = props.name ?? physicalName(this, MOST_NAME);
    named(this, "name", this.name, NAME);
    const secret = new SecretsmanagerSecret(this, "Resource", {
      name: this.name,
      description: props.description,
      kmsKeyId: props.key.arn,
      recoveryWindowInDays: this.recovery(props),
    });
    this.arn = secret.arn;
    new SecretsmanagerSecretPolicy(this, "policy", {
      secretArn: this.arn,
      policy: policyOf([NOT_IN_CLEAR, notFromElsewhere(Account.of(this).id)]),
      blockPublicPolicy: true,
    });
  }

  private recovery({ recoveryWindowDays = 30, withoutRecovery }: SecretProps): number {
    if (withoutRecovery?.trim() === "") throw reasonMissing(this);
    if (withoutRecovery !== undefined) return 0;
    const isKnown = !Token.isUnresolved(recoveryWindowDays);
    if (isKnown && !(Number.isInteger(recoveryWindowDays) && recoveryWindowDays >= 7 && recoveryWindowDays <= 30)) {
      throw recoveryUnsaid(this, recoveryWindowDays);
    }
    return recoveryWindowDays;
  }
}

const NOT_IN_CLEAR: Statement = {
  Sid: "DeniedWithoutTls",
  Effect: "Deny",
  Principal: "*",
  Action: "secretsmanager:*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

/** Services of AWS that act for the account have no account of their own. */
const notFromElsewhere = (account: string): Statement => ({
  Sid: "DeniedToOtherAccounts",
  Effect: "Deny",
  Principal: "*",
  Action: "secretsmanager:*",
  Resource: "*",
  Condition: {
    StringNotEquals: { "aws:PrincipalAccount": account },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  },
});
