import { z } from "zod";
import { RouteAuth } from "../../core";

export const prometheusSettings = z.strictObject({
  memoryMiB: z.number().int().min(128).default(512).describe("memory limit of the server"),
  cpus: z.number().positive().default(1).describe("CPUs the server may use"),
  retentionDays: z.number().int().min(1).default(15).describe("how long samples are kept"),
  retentionMiB: z.number().int().min(64).default(1024).describe("disk that samples may take; the oldest go first"),
  scrapeSeconds: z.number().int().min(1).max(300).default(15).describe("time between two scrapes of a target"),
  runbooks: z
    .string()
    .min(1)
    .default("docs/runbooks")
    .describe("where the runbooks lie that alerts name: an address, or a folder"),
  route: z
    .strictObject({
      path: z
        .string()
        .regex(/^\/[\w./-]*$/)
        .default("/prometheus")
        .describe("where the way in offers it"),
      auth: z.enum(RouteAuth).default(RouteAuth.PASSWORD).describe("none, token, or password for browsers"),
    })
    .optional()
    .describe("offer it through the way in; not offered when left out"),
});

export type PrometheusSettings = z.output<typeof prometheusSettings>;
