import { request } from "node:http";
import { eventually, freePort, useLab } from "./support/lab";
import { bodyOf, stub } from "./support/http-stub";
import { jsonOf, rawExchange, statusOf } from "./support/raw-http";
import type { RunningService } from "./support/service";
import { start } from "./support/service";

const TOKEN = "t-5e8d1f60";
const lab = useLab();
let worker: RunningService;
let gateway: RunningService;
let tokensFile: string;
let latePort: number;

const authorized = { authorization: `Bearer ${TOKEN}` };
const unauthorizedCount = () => gateway.metric('security_events_total{severity="medium",type="unauthorized"}');

beforeAll(async () => {
  tokensFile = lab.file(`${TOKEN}\n`, "tokens");
  latePort = await freePort();
  worker = await start(lab, { SERVICE_NAME: "l01" });
  const silent = await stub(lab, (incoming, answer) => void (incoming.url === "/health" && answer.end()));
  const odd = await stub(lab, async (incoming, answer) => {
    if (incoming.url === "/early") return void answer.writeHead(403).end("no");
    await bodyOf(incoming);
    if (incoming.url === "/cut")
      return void answer.writeHead(200, { "content-length": "10" }).write("half", () => answer.destroy());
    answer
      .writeHead(200, {
        "set-cookie": ["a=1", "b=2"],
        "keep-alive": "x",
        connection: "x-hop",
        "x-hop": "1",
        "x-stays": "1",
      })
      .end("odd");
  });
  const late = await stub(lab, (_incoming, answer) => void answer.end("late"), latePort);
  const upstreams = { l01: worker.origin, silent: silent.origin, odd: odd.origin, late: late.origin };
  gateway = await start(lab, {
    ROLE: "gateway",
    SERVICE_NAME: "gateway",
    GATEWAY_TOKENS_FILE: tokensFile,
    UPSTREAM_TIMEOUT_MS: "1500",
    UPSTREAMS: Object.entries(upstreams)
      .map((pair) => pair.join("="))
      .join(","),
  });
});

describe("without a valid token", () => {
  it.each(["/health", "/ready", "/metrics", "/api/health/detailed", "/api/health/dependencies"])(
    "%s is open",
    async (path) => {
      expect((await gateway.fetch(path)).status).toBe(200);
    },
  );

  it.each([
    "/",
    "/nope",
    "/api/l01/health",
    "/api/l01",
    "/api/unknown/x",
    "/v1/items",
    "/health/",
    "/HEALTH",
    "/ready/../v1",
    "/%zz",
    "/.unreadable-url",
  ])("%s is 401 in JSON", async (path) => {
    const response = await gateway.fetch(path);
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe("Bearer");
    expect(await response.json()).toMatchObject({ error: "unauthorized", traceId: expect.any(String) });
  });

  it.each([
    ["empty", ""],
    ["only a scheme", "Bearer"],
    ["a wrong token", "Bearer wrong"],
    ["another scheme", `Basic ${TOKEN}`],
    ["the bare token", TOKEN],
    ["a longer token", `Bearer ${TOKEN}x`],
    ["a huge token", `Bearer ${"a".repeat(15_000)}`],
    ["no ASCII", "\u00ff\u00fe"],
  ])("an Authorization header that is %s is 401", async (_what, authorization) => {
    expect((await gateway.json("/api/l01/health", { headers: { authorization } })).status).toBe(401);
  });

  it.each([
    ["an odd method", "PROPFIND /api/l01/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
    ["OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"],
    ["CONNECT", "CONNECT l01:80 HTTP/1.1\r\nHost: l01\r\n\r\n"],
    ["a header over the limit", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(40_000)}\r\n\r\n`],
    ["a malformed header", "GET / HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n"],
    ["an invalid character", "GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer \u0001\r\n\r\n"],
    ["no host", "GET /api/l01/x HTTP/1.1\r\nConnection: close\r\n\r\n"],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["an upgrade", "GET /api/l01/ws HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"],
    ["no HTTP at all", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n"],
  ])("%s is 401 in JSON", async (_what, bytes) => {
    const answer = await rawExchange(gateway.port, bytes.replace("Connection: upgrade", "Connection: upgrade, close"));
    expect(statusOf(answer)).toBe(401);
    expect(jsonOf(answer)).toMatchObject({ error: "unauthorized" });
  });

  it("each refusal is a security event", async () => {
    const before = (await unauthorizedCount()) ?? 0;
    await gateway.fetch("/x");
    await rawExchange(gateway.port, "rubbish\r\n\r\n");
    expect(await unauthorizedCount()).toBe(before + 2);
    expect(await gateway.logged({ event: "security", severity: "medium", type: "unauthorized" })).toBeDefined();
  });

  it("a body is not forwarded", async () => {
    const answer = await gateway.json("/api/l01/v1/security-events", {
      method: "POST",
      body: '{"severity":"low","type":"leak"}',
    });
    expect(answer.status).toBe(401);
    expect(await worker.metric('security_events_total{severity="low",type="leak"}')).toBeUndefined();
  });
});

describe("with a token", () => {
  const echo = (init: RequestInit, path = "/api/l01/v1/echo?a=%2F&b=1") =>
    gateway.json(path, {
      method: "POST",
      ...init,
      headers: { ...authorized, "content-type": "application/json", ...init.headers },
    });

  it("method, body and query arrive as they were", async () => {
    const { status, body } = await echo({ body: '{"deep":[1,"ü"]}' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ method: "POST", path: "/v1/echo?a=%2F&b=1", body: { deep: [1, "ü"] } });
  });

  it("the token stays here, and hop-by-hop headers too", async () => {
    const { body } = await echo({ body: "{}", headers: { te: "trailers", "proxy-authorization": "x", "x-own": "1" } });
    const headers = body["headers"] as Record<string, string>;
    expect(headers).toMatchObject({ "x-own": "1", host: new URL(worker.origin).host, "x-forwarded-for": "127.0.0.1" });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(["authorization"]));
    expect(headers).not.toHaveProperty("te");
    expect(headers).not.toHaveProperty("proxy-authorization");
  });

  it("the trace goes on", async () => {
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    const { body } = await echo({ body: "{}", headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01` } });
    expect((body["headers"] as Record<string, string>)["traceparent"]).toMatch(
      new RegExp(`^00-${traceId}-(?!b7ad)[0-9a-f]{16}-01$`),
    );
    expect(await worker.logged({ trace_id: traceId, route: "/v1/echo" })).toBeDefined();
  });

  it.each(["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s is passed on", async (method) => {
    const response = await gateway.fetch("/api/l01/nowhere", { method, headers: authorized });
    expect(response.status).toBe(404);
  });

  it("a body without length is streamed", async () => {
    const body = new ReadableStream({
      start: (controller) => {
        ["[1", ",2", "]"].forEach((part) => controller.enqueue(Buffer.from(part)));
        controller.close();
      },
    });
    expect((await echo({ body, duplex: "half" } as RequestInit)).body).toMatchObject({ body: [1, 2] });
  });

  it("answers keep their headers, but for those of the connection", async () => {
    const response = await gateway.fetch("/api/odd/x", { headers: authorized });
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect([response.headers.get("x-hop"), response.headers.get("x-stays")]).toEqual([null, "1"]);
  });

  it.each([
    ["/api/unknown/x", 404, "unknown_upstream"],
    ["/nope", 404, "not_found"],
    ["/%zz", 400, "invalid_url"],
    ["/api/l01/a/..%2f..%2fb", 400, "invalid_request"],
    ["/api/silent/x", 504, "gateway_timeout"],
    ["/api/l01/v1/slow?ms=5000", 504, "gateway_timeout"],
  ])("%s is %d %s", async (path, status, error) => {
    expect(await gateway.json(path, { headers: authorized })).toMatchObject({ status, body: { error } });
  });

  it.each([
    ["with a length", () => "a".repeat(1024 * 1024 + 1)],
    ["without one", () => new Blob(["a".repeat(1024 * 1024 + 1)]).stream()],
  ])("a body over 1 MiB %s is 413", async (_what, body) => {
    const answer = await echo({ body: body(), duplex: "half" } as RequestInit, "/api/odd/x");
    expect(answer).toMatchObject({ status: 413, body: { error: "payload_too_large" } });
  });

  it("an answer that comes before the body was read is passed on", async () => {
    const response = await gateway.fetch("/api/odd/early", {
      method: "POST",
      body: "a".repeat(900_000),
      headers: authorized,
    });
    expect([response.status, await response.text()]).toEqual([403, "no"]);
  });

  it("an answer that breaks off does so here too, and the gateway lives", async () => {
    const broken = gateway.fetch("/api/odd/cut", { headers: authorized }).then((response) => response.text());
    await expect(broken).rejects.toThrow();
    expect((await gateway.fetch("/health")).status).toBe(200);
  });

  it("a client that goes away takes its request with it", async () => {
    const call = request(`${gateway.origin}/api/l01/v1/slow?ms=1400`, { headers: authorized }).on(
      "error",
      () => undefined,
    );
    call.end();
    await eventually(
      "the worker has it",
      async () => (await worker.metric("http_requests_in_flight")) === 2 || undefined,
    );
    call.destroy();
    expect(await worker.logged({ route: "/v1/slow", status: 499 })).toBeDefined();
  });
});

describe("an upstream that is away", () => {
  it("is 502 after one more try, fails /ready by name, and is used again when it is back", async () => {
    await worker.program.kill();
    const answer = await gateway.json("/api/l01/health", { headers: authorized });
    expect(answer).toMatchObject({ status: 502, body: { error: "bad_gateway", upstream: "l01" } });
    const { status, body } = await gateway.json("/ready");
    expect([status, body["failing"]]).toEqual([503, [{ name: "l01", error: "ECONNREFUSED" }]]);
    await start(lab, { PORT: String(worker.port) }).catch(() => undefined);
    await eventually("ready again", async () => (await gateway.fetch("/ready")).ok || undefined);
  });
});

it("never wrote a token", () => {
  expect(gateway.program.output).not.toContain(TOKEN);
});
