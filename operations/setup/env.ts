/** Lines for `eval "$(npx bulwark env)"`, for any POSIX shell, in a fixed order. */
export function exportLines(variables: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(variables)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `export ${name}=${quoted(value)}`);
}

/** Between single quotes the shell leaves everything alone but the single quote itself. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
