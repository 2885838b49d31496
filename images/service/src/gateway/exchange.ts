import type { ClientRequest, IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Readable } from "node:stream";
import { Transform } from "node:stream";
import { deadlineExceeded, payloadTooLarge } from "../errors";
import { refusedWhenGone, retryOnRefused } from "../connections/retry";
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
    request.on("error", (error) => reject(refusedWhenGone(error)));
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

/** Asking twice is asking once. https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2 */
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/** An upstream that does not know `Expect` gets the body after this time all the same. */
const CONTINUE_MS = 1000;

/**
 * Sends the request and gives the answer as soon as its head is there. A body waits until the upstream asks for it: what
 * the upstream has not begun to read may go to another one. https://www.rfc-editor.org/rfc/rfc9110#section-10.1.1
 */
function answerTo(request: ClientRequest, { method, body, bodyLimitBytes }: Exchange): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let repeatable = body !== undefined || IDEMPOTENT.has(method);
    request.once("response", resolve).on("error", (error) => reject(repeatable ? refusedWhenGone(error) : error));
    if (!body) return void request.end();
    onceAskedFor(request, () => {
      repeatable = false;
      send(body, limited(bodyLimitBytes).once("error", reject), request);
    });
  });
}

/** Begins when the upstream asks for the body, or has been silent for a while; not once it has answered. */
function onceAskedFor(request: ClientRequest, begin: () => void): void {
  const asked = (): void => {
    settle();
    begin();
  };
  const answered = (answer: IncomingMessage): void => {
    settle();
    // Without its body the request has no end of its own.
    answer.once("close", () => request.destroy());
  };
  const patience = setTimeout(asked, CONTINUE_MS);
  const settle = (): void => {
    clearTimeout(patience);
    request.off("continue", asked).off("response", answered).off("close", settle);
  };
  request.on("continue", asked).on("response", answered).on("close", settle);
  request.flushHeaders();
}

/** An exchange that is under way. */
export interface Running {
  /** The upstream's answer: head there, body still streaming. Rejects with DeadlineExceeded when the upstream is silent. */
  readonly answer: Promise<IncomingMessage>;
  /** Gives up, for instance because the client went away. */
  cancel(): void;
}

/** Asks the upstream, once more when nobody took the request; never when somebody may have acted on it. */
export function exchange(options: Exchange): Running {
  const { timeoutMs } = options;
  const controller = new AbortController();
  const answer = withDeadline(timeoutMs, async (expired) => {
    expired.addEventListener("abort", () => controller.abort(), { once: true });
    const head = await retryOnRefused(async () => answerTo(await connect(options, controller.signal), options));
    return head.setTimeout(timeoutMs, () => head.destroy(deadlineExceeded(timeoutMs)));
  });
  return { answer, cancel: () => controller.abort() };
}
