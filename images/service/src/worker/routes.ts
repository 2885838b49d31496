import type { FastifyInstance } from "fastify";
import type { Service } from "../service";
import { cacheRoutes } from "./cache";
import { exerciseRoutes } from "./exercises";
import { itemRoutes } from "./items";
import { securityEventRoutes } from "./security-events";

/** What a layer that does work offers. */
export function workerRoutes(app: FastifyInstance, service: Service): void {
  itemRoutes(app, service);
  cacheRoutes(app, service);
  exerciseRoutes(app);
  securityEventRoutes(app, service);
}
