import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint } from "../configuration/endpoints";
import { DeadlineExceeded, HttpProblem, badRequest, payloadTooLarge } from "../errors";
import { unknownUpstream, upstreamTimeout, upstreamUnreachable } from "../errors";
import { reasonOf } from "../health/reason";
import { BODY_LIMIT_BYTES } from "../server/limits";
import { spanOf } from "../server/request-span";
import type { Service } from "../service";
import { traced } from "../service";
import { formatTraceparent } from "../telemetry/traceparent";
import type { Span } from "../telemetry/tracing";
import type { Running } from "./exchange";
import { exchange } from "./exchange";
import { forwardedHeaders, hasBody, returnedHeaders } from "./headers";
import { climbs, pathBelowUpstream } from "./target";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/** Passes requests on to the upstream that the path names. */
class Proxy {
  private readonly upstreams: ReadonlyMap<string, Endpoint>;

  constructor(private readonly service: Service) {
    this.upstreams = new Map(service.configuration.upstreams.map((endpoint) => [endpoint.name, endpoint]));
  }

  readonly handle = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const upstream = this.upstreamOf(request);
    const parent = spanOf(request.raw, this.service.tracing);
    const attributes = { "server.address": new URL(upstream.origin).hostname };
    const answer = await traced(this.service, { name: `proxy ${upstream.name}`, parent, attributes }, (span) => {
      const running = this.start(request, upstream, span);
      reply.raw.once("close", () => running.cancel());
      return running.answer;
    }).catch((error: unknown) => Promise.reject(this.problem(upstream, error)));
    return reply
      .code(answer.statusCode ?? 502)
      .headers(returnedHeaders(answer))
      .send(answer);
  };

  private upstreamOf(request: FastifyRequest): Endpoint {
    const { upstream: name } = request.params as { readonly upstream: string };
    const upstream = this.upstreams.get(name);
    if (!upstream) throw unknownUpstream([...this.upstreams.keys()]);
    if (climbs(request.raw.url ?? "")) throw badRequest("path: must not contain '.' or '..' as a segment");
    if (Number(request.headers["content-length"] ?? 0) > BODY_LIMIT_BYTES) throw payloadTooLarge(BODY_LIMIT_BYTES);
    return upstream;
  }

  private start(request: FastifyRequest, upstream: Endpoint, span: Span): Running {
    return exchange({
      url: new URL(upstream.origin),
      path: pathBelowUpstream(request.raw.url ?? ""),
      method: request.method,
      headers: forwardedHeaders(request.raw, formatTraceparent(span.context)),
      body: hasBody(request.headers) ? request.raw : undefined,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      timeoutMs: this.service.configuration.upstreamTimeoutMs,
    });
  }

  private problem({ name }: Endpoint, error: unknown): HttpProblem {
    if (error instanceof HttpProblem) return error;
    if (error instanceof DeadlineExceeded) return upstreamTimeout(name, error.milliseconds);
    return upstreamUnreachable(name, reasonOf(error));
  }
}

export function gatewayRoutes(app: FastifyInstance, service: Service): void {
  const { handle } = new Proxy(service);
  app.register((scope, _options, done) => {
    // Bodies are streamed, not read: the one parser hands them on untouched.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, parsed) => parsed(null, payload));
    scope.route({ method: [...METHODS], url: "/api/:upstream", handler: handle });
    scope.route({ method: [...METHODS], url: "/api/:upstream/*", handler: handle });
    done();
  });
}
