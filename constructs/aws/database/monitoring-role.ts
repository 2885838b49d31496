import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { Account } from "../account";
import { assumedBy } from "../policy";
import { physicalName } from "../private/physical-name";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_ROLE = 64;

export interface MonitoringRole {
  readonly arn: string;
  /** RDS refuses a role that may not write yet. */
  readonly permission: IamRolePolicyAttachment;
}

/** What RDS is when it writes how the machine below is. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html */
export function monitoringRole(database: Construct): MonitoringRole {
  const scope = new Construct(database, "monitoring");
  const account = Account.of(scope);
  const role = new IamRole(scope, "Resource", {
    name: physicalName(scope, MOST_ROLE),
    description: "Writes how the machine of a database is",
    assumeRolePolicy: assumedBy("monitoring.rds.amazonaws.com", { StringEquals: { "aws:SourceAccount": account.id } }),
  });
  const permission = new IamRolePolicyAttachment(scope, "policy", {
    role: role.name,
    policyArn: `arn:${account.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
  });
  return { arn: role.arn, permission };
}
