/** `/api/<upstream>/<path>?<query>` → `/<path>?<query>`, byte for byte as the client wrote it. */
export function pathBelowUpstream(url: string): string {
  const rest = url.replace(/^\/api\/[^/?#]*/, "");
  return rest.startsWith("/") ? rest : `/${rest}`;
}

/** Whether a path steps out of itself: upstreams disagree on what `..` means, so none is ever forwarded. */
export function climbs(url: string): boolean {
  const [path = ""] = url.split(/[?#]/, 1);
  return decodeURIComponent(path)
    .split(/[/\\]/)
    .some((segment) => segment === ".." || segment === ".");
}
