import type { Mirror } from "./mirrors";

/**
 * Terraform's CLI configuration that takes providers from mirrors, and everything that no mirror holds from its
 * registry. A provider of a mirror is excluded from the registry: with both, Terraform asks the registry first and
 * fails when that cannot be reached.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function cliConfig(mirrors: readonly Mirror[]): string {
  const mirrored = [...new Set(mirrors.flatMap(sourcesOf))].sort();
  return [
    "# Written by Bulwark; it is written anew when it is missing.",
    "provider_installation {",
    ...mirrors.flatMap((mirror) => [
      "  filesystem_mirror {",
      `    path    = ${quoted(mirror.path)}`,
      `    include = ${list(sourcesOf(mirror))}`,
      "  }",
    ]),
    "  direct {",
    `    exclude = ${list(mirrored)}`,
    "  }",
    "}",
    "",
  ].join("\n");
}

/** A configuration that changes nothing, for when the user's variable names a file that does not exist. */
export const EMPTY_CLI_CONFIG = "# Written by Bulwark: TF_CLI_CONFIG_FILE named a file that does not exist.\n";

const sourcesOf = ({ providers }: Mirror): readonly string[] => providers.map(({ source }) => source);

const list = (values: readonly string[]): string => `[${values.map(quoted).join(", ")}]`;

/** An HCL string. https://developer.hashicorp.com/terraform/language/expressions/strings */
function quoted(value: string): string {
  return JSON.stringify(value).replaceAll(/([$%])\{/g, "$1$1{");
}
