import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { LogController, fastify } from "fastify";
import { badUrl } from "../errors";
import { requireToken } from "../gateway/authorization";
import { gatewayRoutes } from "../gateway/routes";
import { healthRoutes } from "../health/routes";
import { hubRoutes } from "../hub/routes";
import type { Service } from "../service";
import { requestLog } from "../telemetry/log";
import { workerRoutes } from "../worker/routes";
import { BODY_LIMIT_BYTES, HEADERS_TIMEOUT_MS, KEEP_ALIVE_MS, MAX_HEADER_BYTES, REQUEST_TIMEOUT_MS } from "./limits";
import { UNREADABLE_URL, routablePath } from "./paths";
import { answerProblems } from "./problems";
import { recordRequests } from "./request-records";
import { spanOf } from "./request-span";
import { UnparsableRequests } from "./unparsable";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Asked by machines without a token, and logged only when it fails. */
    probe?: boolean;
  }
}

function bareServer(service: Service, unparsable: UnparsableRequests): FastifyInstance {
  const { log, lifecycle, tracing } = service;
  const app = fastify({
    loggerInstance: lifecycle as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (_logger, _bindings, _options, raw) =>
      requestLog(log, spanOf(raw, tracing).context) as FastifyBaseLogger,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    return503OnClosing: false,
    rewriteUrl: routablePath,
    routerOptions: { maxParamLength: MAX_HEADER_BYTES },
    clientErrorHandler: unparsable.onClientError,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: 1000,
      requireHostHeader: false,
    },
  });
  app.server.on("connect", unparsable.onConnect);
  return app;
}

/** On every answer. While draining each one also ends its connection, so that clients go elsewhere. */
function answerHeaders(app: FastifyInstance, { draining }: Service): void {
  app.addHook("onSend", (_request, reply, payload, done) => {
    reply.header("x-content-type-options", "nosniff");
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
    if (draining.value) reply.header("connection", "close");
    done(null, payload);
  });
}

/** The HTTP server with the endpoints of this service's role; its port is still closed. */
export async function createServer(service: Service): Promise<FastifyInstance> {
  const app = bareServer(service, new UnparsableRequests(service));
  answerProblems(app, service);
  recordRequests(app, service);
  answerHeaders(app, service);
  if (service.configuration.service.role === "gateway") requireToken(app, service);
  app.all(UNREADABLE_URL, () => Promise.reject(badUrl()));
  healthRoutes(app, service);
  if (service.configuration.service.role === "worker") workerRoutes(app, service);
  if (service.configuration.service.role === "gateway") gatewayRoutes(app, service);
  if (service.configuration.service.role === "hub") await hubRoutes(app, service);
  return app;
}
