import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { load, percentile, type LoadOptions } from "../../../bench/proxy/load";

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Asks a server that answers in this way; bounded by requests, the seconds are a guard. */
async function loadOn(answer: RequestListener, options: Partial<LoadOptions> = {}) {
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server!.once("listening", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const targets = [{ address, token: "t", path: "/echo" }];
  return load({ targets, connections: 4, seconds: 20, mostRequests: 100, ...options });
}

describe("the load", () => {
  it("keeps its connections and counts each answer once", async () => {
    const connections = new Set<unknown>();
    const seen = new Set<string>();
    let asked = 0;
    const { requests } = await loadOn((request, response) => {
      asked++;
      connections.add(request.socket);
      seen.add(`${request.method} ${request.url} ${request.headers.authorization}`);
      response.setHeader("content-length", 5).end("hello");
    });
    expect(connections.size).toBe(4);
    expect([...seen]).toEqual(["GET /echo/health Bearer t"]);
    expect(requests).toBe(asked);
    expect(requests).toBeGreaterThanOrEqual(100);
    expect(requests).toBeLessThan(104);
  });

  it("waits for an answer that comes in pieces", async () => {
    const { p50Ms } = await loadOn(
      (_request, response) => {
        response.setHeader("content-length", 10).write("hello");
        setTimeout(() => response.end("world"), 20);
      },
      { mostRequests: 8 },
    );
    expect(p50Ms).toBeGreaterThan(15);
  });

  it("ends when its seconds are over", async () => {
    const figures = await loadOn((_request, response) => void response.setHeader("content-length", 0).end(), {
      seconds: 0.2,
      mostRequests: 1_000_000,
    });
    expect(figures.requests).toBeLessThan(1_000_000);
    expect(figures.perSecond).toBeGreaterThan(0);
  });

  it("is void with an answer that is not the wanted one", async () => {
    const refused = loadOn((_request, response) => void response.writeHead(429, { "content-length": 0 }).end());
    await expect(refused).rejects.toThrow("an answer had status 429, not 200");
  });

  it("is void when the other side ends a connection", async () => {
    const ended = loadOn((request) => void request.socket.destroy());
    await expect(ended).rejects.toThrow("the other side ended a connection that was to be kept");
  });

  it("does not guess where an answer ends", async () => {
    const chunked = loadOn((_request, response) => {
      response.write("a");
      response.end("b");
    });
    await expect(chunked).rejects.toThrow("an answer does not say how long it is");
  });
});

describe("a percentile", () => {
  it.each([
    [0.5, 2],
    [0.75, 3],
    [0.99, 4],
  ])("of %d is the smallest value that is not less than this share", (share, value) => {
    expect(percentile([1, 2, 3, 4], share)).toBe(value);
  });
});
