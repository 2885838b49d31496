import { stringify } from "yaml";
import type { StackJson } from "./stack-json";
import { containersOf } from "./synthesized";

/** The resources of a stack as YAML, without what changes with every version and content: for a snapshot. */
export function resourcesOf({ resource }: StackJson): string {
  const plain = JSON.parse(JSON.stringify(resource, sanitizedKey)) as unknown;
  return withoutHashes(stringify(plain, { sortMapEntries: true, lineWidth: 0 }));
}

/** Metadata says where the construct was made; uploads are shown as text beside. */
function sanitizedKey(key: string, value: unknown): unknown {
  return key === "//" || key === "upload" ? undefined : value;
}

/** The configuration files that a stack carries, as text, but for one that is not shown. */
export function filesOf(stack: StackJson, hidden: string): string {
  const { upload = [] } = containersOf(stack)["docker_config"]!;
  const shown = upload.filter(({ file }) => !file.endsWith(`/${hidden}`));
  const texts = shown.map(({ file, content_base64 }) => {
    const name = file.split("/").at(-1)!;
    return `=== ${name}\n${Buffer.from(content_base64, "base64").toString()}`;
  });
  // Volumes are listed by their hash: sorted by name instead, an edit does not reorder the snapshot.
  return withoutHashes(texts.sort().join("\n"));
}

function withoutHashes(text: string): string {
  return text
    .replace(/:[\w.-]+@sha256:[0-9a-f]{64}/g, ":<version>")
    .replace(/(bulwark\/[\w-]+):[\w.-]+/g, "$1:<version>")
    .replace(/(?<=-config-)[0-9a-f]{12}\b/g, "<content>")
    .replace(/(?<=(?:name: |docker (?:logs|rm) )\S*-)[0-9a-f]{8}\b/g, "<generation>")
    .replace(/(?<=label: bulwark\.generation\n\s+value: )"?\w{8}"?$/gm, "<generation>");
}
