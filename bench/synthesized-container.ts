import { z } from "zod";

const strings = z.array(z.string());
const pairs = z.record(z.string(), z.string());

const healthcheck = z.strictObject({
  test: strings,
  interval: z.string().optional(),
  timeout: z.string().optional(),
  retries: z.number().optional(),
  start_period: z.string().optional(),
  start_interval: z.string().optional(),
});

const mount = z.strictObject({
  type: z.enum(["bind", "volume"]),
  source: z.string(),
  target: z.string(),
  read_only: z.boolean().default(false),
});

const port = z.strictObject({ ip: z.string(), internal: z.number(), external: z.number(), protocol: z.string() });

/** What only Terraform's provider has a use for. */
const ofTheProvider = {
  "//": z.unknown().optional(),
  attach: z.unknown().optional(),
  destroy_grace_seconds: z.unknown().optional(),
  labels: z.unknown().optional(),
  lifecycle: z.unknown().optional(),
  must_run: z.unknown().optional(),
  provider: z.unknown().optional(),
  wait: z.unknown().optional(),
  wait_timeout: z.unknown().optional(),
};

/**
 * A container of a synthesized stack. An attribute that is not listed is refused: the two platforms would no longer be
 * equal, and nobody would notice.
 */
export const synthesizedContainer = z.strictObject({
  ...ofTheProvider,
  name: z.string(),
  depends_on: strings.default([]),
  image: z.string(),
  entrypoint: strings.optional(),
  command: strings.optional(),
  env: strings.default([]),
  user: z.string(),
  init: z.boolean().optional(),
  restart: z.string(),
  stop_timeout: z.number().optional(),
  healthcheck: healthcheck.optional(),
  memory: z.number(),
  memory_swap: z.number(),
  cpus: z.string(),
  shm_size: z.number().optional(),
  ulimit: z.array(z.strictObject({ name: z.string(), soft: z.number(), hard: z.number() })).default([]),
  read_only: z.boolean(),
  capabilities: z.strictObject({ drop: strings.default([]), add: strings.default([]) }),
  security_opts: strings,
  ipc_mode: z.string(),
  pid_mode: z.string().optional(),
  tmpfs: pairs.default({}),
  log_driver: z.string(),
  log_opts: pairs,
  mounts: z.array(mount).default([]),
  ports: z.array(port).default([]),
  network_mode: z.string().optional(),
  networks_advanced: z.array(z.strictObject({ name: z.string(), aliases: strings })).default([]),
});

export type SynthesizedContainer = z.output<typeof synthesizedContainer>;
