import type { Context, Span as OtelSpan, Tracer } from "@opentelemetry/api";
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import { OTLPTraceExporter as JsonExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Logger } from "pino";
import type { Configuration, OtlpSettings } from "../configuration/configuration";
import { withDeadline } from "../health/deadline";
import { reportingExporter } from "./reporting-exporter";
import type { TraceContext } from "./traceparent";
import type { Span, SpanAttributes, Tracing } from "./tracing";

const STOP_DEADLINE_MS = 1000;
const EXPORT_TIMEOUT_MS = 5000;

/** Both append `/v1/traces` to the endpoint and read the other OTEL_EXPORTER_OTLP_* variables themselves. */
const EXPORTERS = { "http/json": JsonExporter, "http/protobuf": ProtobufExporter } as const;

function contextOf(caller: TraceContext | undefined): Context {
  if (!caller) return ROOT_CONTEXT;
  const traceFlags = caller.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { ...caller, traceFlags, isRemote: true });
}

function wrap(span: OtelSpan): Span {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    context: { traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 },
    end: ({ name, failed, attributes }) => {
      if (name) span.updateName(name);
      if (attributes) span.setAttributes(attributes);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

function spansFrom(tracer: Tracer): Pick<Tracing, "server" | "client"> {
  const start = (name: string, kind: SpanKind, parent: TraceContext | undefined, attributes?: SpanAttributes) =>
    wrap(tracer.startSpan(name, { kind, attributes }, contextOf(parent)));
  return {
    server: (name, caller) => start(name, SpanKind.SERVER, caller),
    client: (name, parent, attributes) => start(name, SpanKind.CLIENT, parent.context, attributes),
  };
}

/**
 * Traces to an OTLP/HTTP collector. Spans are made by hand where work is done: patching libraries as they load would
 * cost 20 packages more and start-up time. A collector that is away costs nothing but the oldest spans.
 */
export function otlpTracing({ protocol }: OtlpSettings, { service }: Configuration, log: Logger): Tracing {
  const exporter = reportingExporter(new EXPORTERS[protocol]({ timeoutMillis: EXPORT_TIMEOUT_MS }), log);
  const processor = new BatchSpanProcessor({ exporter, maxQueueSize: 1024, scheduledDelayMillis: 1000 });
  const resource = resourceFromAttributes({ "service.name": service.name, "service.version": service.version });
  const provider = new TracerProvider({ resource, spanProcessors: [processor] });
  return {
    ...spansFrom(provider.getTracer(service.name, service.version)),
    stop: () => withDeadline(STOP_DEADLINE_MS, () => provider.shutdown()).catch(() => undefined),
  };
}
