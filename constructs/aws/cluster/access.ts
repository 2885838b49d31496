import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { letInTwice, notARole } from "./errors";

export interface AccessProps {
  readonly clusterName: string;
  readonly administrators: readonly string[];
  readonly viewers: readonly string[];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html */
const ADMINISTRATOR = "AmazonEKSClusterAdminPolicy";
/** Sees everything but secrets. */
const VIEWER = "AmazonEKSViewPolicy";

const ROLE = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?!aws-service-role\/)([\w+=,.@/-]+)$/;

/**
 * Who is let into a cluster: roles of IAM, each by an entry that the API of EKS lists.
 *
 * @throws InvalidPlatform when it is no role, or one of them twice
 */
export class Access extends Construct {
  constructor(scope: Construct, id: string, props: AccessProps) {
    super(scope, id);
    const { administrators, viewers } = props;
    const all = [...administrators, ...viewers];
    const twice = all.find((arn, index) => all.indexOf(arn) !== index);
    if (twice !== undefined) throw letInTwice(scope, twice);
    for (const [prop, arns] of Object.entries({ administrators, viewers })) {
      const other = arns.find((arn) => !Token.isUnresolved(arn) && !ROLE.test(arn));
      if (other !== undefined) throw notARole(scope, prop, other);
    }
    this.letIn("administrators", administrators, ADMINISTRATOR, props.clusterName);
    this.letIn("viewers", viewers, VIEWER, props.clusterName);
  }

  private letIn(prop: string, arns: readonly string[], policy: string, clusterName: string): void {
    const { partition } = Account.of(this);
    arns.forEach((arn, index) => {
      const id = `${prop}-${idOf(arn, index)}`;
      const entry = new EksAccessEntry(this, id, { clusterName, principalArn: arn, type: "STANDARD" });
      new EksAccessPolicyAssociation(this, `${id}-policy`, {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: `arn:${partition}:eks::aws:cluster-access-policy/${policy}`,
        accessScope: { type: "cluster" },
      });
    });
  }
}

/** By account and name, so that nobody's entry is made anew when somebody before it goes. */
function idOf(arn: string, index: number): string {
  if (Token.isUnresolved(arn)) return String(index);
  const [, account = "", name = ""] = ROLE.exec(arn) ?? [];
  return `${account}-${name.replaceAll("/", "-")}`;
}
