import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

/**
 * What zod is told to say of an issue: only what is allowed. A text that a schema brings along for itself comes before
 * this one, so whatever arrives in `message` is about what is allowed, never zod's own "Invalid input".
 */
export function allowed(issue: Issue): string {
  switch (issue.code) {
    case "too_big":
      return limit(issue.inclusive === false ? "below" : "at most", Number(issue.maximum), issue.origin);
    case "too_small":
      return smallest(issue.inclusive === false ? "above" : "at least", Number(issue.minimum), issue.origin);
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_format":
      return format(issue.format, issue.pattern, "prefix" in issue ? String(issue.prefix) : "");
    default:
      return "not allowed";
  }
}

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
  object: ["entry", "entries"],
  map: ["entry", "entries"],
  record: ["entry", "entries"],
};

function limit(bound: string, amount: number, origin: string): string {
  const unit = UNITS[origin]?.[amount === 1 ? 0 : 1];
  return unit === undefined ? `${bound} ${amount}` : `${bound} ${amount} ${unit}`;
}

function smallest(bound: string, amount: number, origin: string): string {
  return origin === "string" && amount === 1 ? "must not be empty" : limit(bound, amount, origin);
}

const FORMATS: Readonly<Record<string, string>> = {
  url: "a URL such as http://host:8000",
  ipv4: "an IPv4 address such as 127.0.0.1",
  ipv6: "an IPv6 address such as ::1",
  cidrv4: "an IPv4 network such as 10.0.0.0/8",
  cidrv6: "an IPv6 network such as fd00::/8",
  email: "an e-mail address",
};

function format(name: string, pattern: string | undefined, prefix: string): string {
  if (name === "starts_with") return `must start with ${prefix}`;
  return FORMATS[name] ?? (pattern === undefined ? `must be a valid ${name}` : `must match ${pattern}`);
}
