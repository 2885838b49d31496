import { z } from "zod";
import { problemText } from "../../config/problem";
import { readSettings } from "../../config/read-settings";

/** One of each kind of setting, so that the texts do not change with the product's own schemas. */
export const smallSettings = z.strictObject({
  target: z.enum(["docker", "kubernetes"]).default("docker").describe("where"),
  replicas: z.number().int().min(1).max(5).default(1).describe("how many"),
  share: z.number().positive().max(1).default(0.5).describe("how much"),
  enabled: z.boolean().default(false).describe("whether"),
  image: z.string().min(1).optional().describe("what"),
  path: z.string().regex(/^\//, "a path that starts with /").optional(),
  code: z
    .string()
    .regex(/^[a-z]+$/)
    .optional(),
  password: z.number().optional(),
  address: z.union([z.ipv4(), z.ipv6()]).optional(),
  url: z.url().optional(),
  probe: z.union([z.string(), z.strictObject({ path: z.string() })]).optional(),
  tags: z.array(z.string()).max(2).default([]),
  state: z
    .union([z.strictObject({ local: z.literal(true) }), z.strictObject({ s3: z.strictObject({ bucket: z.string() }) })])
    .default({ local: true }),
  platform: z
    .strictObject({
      redis: z
        .strictObject({ version: z.string().default("7"), replicas: z.number().int().max(5).default(1) })
        .optional(),
      layers: z
        .record(
          z.string().regex(/^[a-z]+$/, "lower-case letters"),
          z.strictObject({ port: z.number().int().min(1).max(65535) }),
        )
        .default({}),
    })
    .prefault({}),
});

/** What is said of a file with this text, one line per problem. */
export function complaints(yaml: string): readonly string[] {
  return readSettings(yaml, smallSettings).problems.map(problemText);
}
