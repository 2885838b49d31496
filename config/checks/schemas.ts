import type { Finding } from "../problem";
import type { Settings } from "../schema";
import { didYouMean } from "../suggest";

/** SQL is applied for the layers that use Postgres; for any other name it would be left out in silence. */
export function schemaFindings({ platform: { postgres, layers } }: Settings): Finding[] {
  const users = Object.keys(layers).filter((name) =>
    layers[name]?.uses.some((used) => used === "postgres" || used === "pgbouncer"),
  );
  return Object.keys(postgres?.schemas ?? {})
    .filter((name) => !users.includes(name))
    .map((name) => ({
      path: ["platform", "postgres", "schemas", name],
      message: Object.hasOwn(layers, name)
        ? `layer "${name}" does not use postgres; add it to the layer's 'uses'`
        : `there is no layer "${name}"${didYouMean(name, users)}`,
    }));
}
