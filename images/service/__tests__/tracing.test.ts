import { eventually, useLab } from "./support/lab";
import { bodyOf, stub } from "./support/http-stub";
import { startRedis } from "./support/redis";
import { start } from "./support/service";

const lab = useLab();
const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const CALLER = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };

interface Span {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly status: { readonly code: number };
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue: string } }[] };
    readonly scopeSpans: readonly { readonly spans: readonly Span[] }[];
  }[];
}

function spansIn(body: Buffer): readonly Span[] {
  return (JSON.parse(body.toString()) as Export).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === "service.name")?.value.stringValue ?? "";
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })));
  });
}

/** An OTLP/HTTP collector that keeps what it gets. */
async function collector() {
  const bodies: Buffer[] = [];
  const heads: { path: string; type: string }[] = [];
  const { origin } = await stub(lab, async (request, response) => {
    heads.push({ path: request.url ?? "", type: request.headers["content-type"] ?? "" });
    bodies.push(await bodyOf(request));
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  return { origin, bodies, heads, spans: () => bodies.flatMap(spansIn) };
}

it("a request through the gateway is one trace of gateway, worker and Redis", async () => {
  const { origin, spans } = await collector();
  const redis = await startRedis(lab);
  const otlp = { OTEL_EXPORTER_OTLP_ENDPOINT: origin };
  const worker = await start(lab, { ...otlp, SERVICE_NAME: "l01", ...redis.variables(lab) });
  const tokens = { GATEWAY_TOKENS_FILE: lab.file("token\n") };
  const gateway = await start(lab, {
    ...otlp,
    ...tokens,
    SERVICE_NAME: "edge",
    ROLE: "gateway",
    UPSTREAMS: `l01=${worker.origin}`,
  });
  await gateway.fetch("/api/l01/v1/cache/none", { headers: { ...CALLER, authorization: "Bearer token" } });

  const trace = await eventually("four spans", () => (spans().length >= 4 ? spans() : undefined));
  const chain = ["GET /api/:upstream/*", "proxy l01", "GET /v1/cache/:key", "redis GET"];
  const ordered = chain.map((name) => trace.find((span) => span.name === name));
  expect(ordered.map((span) => [span?.service, span?.kind])).toEqual([
    ["edge", 2],
    ["edge", 3],
    ["l01", 2],
    ["l01", 3],
  ]);
  expect(ordered.map((span) => span?.traceId)).toEqual([TRACE, TRACE, TRACE, TRACE]);
  const parents = ["00f067aa0ba902b7", ...ordered.slice(0, 3).map((span) => span?.spanId)];
  expect(ordered.map((span) => span?.parentSpanId)).toEqual(parents);
});

it("a log line names the span that was sent, probes are not sent, and what is left is sent at the end", async () => {
  const { origin, spans } = await collector();
  const service = await start(lab, { OTEL_EXPORTER_OTLP_ENDPOINT: origin });
  await service.fetch("/ready");
  await service.fetch("/metrics");
  await service.fetch("/v1/slow?ms=1");
  service.program.signal("SIGTERM");
  await service.program.exited;
  expect(spans().map(({ name }) => name)).toEqual(["GET /v1/slow"]);
  const line = service.log.find(({ route }) => route === "/v1/slow");
  expect([line?.["trace_id"], line?.["span_id"]]).toEqual([spans()[0]?.traceId, spans()[0]?.spanId]);
});

it("a caller that does not sample is obeyed", async () => {
  const { origin, spans } = await collector();
  const service = await start(lab, { OTEL_EXPORTER_OTLP_ENDPOINT: origin });
  await service.fetch("/v1/slow?ms=1", { headers: { traceparent: CALLER.traceparent.replace(/01$/, "00") } });
  await service.fetch("/v1/slow?ms=2", { headers: CALLER });
  service.program.signal("SIGTERM");
  await service.program.exited;
  expect(spans()).toHaveLength(1);
});

it.each([
  ["http/json", "application/json"],
  ["http/protobuf", "application/x-protobuf"],
])("%s goes to /v1/traces of the collector", async (protocol, type) => {
  const { origin, heads, bodies } = await collector();
  const variables = { OTEL_EXPORTER_OTLP_ENDPOINT: origin, OTEL_EXPORTER_OTLP_PROTOCOL: protocol };
  const service = await start(lab, { ...variables, SERVICE_NAME: "l07" });
  await service.fetch("/v1/slow?ms=1");
  await eventually("a batch", () => bodies.length > 0 || undefined);
  expect(heads[0]).toEqual({ path: "/v1/traces", type });
  expect(bodies[0]?.includes("l07")).toBe(true);
});

it("a collector that is a black hole costs no request and no end", async () => {
  const { origin } = await stub(lab, () => undefined);
  const service = await start(lab, { OTEL_EXPORTER_OTLP_ENDPOINT: origin });
  expect((await service.fetch("/v1/slow?ms=1")).status).toBe(200);
  service.program.signal("SIGTERM");
  expect(await service.program.exited).toBe(0);
});

it("a collector that is away is said once", async () => {
  const { origin } = await stub(lab, (_request, response) => void response.writeHead(400).end());
  const service = await start(lab, { OTEL_EXPORTER_OTLP_ENDPOINT: origin });
  await service.fetch("/v1/slow?ms=1");
  expect(await service.logged({ message: "traces cannot be sent; requests are not affected" })).toBeDefined();
});
