import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { PlantedSecret } from "../leaks/search";

/** Every secret value of an environment as it lies on the Docker host, which in these tests is this machine. */
export function secretValues(environment: string): readonly PlantedSecret[] {
  const root = join("/var/lib/bulwark", environment, "secrets");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
    statSync(join(root, file)).isFile(),
  );
  const found = files.flatMap((file) => planted(file.replace(/^\d+\//, ""), readFileSync(join(root, file), "utf8")));
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

/** Of files that hold more than a value, the secret part: a certificate is public, its key is not. */
function planted(name: string, content: string): readonly PlantedSecret[] {
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----\n([\s\S]+?)\n-----END/.exec(content)?.[1];
  if (key) return [{ name, value: key.split("\n")[0]! }];
  if (content.includes("BEGIN CERTIFICATE")) return [];
  const listed = /insecure-password (\S+)/.exec(content)?.[1];
  return [{ name: listed ? "way-in-password" : name, value: listed ?? content.trim() }];
}
