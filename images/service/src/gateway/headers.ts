import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from "node:http";

/** Meant for one connection only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** The token is for the gateway alone; `host` is the upstream's; Node has answered `expect` already. */
const NOT_FORWARDED = [...HOP_BY_HOP, "authorization", "host", "expect"];

function without(headers: IncomingHttpHeaders, names: readonly string[]): OutgoingHttpHeaders {
  const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  const dropped = new Set([...names, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}

/** More than this does not fit into the buffers on the way. */
const BUFFERED_BYTES = 64 * 1024;

/**
 * An upstream that refuses a long upload at once, and was asked to close, closes with the rest unread: that resets the
 * connection, and its answer is lost. So long uploads leave the closing to this side.
 */
function connectionFor({ "content-length": length, "transfer-encoding": coding }: IncomingHttpHeaders): string {
  return coding !== undefined || Number(length ?? 0) > BUFFERED_BYTES ? "keep-alive" : "close";
}

export const hasBody = (headers: IncomingHttpHeaders): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/** What the upstream is sent. A body of unknown length stays one. */
export function forwardedHeaders({ headers, socket }: IncomingMessage, traceparent: string): OutgoingHttpHeaders {
  const addresses = [headers["x-forwarded-for"], socket.remoteAddress].filter(Boolean).join(", ");
  const chunked = headers["transfer-encoding"] === undefined ? {} : { "transfer-encoding": "chunked" };
  const expect = hasBody(headers) ? { expect: "100-continue" } : {};
  return {
    ...without(headers, NOT_FORWARDED),
    ...chunked,
    ...expect,
    connection: connectionFor(headers),
    traceparent,
    "x-forwarded-for": addresses,
    "x-forwarded-host": headers["x-forwarded-host"] ?? headers.host ?? "",
  };
}

/** What the client is sent back. */
export const returnedHeaders = ({ headers }: IncomingMessage): OutgoingHttpHeaders => without(headers, HOP_BY_HOP);
