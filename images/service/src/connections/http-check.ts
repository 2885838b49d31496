import type { IncomingMessage, RequestOptions } from "node:http";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { unexpectedStatus } from "../errors";
import { withDeadline } from "../health/deadline";
import { refusedWhenGone, retryOnRefused } from "./retry";

function get(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    request(url, options, resolve)
      .on("error", (error) => reject(refusedWhenGone(error)))
      .end();
  });
}

function bodyRead(answer: IncomingMessage): Promise<void> {
  return new Promise((resolve, reject) => {
    answer.once("end", resolve).on("error", reject).resume();
  });
}

/**
 * Rejects unless the address answers 2xx within the deadline. One retry on a refused connection: the peer may be in
 * the middle of a roll. `agent: false` gives each check its own connection, so it sees what a new client would see.
 */
export function checkHttp(address: string, timeoutMs: number): Promise<void> {
  return withDeadline(timeoutMs, async (signal) => {
    const options = { agent: false, signal, headers: { accept: "*/*" } } as const;
    const answer = await retryOnRefused(() => get(new URL(address), options));
    await bodyRead(answer);
    const status = answer.statusCode ?? 0;
    if (status < 200 || status > 299) throw unexpectedStatus(status);
  });
}
