import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parsed } from "../server/body";

const MAX_SLOW_MS = 10_000;

const slowQuery = z.object({
  ms: z
    .string()
    .regex(/^\d{1,5}$/, `must be a whole number from 0 to ${MAX_SLOW_MS}`)
    .transform(Number)
    .refine((ms) => ms <= MAX_SLOW_MS, `must be a whole number from 0 to ${MAX_SLOW_MS}`)
    .default(1000),
});

/** Endpoints that tests of a platform need: what arrives here, and an answer that takes its time. */
export function exerciseRoutes(app: FastifyInstance): void {
  app.post("/v1/echo", ({ method, originalUrl, query, headers, body }) => ({
    method,
    path: originalUrl,
    query,
    headers,
    body: body ?? null,
  }));

  app.get("/v1/slow", async (request) => {
    const { ms } = parsed(slowQuery, request.query, "query");
    await pause(ms);
    return { sleptMs: ms };
  });
}
