import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config";
import { DeployRoles, StateBucket } from "../constructs/aws";
import { noPlaceForState, replicaBesideIt } from "../constructs/aws/state-bucket/errors";
import { stateKeyAlias } from "../constructs/aws/state-bucket/key-alias";
import { keepState } from "./state";

/** What an environment may say of its state bucket. */
export interface BootstrapSettings {
  /** Second region that gets a copy of every version. @default - no copy */
  readonly replicaRegion?: string | undefined;
  /** @default false */
  readonly lockTable?: boolean | undefined;
  /** @default - the root user of the account alone */
  readonly breakGlassRoleArn?: string | undefined;
  /** Workflows that deploy the environment. @default - no roles are made */
  readonly deploy?: DeploySettings | undefined;
}

export interface DeploySettings {
  /** OWNER/NAME */
  readonly repository: string;
  /** Of the repository. @default - called as this environment is */
  readonly environment?: string | undefined;
  /** @default false */
  readonly planOnPullRequests?: boolean | undefined;
  /** @default - GitHub's provider is made */
  readonly oidcProviderArn?: string | undefined;
}

export interface BootstrapStackProps {
  readonly environment: Environment;
  /** @default - the bucket alone */
  readonly settings?: BootstrapSettings;
  /** Keys of the states of the environment's own stacks. */
  readonly stateKeys: readonly string[];
}

/**
 * What must be there before anything else of an environment: where its states lie, and who deploys it. Applied by a person with
 * `bulwark state <environment> bootstrap`, which then moves its own state there too; the roles that it makes cannot change it.
 */
export class BootstrapStack extends TerraformStack {
  constructor(scope: Construct, id: string, { environment, settings = {}, stateKeys }: BootstrapStackProps) {
    super(scope, id);
    const { aws, state } = environment.settings;
    if (!aws || "local" in state) throw noPlaceForState(environment.name);
    const { bucket: name, region, kmsKeyId } = state.s3;
    const { accountId } = aws;
    const alias = stateKeyAlias({ bucket: name, region, accountId });
    // Its own key in the bucket, whatever the environment's one stack has been given.
    const s3 = { ...state.s3, key: undefined, kmsKeyId: kmsKeyId ?? alias };
    keepState(this, { ...environment, settings: { ...environment.settings, state: { s3 } } });
    const tags = [{ tags: { "bulwark:environment": environment.name, "bulwark:stack": id } }];
    const account = { allowedAccountIds: [accountId], defaultTags: tags };
    new AwsProvider(this, "aws", { ...account, region });
    const { replicaRegion, breakGlassRoleArn, lockTable = false, deploy } = settings;
    if (replicaRegion === region) throw replicaBesideIt(environment.name, region);
    const replica = replicaRegion
      ? new AwsProvider(this, "replica", { ...account, region: replicaRegion, alias: "replica" })
      : undefined;
    const bucket = new StateBucket(this, "states", {
      name,
      lockTable,
      ...(breakGlassRoleArn ? { breakGlassRoleArn } : {}),
      ...(replica ? { replica } : {}),
    });
    new TerraformOutput(this, "state-key", { value: bucket.keyArn });
    if (deploy) addRoles(this, environment.name, bucket, { deploy, stateKeys });
  }
}

interface Deploying {
  readonly deploy: DeploySettings;
  readonly stateKeys: readonly string[];
}

function addRoles(
  stack: TerraformStack,
  name: string,
  stateBucket: StateBucket,
  { deploy, stateKeys }: Deploying,
): void {
  const { repository, environment = name, planOnPullRequests = false, oidcProviderArn } = deploy;
  const roles = new DeployRoles(stack, "deploy", {
    name,
    repository,
    environment,
    stateBucket,
    stateKeys,
    planOnPullRequests,
    ...(oidcProviderArn ? { oidcProviderArn } : {}),
  });
  new TerraformOutput(stack, "plan-role", { value: roles.planRoleArn });
  new TerraformOutput(stack, "apply-role", { value: roles.applyRoleArn });
  new TerraformOutput(stack, "boundary", { value: roles.boundaryArn });
}
