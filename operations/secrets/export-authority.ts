import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where clients on this machine find the certificate of an environment's CA. It is public, its key is not here. */
export function authorityFile(projectFolder: string, environment: string): string {
  return join(projectFolder, ".bulwark", environment, "ca.pem");
}

/** Writes it where it differs, aside and renamed, and says where. */
export function exportAuthority(
  certificate: string,
  { projectFolder, environment }: { readonly projectFolder: string; readonly environment: string },
): string {
  const file = authorityFile(projectFolder, environment);
  if (contentOf(file) === certificate) return file;
  mkdirSync(join(file, ".."), { recursive: true });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, certificate, { mode: 0o644 });
  renameSync(aside, file);
  return file;
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
