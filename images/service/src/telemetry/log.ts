import type { Logger } from "pino";
import { destination, pino, stdTimeFunctions } from "pino";
import { newTraceId } from "./traceparent";

export interface LogOptions {
  readonly level: string;
  readonly name: string;
  readonly version: string;
}

/** Only what helps: database errors carry row values in other members. The stack goes to the log, never to a client. */
function errorFields(error: Error & { readonly code?: unknown }): Record<string, unknown> {
  return { type: error.name, message: error.message, code: error.code, stack: error.stack };
}

/** One JSON object per line on standard output. Has no `trace_id` yet: see `lifecycleLog` and `requestLog`. */
export const createLog = ({ level, name, version }: LogOptions): Logger =>
  pino(
    {
      level,
      base: { service: name, version },
      messageKey: "message",
      errorKey: "error",
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: errorFields },
    },
    // Written at once: buffered lines would be lost, or come in another order, when the process ends.
    destination({ dest: 1, sync: true }),
  );

/** For lines that belong to no request: one trace id for the life of the process. */
export const lifecycleLog = (log: Logger): Logger => log.child({ trace_id: newTraceId() });

export const requestLog = (log: Logger, context: { readonly traceId: string; readonly spanId: string }): Logger =>
  log.child({ trace_id: context.traceId, span_id: context.spanId });
