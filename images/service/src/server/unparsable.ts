import type { IncomingMessage } from "node:http";
import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Service } from "../service";
import { securityEvent } from "../service";
import { requestLog } from "../telemetry/log";

interface Refusal {
  readonly status: number;
  readonly error: string;
  readonly message: string;
}

const REFUSALS: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: { status: 431, error: "headers_too_large", message: "the headers are too large" },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, error: "request_timeout", message: "the request took too long to arrive" },
};
const MALFORMED: Refusal = { status: 400, error: "malformed_request", message: "this is not a valid HTTP request" };
const CONNECT: Refusal = { status: 405, error: "method_not_allowed", message: "CONNECT is not offered" };

/** Text of a whole answer: there is no request that a framework could answer. */
function rawAnswer(refusal: Refusal, traceId: string): string {
  const { status, error, message } = refusal;
  const body = JSON.stringify({ error, message, traceId });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "X-Content-Type-Options: nosniff",
    "Cache-Control: no-store",
    "Connection: close",
    ...(status === 401 ? ["WWW-Authenticate: Bearer"] : []),
  ];
  return `${head.join("\r\n")}\r\n\r\n${body}`;
}

/** What cannot be read carries no valid token either, so a gateway refuses it as such; slow requests stay 408. */
function asGateway(refusal: Refusal): Refusal {
  if (refusal.status === 408) return refusal;
  return { status: 401, error: "unauthorized", message: `no valid token could be read: ${refusal.message}` };
}

/** Answers what Node's parser refuses, and CONNECT, which Node would drop without a word. */
export class UnparsableRequests {
  constructor(private readonly service: Service) {}

  readonly onClientError = (error: NodeJS.ErrnoException, socket: Duplex): void => {
    const busy = (socket as Duplex & { _httpMessage?: { headersSent: boolean } })._httpMessage?.headersSent === true;
    if (error.code === "ECONNRESET" || !socket.writable || busy) socket.destroy();
    else this.refuse(REFUSALS[error.code ?? ""] ?? MALFORMED, socket);
  };

  readonly onConnect = (_request: IncomingMessage, socket: Duplex): void => {
    socket.on("error", () => socket.destroy());
    this.refuse(CONNECT, socket);
  };

  private refuse(plain: Refusal, socket: Duplex): void {
    const { configuration, tracing, log } = this.service;
    const refusal = configuration.service.role === "gateway" ? asGateway(plain) : plain;
    const { context } = tracing.server("unparsable", undefined);
    const ownLog = requestLog(log, context);
    if (refusal.status === 401) securityEvent(this.service, ownLog, "medium", "unauthorized");
    ownLog.info({ status: refusal.status, reason: plain.error }, "request refused");
    socket.end(rawAnswer(refusal, context.traceId), () => socket.destroy());
  }
}
