import { eventually, useLab } from "./support/lab";
import { jsonOf, rawExchange, statusOf } from "./support/raw-http";
import type { RunningService } from "./support/service";
import { start } from "./support/service";

const lab = useLab();
let service: RunningService;

beforeAll(async () => {
  service = await start(lab, { SERVICE_NAME: "l01-data-layer", SERVICE_VERSION: "1.2.3", LOG_LEVEL: "debug" });
});

describe("health", () => {
  it("says status, version and uptime at /health", async () => {
    const { status, body } = await service.json("/health");
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "ok",
      service: "l01-data-layer",
      version: "1.2.3",
      uptimeSeconds: expect.any(Number),
    });
  });

  it("is ready when it needs nothing", async () => {
    expect(await service.json("/ready")).toEqual({ status: 200, body: { status: "ready", failing: [] } });
  });

  it("tells about processor, memory, disk, network, connections and queues at /api/health/detailed", async () => {
    const { body } = await service.json("/api/health/detailed");
    expect(body).toMatchObject({
      cpu: { usedPercent: expect.any(Number), processors: expect.any(Number) },
      memory: { rssBytes: expect.any(Number) },
      disk: { totalBytes: expect.any(Number), availableBytes: expect.any(Number) },
      network: { lo: { receivedBytes: expect.any(Number), sentBytes: expect.any(Number) } },
      activeConnections: expect.any(Number),
      requestsInFlight: 1,
      queueDepth: 0,
    });
  });

  it("has no dependencies to list", async () => {
    expect((await service.json("/api/health/dependencies")).body).toEqual({ dependencies: [] });
  });
});

describe("metrics", () => {
  it("hold process figures", async () => {
    expect(await service.metric("process_resident_memory_bytes")).toBeGreaterThan(1e6);
  });

  it("count each request by route, not by path", async () => {
    await service.fetch("/v1/cache/one");
    await service.fetch("/v1/cache/two");
    const labels = 'method="GET",route="/v1/cache/:key",status_code="501"';
    expect(await service.metric(`http_request_duration_seconds_count{${labels}}`)).toBe(2);
  });

  it("count unknown paths as one", async () => {
    await service.fetch("/nowhere/1");
    await service.fetch("/nowhere/2");
    const labels = 'method="GET",route="unmatched",status_code="404"';
    expect(await service.metric(`http_request_duration_seconds_count{${labels}}`)).toBe(2);
  });

  it.each(["low", "medium", "high", "critical"])("know the severity %s before its first event", async (severity) => {
    expect(await service.metric(`security_events_total{severity="${severity}",type="none"}`)).toBe(0);
  });
});

describe("security events", () => {
  it("are counted and logged", async () => {
    const event = { severity: "critical", type: "intrusion" };
    const { status } = await service.send("POST", "/v1/security-events", event);
    expect(status).toBe(202);
    expect(await service.metric('security_events_total{severity="critical",type="intrusion"}')).toBe(1);
    expect(await service.logged({ event: "security", ...event })).toBeDefined();
  });

  it.each([{ severity: "urgent", type: "x" }, { severity: "low", type: "Not A Type" }, { type: "x" }, [], "text"])(
    "of the form %j are refused",
    async (body) => expect((await service.send("POST", "/v1/security-events", body)).status).toBe(400),
  );

  it("of more types than a memory should hold are counted as other", async () => {
    for (let index = 0; index < 60; index += 1) {
      await service.send("POST", "/v1/security-events", { severity: "low", type: `type-${index}` });
    }
    expect(await service.metric('security_events_total{severity="low",type="other"}')).toBeGreaterThanOrEqual(10);
  });
});

describe("log", () => {
  it("is one JSON object per line, each with a trace id", () => {
    expect(service.log.length).toBeGreaterThan(3);
    for (const line of service.log) expect(line).toMatchObject({ trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  });

  it("takes the trace id from traceparent", async () => {
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    await service.fetch("/v1/slow?ms=0", { headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` } });
    expect(await service.logged({ trace_id: traceId, route: "/v1/slow", status: 200 })).toBeDefined();
  });

  it("makes a trace id where none came, and tells it with an error", async () => {
    const { body } = await service.json("/nope");
    expect(await service.logged({ trace_id: body["traceId"], path: "/nope", status: 404 })).toBeDefined();
  });

  it("holds no query", async () => {
    await service.fetch("/with-query?password=hunter2");
    const paths = (): unknown[] =>
      service.log.map(({ path }) => path).filter((path) => String(path).startsWith("/with"));
    expect(await eventually("the line is there", () => paths()[0])).toBe("/with-query");
    expect(service.program.output).not.toContain("hunter2");
  });
});

describe("endpoints without their dependency", () => {
  it.each([
    ["POST", "/v1/items", { name: "a" }],
    ["GET", "/v1/items/count", undefined],
    ["PUT", "/v1/cache/a", { value: "b" }],
    ["GET", "/v1/cache/a", undefined],
  ])("%s %s answers 501 in JSON", async (method, path, body) => {
    const response = body ? await service.send(method, path, body) : await service.json(path);
    expect(response).toMatchObject({ status: 501, body: { error: "not_configured" } });
  });

  it("of another role are not there", async () => {
    expect((await service.json("/v1/services")).status).toBe(404);
  });
});

describe("input", () => {
  it("comes back from /v1/echo", async () => {
    const { status, body } = await service.send("POST", "/v1/echo?a=1", { b: [2] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ method: "POST", path: "/v1/echo?a=1", query: { a: "1" }, body: { b: [2] } });
  });

  it.each([
    ["/v1/slow?ms=10001"],
    ["/v1/slow?ms=-1"],
    ["/v1/slow?ms=abc"],
    ["/v1/cache/a%20b"],
    [`/v1/cache/${"a".repeat(129)}`],
  ])("%s is refused", async (path) =>
    expect(await service.json(path)).toMatchObject({ status: 400, body: { error: "invalid_request" } }),
  );

  it.each([
    [{ name: "" }, "body.name"],
    [{ name: "a\0b" }, "body.name: must not hold NUL"],
    [{ name: "a".repeat(201) }, "body.name"],
    [{}, "body.name"],
    [null, "body"],
  ])("%j is no item", async (body, message) => {
    const answer = await service.send("POST", "/v1/items", body);
    expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) } });
  });

  it.each([
    ["not JSON", "{", "application/json", 400],
    ["of another type", "<a/>", "application/xml", 415],
    ["over 1 MiB", JSON.stringify("a".repeat(1024 * 1024)), "application/json", 413],
    ["with __proto__", '{"__proto__":{"a":1}}', "application/json", 400],
  ])("that is %s is refused", async (_what, body, type, status) => {
    const answer = await service.json("/v1/echo", { method: "POST", body, headers: { "content-type": type } });
    expect(answer).toMatchObject({ status, body: { error: expect.any(String), traceId: expect.any(String) } });
  });

  it("just under 1 MiB is taken", async () => {
    expect((await service.send("POST", "/v1/echo", "a".repeat(1024 * 1024 - 2))).status).toBe(200);
  });
});

describe("what is not HTTP as it should be", () => {
  it.each([
    ["a header without end", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431],
    ["rubbish", "rubbish\r\n\r\n", 400],
    ["a bad header", "GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n", 400],
    [
      "both lengths",
      "POST /v1/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
      400,
    ],
    ["a bad encoding", "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400],
    ["CONNECT", "CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n", 405],
    ["an odd method", "PROPFIND / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404],
    ["OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400],
  ])("%s gets an answer in JSON", async (_what, bytes, status) => {
    const answer = await rawExchange(service.port, bytes);
    expect(statusOf(answer)).toBe(status);
    expect(answer.toLowerCase()).toContain("x-content-type-options: nosniff");
    expect(jsonOf(answer)).toMatchObject({ error: expect.any(String), traceId: expect.any(String) });
  });
});

it.each(["/health", "/ready", "/metrics", "/nope", "/v1/items/count"])("%s forbids content sniffing", async (path) => {
  expect((await service.fetch(path)).headers.get("x-content-type-options")).toBe("nosniff");
});

it("shows no stack to a client", async () => {
  const answers = await Promise.all(
    ["/nope", "/v1/items/count", "/%zz", "/v1/slow?ms=x"].map((path) => service.fetch(path)),
  );
  for (const answer of answers) expect(await answer.text()).not.toMatch(/\bat .*:\d+:\d+|node_modules|Error:/);
});
