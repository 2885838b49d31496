import { LocalBackend, S3Backend, type S3BackendConfig, type TerraformStack } from "cdktf";
import type { Environment } from "../config";
import { stateKeyAlias } from "../constructs/aws/state-bucket/key-alias";
import { sameStateTwice } from "../constructs/core/errors";

/** Where Terraform keeps what it knows of a stack. */
export function keepState(stack: TerraformStack, environment: Environment): void {
  const { name, settings } = environment;
  const { state } = settings;
  if ("local" in state) {
    // From the stack's folder below cdktf.out: an absolute path would make the output depend on where it is made.
    const path = `../../../.bulwark/${name}/${stack.node.id}.tfstate`;
    new LocalBackend(stack, { path });
    if (state.reason !== undefined) {
      const exception = {
        protection: "state-on-disk",
        detail: `.bulwark/${name}/${stack.node.id}.tfstate`,
        reason: state.reason,
      };
      stack.addOverride("//.exceptions", [exception]);
    }
    return;
  }
  const { bucket, region, endpoint, kmsKeyId = keyOfBootstrap(settings) } = state.s3;
  const key = stateKey(stack, environment);
  requireOwnKey(stack, bucket, key);
  new S3Backend(stack, { bucket, region, key, kmsKeyId, encrypt: true, ...(endpoint ? notOfAws(endpoint) : {}) });
  // The bindings do not know the native lock file yet.
  stack.addOverride("terraform.backend.s3.use_lockfile", true);
}

/** Path of a stack's state in the bucket. */
export function stateKey(stack: TerraformStack, { name, settings: { state } }: Environment): string {
  const own = `${name}/${stack.node.id}.tfstate`;
  return "s3" in state ? (state.s3.key ?? own) : own;
}

/** The bucket of `bulwark state bootstrap` refuses what is written without its key. */
function keyOfBootstrap({ aws, state }: Environment["settings"]): string | undefined {
  if (!aws || "local" in state || state.s3.endpoint !== undefined) return undefined;
  const { bucket, region } = state.s3;
  return stateKeyAlias({ bucket, region, accountId: aws.accountId });
}

/** Two stacks with one state would each destroy what the other has made. */
function requireOwnKey(stack: TerraformStack, bucket: string, key: string): void {
  const place = `${bucket}/${key}`;
  const states = STATES.get(stack.node.root) ?? new Map<string, string>();
  const other = states.get(place);
  if (other !== undefined) throw sameStateTwice(other, stack.node.id, place);
  STATES.set(stack.node.root, states.set(place, stack.node.id));
}

/** Of each app, which stack's a state is. */
const STATES = new WeakMap<object, Map<string, string>>();

/** A service that speaks S3 alone has no accounts to ask AWS about, no regions of AWS, and no host name for each bucket. */
function notOfAws(endpoint: string): Partial<S3BackendConfig> {
  return {
    endpoints: { s3: endpoint },
    usePathStyle: true,
    skipCredentialsValidation: true,
    skipRegionValidation: true,
    skipRequestingAccountId: true,
    skipS3Checksum: true,
  };
}
