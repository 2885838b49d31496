import { z } from "zod";
import { RouteAuth } from "../../core";
import { jobsSettings } from "./job-settings";

export type { JobSettings } from "./job-settings";

const path = z.string().regex(/^\/[\w./-]*$/, "a path that starts with /");

export const layerSettings = z.strictObject({
  image: z.string().describe("reference-service, or your image by tag or digest"),
  port: z.number().int().min(1).max(65535).describe("port that the service listens on"),
  user: z
    .string()
    .regex(/^[1-9]\d*:\d+$/)
    .optional()
    .describe("numeric uid:gid; 10001:10001 when left out"),
  replicas: z.number().int().min(1).max(5).default(1).describe("containers of this layer"),
  scale: z
    .strictObject({
      min: z.number().int().min(1).max(50).describe("replicas at least; without an autoscaler there are as many"),
      max: z.number().int().min(2).max(50).describe("replicas at most"),
      cpuPercent: z
        .number()
        .int()
        .min(10)
        .max(95)
        .default(70)
        .describe("of the reserved CPUs, above it there are more"),
    })
    .optional()
    .describe("as many replicas as the load needs, in place of `replicas`; the fewest where there is no autoscaler"),
  memoryMiB: z.number().int().min(16).default(128).describe("memory limit of each replica"),
  cpus: z.number().positive().default(0.5).describe("CPUs that each replica may use"),
  processes: z.number().int().min(16).default(128).describe("processes and threads of each replica"),
  uses: z.array(z.string()).default([]).describe("components, layers and externals that this layer needs"),
  route: z
    .strictObject({
      path: path.describe("requests whose path starts with this go to the layer"),
      auth: z.enum(RouteAuth).default(RouteAuth.TOKEN).describe("none, token (bearer), or password for browsers"),
    })
    .optional()
    .describe("offer it through the way in; not offered when left out"),
  services: z.array(z.string()).default([]).describe("names of the services that the layer offers, for the registry"),
  registry: z
    .boolean()
    .default(false)
    .describe("gets the service registry as a file and may reach every listed service"),
  env: z
    .record(z.string().regex(/^[A-Z_][A-Z0-9_]*$/), z.string())
    .default({})
    .describe("further variables, never secrets"),
  rename: z
    .record(z.string(), z.string())
    .default({})
    .describe("your image's names for the variables of what it uses, for example POSTGRES_HOST: DB_HOST"),
  renamedFrom: z
    .array(z.string())
    .default([])
    .describe("earlier names of this layer, the first one first; its role, schema, keys and secrets keep that name"),
  command: z.array(z.string()).default([]).describe("arguments instead of the image's own"),
  jobs: jobsSettings,
  health: z
    .strictObject({
      path: path.default("/ready").describe("answers 200 when the layer can serve"),
      alive: path
        .optional()
        .describe(
          "answers 200 while the process itself is well, whatever it depends on; /health beside /ready, else whether the port takes connections",
        ),
      startSeconds: z
        .number()
        .int()
        .min(1)
        .max(900)
        .default(120)
        .describe("a new container may take so long until it is healthy; after that a roll has failed"),
    })
    .prefault({})
    .describe("how the layer is probed"),
  metrics: z
    .strictObject({ path: path.default("/metrics").describe("answers in Prometheus text format") })
    .nullable()
    .prefault({})
    .describe("what Prometheus reads; null for an image without metrics"),
  writablePaths: z
    .array(
      z.strictObject({
        path: path.describe("the folder"),
        sizeMiB: z.number().int().positive().describe("its size, which counts as memory of the layer"),
        reason: z.string().min(1).describe("why the image must write there; every report shows it"),
      }),
    )
    .default([])
    .describe("folders in memory that the image must write to, each with its reason"),
});

export type LayerSettings = z.output<typeof layerSettings>;
