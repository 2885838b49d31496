import { join } from "node:path";
import type { Recipe } from "./go-build";
import { toolchainFolder, type Pins } from "./pins";

/** What a target needs of Terraform. */
export type ProviderName = "docker" | "helm" | "aws";

/** A provider, and how it is built where no registry is reached. */
export interface KnownProvider {
  readonly name: ProviderName;
  /** As in `required_providers`. */
  readonly source: string;
  /** What the recipe builds, or the tests ran with. */
  readonly version: string;
  /** The oldest (`~>`) that is used when a registry or a mirror has it. */
  readonly constraint: string;
  /** @default - it is not built: a mirror or a registry must have it */
  readonly recipe?: Recipe;
}

export function knownProviders({ dockerProvider, helmProvider, awsProvider }: Pins): readonly KnownProvider[] {
  return [
    { name: "docker", source: "kreuzwerker/docker", ...dockerProvider, recipe: dockerRecipe(dockerProvider.version) },
    { name: "helm", source: "hashicorp/helm", ...helmProvider, recipe: HELM },
    // 1,500 packages of Go, for which a compiler needs hours and 20 GB.
    { name: "aws", source: "hashicorp/aws", ...awsProvider },
  ];
}

/** Its module has no tagged versions and calls itself by its former name; toolchain/README.md tells the story. */
function dockerRecipe(version: string): Recipe {
  return {
    folder: join(toolchainFolder(), "docker-provider"),
    purpose: "the docker provider",
    mainPackage: "github.com/terraform-providers/terraform-provider-docker",
    module: "github.com/kreuzwerker/terraform-provider-docker",
    linkerValues: [`main.version=${version}`],
  };
}

/** Later versions are no Go modules: their paths lack the /v2 and /v3. What a stack says must suit 1.3.2 as well. */
const HELM: Recipe = {
  folder: join(toolchainFolder(), "helm-provider"),
  purpose: "the helm provider",
  mainPackage: ".",
  module: "github.com/hashicorp/terraform-provider-helm",
  linkerValues: [],
};
