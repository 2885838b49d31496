import type { SpanExporter } from "@opentelemetry/sdk-trace";
import type { Logger } from "pino";

/** The same exporter, with one log line when sending begins to fail and one when it works again. */
export function reportingExporter(exporter: SpanExporter, log: Logger): SpanExporter {
  let failing = false;
  const report = (error: Error | undefined): void => {
    if (error && !failing) log.warn({ error }, "traces cannot be sent; requests are not affected");
    if (!error && failing) log.info("traces are sent again");
    failing = error !== undefined;
  };
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        report(result.code === 0 ? undefined : (result.error ?? undefined));
        done(result);
      }),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}
