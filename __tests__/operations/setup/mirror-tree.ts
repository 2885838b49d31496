import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Makes a folder with empty files at the given paths. */
export function treeOf(root: string, files: readonly string[]): string {
  const folder = mkdtempSync(join(root, "tree-"));
  for (const file of files) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), "");
  }
  return folder;
}

/** Where a mirror keeps one version of the docker provider, unpacked. */
export const dockerAt = (version: string, registry = "registry.terraform.io") =>
  `${registry}/kreuzwerker/docker/${version}/linux_amd64/terraform-provider-docker_v${version}`;

/** The same for the helm provider. */
export const helmAt = (version: string, registry = "registry.terraform.io") =>
  `${registry}/hashicorp/helm/${version}/linux_amd64/terraform-provider-helm_v${version}`;
