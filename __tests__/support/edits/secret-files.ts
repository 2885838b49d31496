import { chmodSync, chownSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

interface Mounted {
  readonly user?: string;
  readonly mounts?: readonly { readonly type: string; readonly source: string }[];
}

interface Stack {
  readonly resource: { readonly docker_container: Readonly<Record<string, Mounted>> };
}

/** Puts a value behind every secret that a stack mounts, as `bulwark secrets` would. */
export function writeSecrets(json: string): void {
  const { resource } = JSON.parse(json) as Stack;
  for (const { user = "", mounts = [] } of Object.values(resource.docker_container)) {
    for (const { source } of mounts.filter(({ type }) => type === "bind")) {
      mkdirSync(dirname(source), { recursive: true });
      writeFileSync(source, `value of ${source.split("/").at(-1)!}`);
      chownSync(source, Number(user.split(":")[0]), Number(user.split(":")[1]));
      chmodSync(source, 0o400);
    }
  }
}
