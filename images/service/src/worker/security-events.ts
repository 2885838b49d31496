import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { parsed } from "../server/body";
import type { Service } from "../service";
import { securityEvent } from "../service";
import { SEVERITIES } from "../telemetry/metrics";

const newEvent = z.object({
  severity: z.enum(SEVERITIES),
  type: z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/, "must be 1 to 64 lower-case letters, digits, '_', '.', '-'"),
});

/** Takes the security events of whatever runs beside this service. */
export function securityEventRoutes(app: FastifyInstance, service: Service): void {
  app.post("/v1/security-events", async (request, reply) => {
    const { severity, type } = parsed(newEvent, request.body, "body");
    securityEvent(service, request.log, severity, type);
    return reply.code(202).send({ severity, type });
  });
}
