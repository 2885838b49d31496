import type { Socket } from "node:net";
import { createServer } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { exchange } from "../../src/gateway/exchange";
import { freePort, useLab } from "../support/lab";

const lab = useLab();
const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
const answer = (status: string, body: string) =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;

type Behaviour = (socket: Socket, received: string) => void;

/** As a kernel ends a connection that the process never took. */
const resets: Behaviour = (socket) => socket.resetAndDestroy();

const resetsOnceItHasTheBody: Behaviour = (socket, received) => {
  if (received.endsWith("body")) socket.resetAndDestroy();
  else socket.write(CONTINUE);
};

const answers: Behaviour = (socket, received) => {
  if (received.startsWith("GET") || received.endsWith("body")) socket.end(answer("200 OK", "done"));
  else socket.write(CONTINUE);
};

const knowsNoExpectation: Behaviour = (socket, received) => {
  if (received.endsWith("body")) socket.end(answer("200 OK", "done"));
};

const refuses: Behaviour = (socket) => socket.end(answer("403 Forbidden", "no"));

/** An upstream that treats each connection in its own way; gives what it was sent on each. */
async function upstream(...behaviours: readonly Behaviour[]): Promise<{ origin: string; received: string[] }> {
  const received: string[] = [];
  const port = await freePort();
  const server = createServer((socket) => {
    const index = received.push("") - 1;
    socket
      .on("error", () => undefined)
      .on("data", (chunk: Buffer) => {
        received[index] += chunk.toString();
        behaviours[index]?.(socket, received[index] ?? "");
      });
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  lab.onRelease(() => void server.close());
  return { origin: `http://127.0.0.1:${port}`, received };
}

async function ask(origin: string, method: string, body?: string): Promise<string> {
  const headers = body === undefined ? {} : { expect: "100-continue", "content-length": body.length };
  const running = exchange({
    ...{ url: new URL(origin), path: "/", method, headers, bodyLimitBytes: 1024, timeoutMs: 5000 },
    body: body === undefined ? undefined : Readable.from([body]),
  });
  const head = await running.answer;
  return `${head.statusCode} ${await text(head)}`;
}

it.each([
  ["GET", undefined],
  ["POST", "body"],
])("a %s whose connection is reset before anybody took it goes to another one, complete", async (method, body) => {
  const { origin, received } = await upstream(resets, answers);
  expect(await ask(origin, method, body)).toBe("200 done");
  expect(received.map((sent) => sent.endsWith("body"))).toEqual([false, body !== undefined]);
});

it("a third one is not tried", async () => {
  const { origin, received } = await upstream(resets, resets, answers);
  await expect(ask(origin, "GET")).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(received).toHaveLength(2);
});

it.each([
  ["a body that was sent", "body"],
  ["a POST without a body", undefined],
])("is never sent twice: %s", async (_what, body) => {
  const { origin, received } = await upstream(body ? resetsOnceItHasTheBody : resets, answers);
  await expect(ask(origin, "POST", body)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(received).toHaveLength(1);
});

it("an upstream that does not ask for the body gets it after a while", async () => {
  const { origin, received } = await upstream(knowsNoExpectation);
  expect(await ask(origin, "POST", "body")).toBe("200 done");
  expect(received[0]?.split("\r\n\r\n")).toEqual([expect.stringContaining("xpect: 100-continue"), "body"]);
});

it("an upstream that answers without the body is not sent it", async () => {
  const { origin, received } = await upstream(refuses);
  expect(await ask(origin, "POST", "body")).toBe("403 no");
  expect(received).toEqual([expect.not.stringContaining("body")]);
});
