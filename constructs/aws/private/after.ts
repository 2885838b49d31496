import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** Addresses of what constructs mainly make, for `dependsOn`: where no value is used, Terraform knows no order. */
export const mainOf = (...constructs: readonly Construct[]): TerraformResource[] =>
  constructs.map(({ node }) => node.defaultChild).filter(isResource);

const isResource = (child: unknown): child is TerraformResource => TerraformResource.isTerraformResource(child);
