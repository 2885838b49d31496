import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Token } from "cdktf";
import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { Account } from "../account";
import { policyOf, type Statement } from "../policy";
import { physicalName } from "../private/physical-name";
import type { ClusterReference } from "./cluster";
import { invalidName } from "./errors";

/** What pods may do in AWS. */
export interface PodPermissions {
  /** @default - nothing of its own */
  readonly statements?: readonly Statement[];
  /** Names of policies that AWS manages, such as `AmazonEKS_CNI_Policy`. @default - none */
  readonly managedPolicies?: readonly string[];
}

export interface PodRoleProps extends PodPermissions {
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const NAMES = {
  namespace: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  serviceAccount: /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/,
};

/** A role that pods of one service account in one namespace of one cluster take, and nobody else. */
export class PodRole extends Construct {
  readonly arn: string;
  /** To give it further policies. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: PodRoleProps) {
    super(scope, id);
    const { namespace, serviceAccount, statements = [], managedPolicies = [] } = props;
    for (const prop of ["namespace", "serviceAccount"] as const) {
      const name = props[prop];
      if (!Token.isUnresolved(name) && !NAMES[prop].test(name)) throw invalidName(this, prop, name);
    }
    const role = new IamRole(this, "Resource", {
      name: roleNameOf(this),
      description: `Pods of ${serviceAccount} in ${namespace}`,
      assumeRolePolicy: policyOf([this.takenBy(props)]),
    });
    if (statements.length > 0) {
      new IamRolePolicy(this, "policy", { name: "own", role: role.id, policy: policyOf(statements) });
    }
    const { partition } = Account.of(this);
    for (const policy of managedPolicies) {
      const policyArn = `arn:${partition}:iam::aws:policy/${policy}`;
      new IamRolePolicyAttachment(this, policy.replace("/", "-"), { role: role.name, policyArn });
    }
    this.arn = role.arn;
    this.name = role.name;
  }

  /** EKS says in tags for whom it asks. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
  private takenBy({ clusterName, namespace, serviceAccount }: PodRoleProps): Statement {
    return {
      Sid: "TakenByPods",
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:RequestTag/eks-cluster-arn": Account.of(this).arn("eks", `cluster/${clusterName}`),
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": serviceAccount,
        },
      },
    };
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_ROLE = 64;

/** Namespaces and service accounts have long names, so what is too long for IAM ends in a hash of all of it. */
function roleNameOf(scope: Construct): string {
  const name = physicalName(scope, Infinity);
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return name.length > MOST_ROLE ? `${name.slice(0, MOST_ROLE - 9)}-${hash}` : name;
}

export interface PodIdentityProps extends PodPermissions {
  readonly cluster: Pick<ClusterReference, "name">;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Gives the pods of a service account a role, without a key in any secret.
 *
 * @throws InvalidPlatform when Kubernetes has no such names
 */
export class PodIdentity extends Construct {
  readonly roleArn: string;
  readonly roleName: string;

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    const { cluster, ...rest } = props;
    const role = new PodRole(this, "role", { clusterName: cluster.name, ...rest });
    new EksPodIdentityAssociation(this, "Resource", {
      clusterName: cluster.name,
      namespace: props.namespace,
      serviceAccount: props.serviceAccount,
      roleArn: role.arn,
    });
    this.roleArn = role.arn;
    this.roleName = role.name;
  }
}
