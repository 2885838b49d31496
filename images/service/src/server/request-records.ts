import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Service } from "../service";
import { spanOf } from "./request-span";

/** Status that stands for "the client went away before the answer was complete". */
const CLIENT_GONE = 499;

interface Outcome {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

function outcomeOf(request: FastifyRequest, reply: FastifyReply, started: number): Outcome {
  const status = reply.raw.writableFinished ? reply.raw.statusCode : CLIENT_GONE;
  const route = request.routeOptions.url ?? "unmatched";
  return { method: request.method, route, status, seconds: (performance.now() - started) / 1000 };
}

/** Path without query: queries may carry what does not belong into a log. */
const pathOf = (request: FastifyRequest): string => (request.originalUrl.split("?", 1)[0] ?? "").slice(0, 256);

function record({ metrics, tracing }: Service, request: FastifyRequest, outcome: Outcome): void {
  const { method, route, status, seconds } = outcome;
  metrics.requestDuration.observe({ method, route, status_code: String(status) }, seconds);
  spanOf(request.raw, tracing).end({
    name: `${method} ${route}`,
    failed: status >= 500,
    attributes: { "http.request.method": method, "http.route": route, "http.response.status_code": status },
  });
  const level = request.routeOptions.config?.probe && status < 400 ? "debug" : "info";
  const durationMs = Math.round(seconds * 1e6) / 1000;
  request.log[level]({ method, route, path: pathOf(request), status, durationMs }, "request");
}

/** One metric sample, one log line and one span for every request, also when its client goes away. */
export function recordRequests(app: FastifyInstance, service: Service): void {
  app.addHook("onRequest", (request, reply, done) => {
    const started = performance.now();
    service.metrics.requestsInFlight.inc();
    reply.raw.once("close", () => {
      service.metrics.requestsInFlight.dec();
      record(service, request, outcomeOf(request, reply, started));
    });
    done();
  });
}
