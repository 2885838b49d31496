import { LocalBackend, S3Backend, type S3BackendConfig, type TerraformStack } from "cdktf";
import type { Environment } from "../config";

/** Where Terraform keeps what it knows of a stack. */
export function keepState(stack: TerraformStack, { name, settings: { state } }: Environment): void {
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
  const { bucket, region, kmsKeyId, endpoint, key = `${name}/${stack.node.id}.tfstate` } = state.s3;
  new S3Backend(stack, { bucket, region, key, kmsKeyId, encrypt: true, ...(endpoint ? notOfAws(endpoint) : {}) });
  // The bindings do not know the native lock file yet.
  stack.addOverride("terraform.backend.s3.use_lockfile", true);
}

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
