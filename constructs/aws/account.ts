import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { DataAwsRegion } from "@cdktf/provider-aws/lib/data-aws-region";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

const ID = "aws-account";

/**
 * The account and the region that a stack is applied in, as its provider says: asked once for a stack,
 * however many need them. To be asked in a constructor: while a stack is written, nothing new comes into it.
 */
export class Account extends Construct {
  static of(scope: Construct): Account {
    const stack = TerraformStack.of(scope);
    return (stack.node.tryFindChild(ID) as Account | undefined) ?? new Account(stack, ID);
  }

  /** Twelve digits. */
  readonly id: string;
  readonly region: string;
  /** `aws`, or that of China or of a government. */
  readonly partition: string;
  /** Principal of the account: what its own IAM policies allow. */
  readonly root: string;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.id = new DataAwsCallerIdentity(this, "identity").accountId;
    // `name` is deprecated in version 6 of the provider, and `region` is not there in version 5.
    this.region = new DataAwsRegion(this, "region").id;
    this.partition = new DataAwsPartition(this, "partition").partition;
    this.root = `arn:${this.partition}:iam::${this.id}:root`;
  }

  /** ARN of something in this account and region. @param rest `secret:shop/*` */
  arn(service: string, rest: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.id}:${rest}`;
  }
}
