import type { IncomingMessage } from "node:http";
import { parseTraceparent } from "../telemetry/traceparent";
import type { Span, Tracing } from "../telemetry/tracing";
import { plainTracing } from "../telemetry/tracing";

/** Asked every second or so by machines: spans of these would drown the others. */
const PROBES = new Set(["/health", "/ready", "/metrics", "/api/health/detailed", "/api/health/dependencies"]);

const spans = new WeakMap<IncomingMessage, Span>();

/** The span of a request, begun when it is first asked for (that is when the request's logger is made). */
export function spanOf(request: IncomingMessage, tracing: Tracing): Span {
  const known = spans.get(request);
  if (known) return known;
  const header = request.headers["traceparent"];
  const caller = parseTraceparent(Array.isArray(header) ? undefined : header);
  const source = PROBES.has(request.url ?? "") ? plainTracing : tracing;
  const span = source.server(request.method ?? "", caller);
  spans.set(request, span);
  return span;
}
