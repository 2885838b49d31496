import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { loadEnvironment } from "../../../config";

type Mapping = Readonly<Record<string, unknown>>;

/** What a part of an environment leaves unsaid: the servers and layers that stand elsewhere in the reader's file. */
const SERVERS: Mapping = { postgres: {}, redis: {}, haproxy: {}, prometheus: {} };
const LAYER: Mapping = { image: "registry.example.com/other:1.0.0", port: 9000, uses: ["postgres"] };
const TOP = ["target", "hosts", "state", "images", "platform", "waivers"];

/** True for a compose file, which a guide shows to compare with. */
export const isCompose = (text: string): boolean => Object.keys(read(text)).includes("services");

/**
 * Puts a snippet of YAML to the gate that every environment passes. A part is put where its keys belong, beside servers
 * that it may use.
 *
 * @throws InvalidEnvironment with what is wrong with it
 */
export function requireValidEnvironment(text: string): void {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-snippet-"));
  try {
    const whole = wholeOf(read(text));
    for (const file of [...Object.values(schemasOf(whole)), ...namedFiles(whole)]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), "SELECT 1;\n");
    }
    writeFileSync(join(folder, "local.yaml"), stringify(whole));
    loadEnvironment(join(folder, "local.yaml"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A key that ends with `File` names one beside the environment. */
function namedFiles(part: unknown): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    typeof value === "string" && key.endsWith("File") ? [value] : namedFiles(value),
  );
}

/** `<64 digits>` stands for a digest. */
const read = (text: string): Mapping => parse(text.replaceAll("<64 digits>", "0".repeat(64))) as Mapping;

function wholeOf(part: Mapping): Mapping {
  if (Object.keys(part).some((key) => TOP.includes(key))) return { target: "docker", platform: SERVERS, ...part };
  const platform = platformOf(part);
  const known = (platform["layers"] ?? {}) as Mapping;
  const named = Object.keys((platform["postgres"] as Mapping)["schemas"] ?? {});
  const others = Object.fromEntries(
    named.filter((name) => !(name in known)).map((name, index) => [name, { ...LAYER, port: 9000 + index }]),
  );
  return { target: "docker", platform: { ...platform, layers: { ...others, ...known } } };
}

/** A part of the platform, of Postgres, or of the layers. */
function platformOf(part: Mapping): Mapping {
  if ("schemas" in part) return { ...SERVERS, postgres: part };
  const isLayers = Object.values(part).every((one) => typeof one === "object" && one !== null && "image" in one);
  return { ...SERVERS, ...(isLayers ? { layers: part } : part) };
}

function schemasOf(whole: Mapping): Readonly<Record<string, string>> {
  const { postgres } = (whole["platform"] ?? {}) as { postgres?: { schemas?: Record<string, string> } };
  return postgres?.schemas ?? {};
}
