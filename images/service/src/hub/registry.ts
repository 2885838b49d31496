import { z } from "zod";
import { fileUnusable } from "../errors";

const ADDRESS = /^(https?|tcp|redis|rediss|postgres|postgresql):\/\/[^\s@]+$/;

const entry = z.object({
  service: z.string().min(1).max(128),
  layer: z.string().min(1).max(128),
  /** http and https are asked for their health path; anything else is only connected to. */
  url: z
    .string()
    .regex(ADDRESS)
    .refine((url) => URL.canParse(url)),
  healthPath: z
    .string()
    .regex(/^\/\S*$/)
    .default("/health"),
  external: z.boolean().default(false),
});

const registry = z.array(entry);

/** One service that some layer offers. */
export type RegistryEntry = z.output<typeof entry>;

/** Text of the registry file → its services. Throws with the place of every mistake. */
export function parseRegistry(text: string, path: string): readonly RegistryEntry[] {
  const result = registry.safeParse(jsonOf(text, path));
  if (result.success) return result.data;
  const places = result.error.issues.map((issue) => `[${issue.path.join(".")}] ${issue.message}`);
  throw fileUnusable(path, `is not a service registry: ${places.slice(0, 5).join("; ")}`);
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw fileUnusable(path, "is not JSON");
  }
}
