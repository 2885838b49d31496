import { invalidName } from "./errors";

const NAME = /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** The names that components, environments and secrets may have: valid in DNS, Docker, Kubernetes and Terraform. */
export function checkedName(kind: string, name: string): string {
  if (!NAME.test(name)) throw invalidName(kind, name);
  return name;
}

/** `l01-data-layer` as an environment variable's prefix: `L01_DATA_LAYER`. */
export function variableName(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/** `l01-data-layer` as an SQL identifier: `l01_data_layer`. To be quoted: it may be a reserved word. */
export function sqlName(name: string): string {
  return name.replace(/-/g, "_");
}
