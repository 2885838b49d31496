import { z } from "zod";

export const postgresSettings = z.strictObject({
  memoryMiB: z.number().int().min(128).default(512).describe("memory limit of the server"),
  diskMiB: z.number().int().min(256).default(10_240).describe("reserved for its data, where a target reserves space"),
  cpus: z.number().positive().default(1).describe("CPUs the server may use"),
  database: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,30}$/)
    .default("platform")
    .describe("name of the one database"),
  maxConnections: z.number().int().min(5).max(1000).default(50).describe("connections the server accepts"),
  sharedBuffersMiB: z
    .number()
    .int()
    .min(16)
    .optional()
    .describe("page cache; a quarter of the memory limit when left out"),
  workMemMiB: z.number().int().min(1).default(4).describe("memory of one sort or hash of one query"),
  effectiveCacheSizeMiB: z
    .number()
    .int()
    .min(16)
    .optional()
    .describe("what the planner assumes is cached; three quarters of the memory limit when left out"),
  schemas: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      "SQL file per layer, beside this file; applied to the layer's schema at every change, so it must be repeatable",
    ),
});

export type PostgresSettings = z.output<typeof postgresSettings>;
