import type { ZodType } from "zod";
import { badRequest } from "../errors";

/** The checked input, or a 400 that names every wrong member. */
export function parsed<T>(schema: ZodType<T>, input: unknown, where: string): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${[where, ...path].join(".")}: ${message}`);
  throw badRequest(problems.slice(0, 10).join("; "));
}
