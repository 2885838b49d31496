import type { IncomingMessage } from "node:http";

/** Where requests go whose URL cannot be read, so that they pass the same checks as all others. */
export const UNREADABLE_URL = "/.unreadable-url";

/** The path to route by. A router that met a malformed one would answer it before any check of ours. */
export function routablePath({ url = "" }: IncomingMessage): string {
  const relative = url.startsWith("/") ? url : originForm(url);
  const [path = ""] = relative.split("?", 1);
  try {
    decodeURIComponent(path);
    return path === "" ? UNREADABLE_URL : relative;
  } catch {
    return UNREADABLE_URL;
  }
}

/** `GET http://host/path` is valid too (RFC 9112, 3.2.2). */
function originForm(url: string): string {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return "";
  const { pathname, search } = new URL(url);
  return pathname + search;
}
