import type { z } from "zod";
import { wrongKubernetesObject } from "../../errors";
import type { KubernetesObject, Path } from "./objects";

/**
 * What lies at a path of an object.
 *
 * @throws UnreadableSource for an object that the API server would refuse
 */
export function checked<T>(object: KubernetesObject, path: Path, schema: z.ZodType<T>, id = object.kind): T {
  const { data, error } = schema.safeParse(path.reduce(childOf, object.value));
  if (!error) return data;
  throw wrongKubernetesObject(
    id,
    error.issues.map((issue) => {
      const whole = [...path, ...issue.path].map((key) => (typeof key === "symbol" ? String(key) : key));
      return { file: object.file, line: object.lineOf(whole), address: whole.join("."), text: issue.message };
    }),
  );
}

const childOf = (value: unknown, key: string | number): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string | number, unknown>)[key] : undefined;
