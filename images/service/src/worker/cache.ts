import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Redis as Client } from "ioredis";
import { z } from "zod";
import { dependencyUnavailable, notConfigured, nothingStored } from "../errors";
import { reasonOf } from "../health/reason";
import { parsed } from "../server/body";
import { spanOf } from "../server/request-span";
import type { Service } from "../service";
import { traced } from "../service";

const keyParameter = z.object({
  key: z.string().regex(/^[A-Za-z0-9._:-]{1,128}$/, "must be 1 to 128 letters, digits, '.', '_', ':', '-'"),
});
const newValue = z.object({ value: z.string().max(65_536) });

/** Values in Redis, below the prefix that the layer's ACL user may touch. */
export function cacheRoutes(app: FastifyInstance, service: Service): void {
  const { redis, tracing } = service;
  const use = async <T>(request: FastifyRequest, name: string, command: (client: Client) => Promise<T>): Promise<T> => {
    if (!redis) throw notConfigured("Redis", "REDIS_HOST");
    const parent = spanOf(request.raw, tracing);
    const attributes = { "db.system.name": "redis", "db.operation.name": name };
    return traced(service, { name: `redis ${name}`, parent, attributes }, () => redis.run(command)).catch((error) => {
      request.log.debug({ error }, "a command failed");
      throw dependencyUnavailable("redis", reasonOf(error));
    });
  };

  app.put("/v1/cache/:key", async (request) => {
    const { key } = parsed(keyParameter, request.params, "path");
    const { value } = parsed(newValue, request.body, "body");
    await use(request, "SET", (client) => client.set(key, value));
    return { key };
  });

  app.get("/v1/cache/:key", async (request) => {
    const { key } = parsed(keyParameter, request.params, "path");
    const value = await use(request, "GET", (client) => client.get(key));
    if (value === null) throw nothingStored(key);
    return { key, value };
  });
}
