import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { Account } from "../account";
import { policyOf, type Statement } from "../policy";
import type { StateBucketReference } from "../state-bucket";
import { nameTooLongForRoles, noStateKeys, providerArnWrong, stateKeyWrong } from "./errors";
import { boundaryOf, BUCKETS, READING, ROLES, SERVICES, TAKE_ROLES, UNREADABLE } from "./policies";
import { denyingOtherObjects, readingStates, writingStates, type StateAccess } from "./state-access";
import { assumedByWorkflows, ISSUER, requireOne } from "./trust";

export interface DeployRolesProps {
  /** What the names begin with: `shop` makes the roles `shop-plan` and `shop-apply`, and the policy `shop-boundary`. */
  readonly name: string;
  /** The one repository of GitHub whose workflows deploy: OWNER/NAME. */
  readonly repository: string;
  /** The one environment of that repository that a workflow must run in. */
  readonly environment: string;
  readonly stateBucket: StateBucketReference;
  /** Keys in the bucket of the states that are planned and applied; without that of the stack with these roles. */
  readonly stateKeys: readonly string[];
  /** Workflows of pull requests may plan as well, outside of the environment. @default false */
  readonly planOnPullRequests?: boolean;
  /** The account's provider for GitHub, of which there can be one. @default - it is made */
  readonly oidcProviderArn?: string;
}

/** `-boundary` is the longest suffix, and a role has at most 64 characters. */
const MOST_NAME = 55;

/**
 * What workflows of one repository deploy with: a role that plans, which reads settings and its own states, writes nothing
 * and sees no secret, and one that applies. Neither can change the stack that it is made in: a boundary forbids that to both
 * and to every role that they make, which must have the same boundary (`boundaryArn`).
 *
 * @throws InvalidPlatform for a repository, an environment or a key that names more than one
 */
export class DeployRoles extends Construct {
  readonly planRoleArn: string;
  readonly applyRoleArn: string;
  /** What each role that the apply role makes needs as its permissions boundary. */
  readonly boundaryArn: string;

  constructor(scope: Construct, id: string, props: DeployRolesProps) {
    super(scope, id);
    requireRight(this, props);
    const { name, repository, environment, planOnPullRequests = false } = props;
    const account = Account.of(this);
    const provider = props.oidcProviderArn ?? this.oidcProvider();
    const arnOf = (rest: string) => `arn:${account.partition}:iam::${account.id}:${rest}`;
    const names = { plan: `${name}-plan`, apply: `${name}-apply`, boundary: `${name}-boundary` };
    const boundary = new IamPolicy(this, "boundary", {
      name: names.boundary,
      description: "Forbids changes of what the bootstrap stack made",
      policy: policyOf(
        boundaryOf({
          bucket: props.stateBucket.arn,
          key: props.stateBucket.keyArn,
          iam: [arnOf(`role/${names.plan}`), arnOf(`role/${names.apply}`)],
          boundary: arnOf(`policy/${names.boundary}`),
          oidcProvider: provider,
        }),
      ),
    });
    const access = { bucket: props.stateBucket, keys: props.stateKeys, region: account.region };
    const inEnvironment = `repo:${repository}:environment:${environment}`;
    const planned = [inEnvironment, ...(planOnPullRequests ? [`repo:${repository}:pull_request`] : [])];
    const [trustPlan, trustApply] = [planned, [inEnvironment]].map((subs) => assumedByWorkflows(provider, subs));
    this.boundaryArn = boundary.arn;
    this.planRoleArn = this.role("plan", names.plan, trustPlan!, planning(access));
    this.applyRoleArn = this.role(
      "apply",
      names.apply,
      trustApply!,
      applying(access, (kind) => arnOf(`${kind}/${name}-*`)),
    );
  }

  /** AWS knows GitHub's certificates by itself, and takes no thumbprint from us. */
  private oidcProvider(): string {
    return new IamOpenidConnectProvider(this, "github", {
      url: `https://${ISSUER}`,
      clientIdList: ["sts.amazonaws.com"],
    }).arn;
  }

  private role(id: string, name: string, assumeRolePolicy: string, statements: readonly Statement[]): string {
    const role = new IamRole(this, id, {
      name,
      description: `Taken by workflows to ${id}`,
      assumeRolePolicy,
      permissionsBoundary: this.boundaryArn,
      maxSessionDuration: 3600,
    });
    new IamRolePolicy(this, `${id}-policy`, { name, role: role.id, policy: policyOf(statements) });
    return role.arn;
  }
}

const planning = (access: StateAccess): readonly Statement[] => [
  { Sid: "ReadSettings", Effect: "Allow", Action: READING, Resource: "*" },
  { Sid: "DenyWhatIsKept", Effect: "Deny", Action: UNREADABLE, Resource: "*" },
  ...readingStates(access),
  ...denyingOtherObjects(access),
];

const applying = (access: StateAccess, ownNamed: (kind: string) => string): readonly Statement[] => [
  { Sid: "Make", Effect: "Allow", Action: SERVICES.filter(isNotS3).map((service) => `${service}:*`), Resource: "*" },
  { Sid: "MakeBuckets", Effect: "Allow", Action: BUCKETS, Resource: "*" },
  { Sid: "LookAtRoles", Effect: "Allow", Action: ["iam:Get*", "iam:List*"], Resource: "*" },
  { Sid: "MakeRoles", Effect: "Allow", Action: ROLES, Resource: ["role", "policy", "instance-profile"].map(ownNamed) },
  {
    Sid: "GiveRoles",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: ownNamed("role"),
    Condition: { StringEquals: { "iam:PassedToService": TAKE_ROLES } },
  },
  { Sid: "LetServicesWork", Effect: "Allow", Action: "iam:CreateServiceLinkedRole", Resource: "*" },
  ...writingStates(access),
];

/** Objects are not made by stacks: states of other environments are among them. */
const isNotS3 = (service: string) => service !== "s3";

function requireRight(scope: Construct, props: DeployRolesProps): void {
  const { name, oidcProviderArn, stateKeys } = props;
  requireOne(scope, props.repository, props.environment);
  if (!Token.isUnresolved(name) && name.length > MOST_NAME) throw nameTooLongForRoles(scope, name, MOST_NAME);
  if (stateKeys.length === 0) throw noStateKeys(scope);
  const wrong = stateKeys.find((key) => !Token.isUnresolved(key) && (/[*?$]/.test(key) || /^\/|^$/.test(key)));
  if (wrong !== undefined) throw stateKeyWrong(scope, wrong);
  if (oidcProviderArn === undefined || Token.isUnresolved(oidcProviderArn)) return;
  if (!oidcProviderArn.endsWith(`:oidc-provider/${ISSUER}`)) throw providerArnWrong(scope, oidcProviderArn);
}
