import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { ClientKind } from "../../bench/traffic/client";
import { TrafficReport, trafficTable } from "../../bench/traffic/report";
import { Traffic, type TrafficOptions } from "../../bench/traffic/traffic";

const KINDS = Object.values(ClientKind);
const only = (kind: ClientKind): TrafficOptions => ({
  clients: { ...Object.fromEntries(KINDS.map((one) => [one, 0])), [kind]: 1 },
  pauseMs: 1,
});
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Requests to a server that answers each of them in this way, until that many have ended. */
async function trafficTo(answer: RequestListener, requests: number, options: TrafficOptions = { pauseMs: 1 }) {
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server!.once("listening", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const traffic = Traffic.start({ address, token: "t", path: "/api/items" }, options);
  await traffic.reached(requests);
  return traffic.stop();
}

const echo = (request: IncomingMessage, response: ServerResponse) =>
  void text(request).then((body) => response.end(JSON.stringify({ body: JSON.parse(body || "null") as unknown })));

describe("traffic", () => {
  it("asks in every kind, with its token, on the paths of a reference service", async () => {
    const seen = new Set<string>();
    const report = await trafficTo((request, response) => {
      seen.add(`${request.method} ${request.url} ${request.headers.authorization}`);
      echo(request, response);
    }, 60);
    expect(report.failures).toEqual([]);
    expect(KINDS.filter((kind) => report.kinds[kind].requests === 0)).toEqual([]);
    expect([...seen].sort()).toEqual(["GET /api/items/health Bearer t", "POST /api/items/v1/echo Bearer t"]);
  });

  it.each([
    [ClientKind.KEEP_ALIVE_GET, 1],
    [ClientKind.CLOSE_GET, 10],
    [ClientKind.CLOSE_POST, 10],
  ])("of %s makes of 10 requests this many connections: %d", async (kind, connections) => {
    const sockets = new Set<unknown>();
    const report = await trafficTo(
      (request, response) => {
        sockets.add(request.socket);
        echo(request, response);
      },
      10,
      { ...only(kind), pauseMs: 20 },
    );
    expect([report.total.failed, Math.min(sockets.size, 10)]).toEqual([0, connections]);
  });

  it("dribbles a slow body: its head is there long before its end", async () => {
    let waited = 0;
    await trafficTo(
      (request, response) => {
        const began = performance.now();
        request.once("end", () => (waited = performance.now() - began));
        echo(request, response);
      },
      1,
      only(ClientKind.SLOW_POST),
    );
    expect(waited).toBeGreaterThan(700);
  });
});

describe("a request counts as failed, once and never tried again,", () => {
  it.each<[string, RequestListener, RegExp]>([
    [
      "when it is answered with an error",
      (_, response) => response.writeHead(503).end("no\n server"),
      /HTTP 503: no server,/,
    ],
    ["when its connection is cut", (_, response) => response.destroy(), /ECONNRESET: socket hang up,/],
    [
      "when its answer breaks off",
      (_, response) => void response.writeHead(200, { "content-length": 9 }).write("a", () => response.destroy()),
      /ECONNRESET: aborted,/,
    ],
    [
      "when somebody else's body comes back",
      (_, response) => response.end('{"body":{"client":"another"}}'),
      /not what was sent: \{"body"/,
    ],
  ])("%s", async (_what, answer, reason) => {
    let asked = 0;
    const counting: RequestListener = (request, response) => {
      asked += 1;
      request.resume().once("end", () => answer(request, response));
    };
    const report = await trafficTo(counting, 5, only(ClientKind.CLOSE_POST));
    expect(report.total).toMatchObject({ requests: asked, failed: asked });
    expect(report.failures).toEqual([expect.stringMatching(new RegExp(`^${asked} x close POST, ${reason.source}`))]);
  });
});

it("refuses to report when a bound has ended it before it was stopped", async () => {
  const bounded = trafficTo(echo, 20, { ...only(ClientKind.CLOSE_GET), mostRequests: 10 });
  await expect(bounded).rejects.toThrow(/^the traffic reached a bound before it was stopped: 1\d requests in \d+ s\n/);
});

describe("a report", () => {
  const outcomes = Array.from({ length: 100 }, (_, index) => ({
    kind: ClientKind.CLOSE_GET,
    atMs: index * 100,
    tookMs: index + 1,
    ...(index < 2 ? { failed: `HTTP 502: {"error":"bad","traceId":"${index}"}` } : {}),
  }));
  const report = new TrafficReport(outcomes, 10);

  it("has counts and latencies, of all and of each kind", () => {
    expect(report.total).toEqual({ requests: 100, failed: 2, p50Ms: 51, p99Ms: 100, maxMs: 100 });
    expect(report.kinds[ClientKind.CLOSE_GET]).toEqual(report.total);
    expect(report.kinds[ClientKind.SLOW_POST]).toMatchObject({ requests: 0, failed: 0, maxMs: 0 });
  });

  it("says each reason once, and when", () => {
    expect(report.failures).toEqual(['2 x close GET, HTTP 502: {"error":"bad"}, after 0.0 to 0.1 s']);
  });

  it("stands in a table", () => {
    const [, all, ...kinds] = trafficTable([{ name: "roll", report }]).split("\n");
    expect(all).toMatch(/^roll +100 +2 +51 +100 +100 +10\.0$/);
    expect(kinds.map((line) => line.trim().split(/ {2,}/)[0])).toEqual(KINDS);
  });
});
