import type { TraceContext } from "./traceparent";
import { newSpanId, newTraceId } from "./traceparent";

export type SpanAttributes = Readonly<Record<string, string | number>>;

/** One piece of work in a trace. */
export interface Span {
  readonly context: TraceContext;
  /** Ends it; the name given here replaces the first one (the route is known only after routing). */
  end(outcome: { readonly name?: string; readonly failed: boolean; readonly attributes?: SpanAttributes }): void;
}

export interface Tracing {
  /** A request that came in. */
  server(name: string, caller: TraceContext | undefined): Span;
  /** A call to something else, made for `parent`. */
  client(name: string, parent: Span, attributes: SpanAttributes): Span;
  /** Sends what is left; gives up after a second. */
  stop(): Promise<void>;
}

const plainSpan = (caller: TraceContext | undefined): Span => ({
  context: { traceId: caller?.traceId ?? newTraceId(), spanId: newSpanId(), sampled: caller?.sampled ?? true },
  end: () => undefined,
});

/** Ids for logs and for the services called, nothing recorded: without a collector, and for probes. */
export const plainTracing: Tracing = {
  server: (_name, caller) => plainSpan(caller),
  client: (_name, parent) => plainSpan(parent.context),
  stop: () => Promise.resolve(),
};
