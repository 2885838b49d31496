import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { deadlineExceeded, payloadTooLarge } from "../errors";
import { retryOnRefused } from "../connections/retry";
import { withDeadline } from "../health/deadline";

export interface Exchange {
  readonly url: URL;
  /** As the client wrote it: `URL` would normalise it. */
  readonly path: string;
  readonly method: string;
  readonly headers: OutgoingHttpHeaders;
  /** Undefined when there is none. */
  readonly body: Readable | undefined;
  readonly bodyLimitBytes: number;
  readonly timeoutMs: number;
}

/**
 * A request whose connection stands and of which nothing was sent yet. Connections are not kept: one that the upstream
 * closes in the moment of use could only be retried by sending a POST twice, and a new one meets the newest replica.
 */
function connect({ url, path, method, headers }: Exchange, signal: AbortSignal): Promise<ClientRequest> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === "https:" ? httpsRequest : httpRequest;
    const request = open(url, { path, method, headers, agent: false, signal });
    request.on("error", reject);
    request.once("socket", (socket) => {
      const ready = url.protocol === "https:" ? "secureConnect" : "connect";
      if (socket.connecting) socket.once(ready, () => resolve(request));
      else resolve(request);
    });
  });
}

function limited(limitBytes: number): Transform {
  let total = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      total += chunk.length;
      if (total > limitBytes) done(payloadTooLarge(limitBytes));
      else done(null, chunk);
    },
  });
}

/**
 * Streams the body. `pipeline` would destroy the client's connection together with the upstream's, and so take away
 * the way to answer; what is left of the body is read and dropped instead.
 */
function send(body: Readable, limit: Transform, request: ClientRequest): void {
  const drop = (): void => {
    body.unpipe(limit);
    body.resume();
  };
  limit.once("error", () => request.destroy());
  request.once("close", drop);
  body.pipe(limit).pipe(request);
}

/** Sends the request and gives the answer as soon as its head is there. */
function answerTo(request: ClientRequest, { body, bodyLimitBytes }: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("response", resolve).on("error", reject);
    if (!body) request.end();
    else send(body, limited(bodyLimitBytes).once("error", reject), request);
  });
}

/** An exchange that is under way. */
export interface Running {
  /** The upstream's answer: head there, body still streaming. Rejects with DeadlineExceeded when the upstream is silent. */
  readonly answer: Promise<IncomingMessage>;
  /** Gives up, for instance because the client went away. */
  cancel(): void;
}

/** Asks the upstream, once more when its connection was refused; never after a byte was sent. */
export function exchange(options: Exchange): Running {
  const { timeoutMs } = options;
  const controller = new AbortController();
  const answer = withDeadline(timeoutMs, async (expired) => {
    expired.addEventListener("abort", () => controller.abort(), { once: true });
    const request = await retryOnRefused(() => connect(options, controller.signal));
    const head = await answerTo(request, options);
    return head.setTimeout(timeoutMs, () => head.destroy(deadlineExceeded(timeoutMs)));
  });
  return { answer, cancel: () => controller.abort() };
}
