import { isIP } from "node:net";
import { LETS_ENCRYPT } from "../../constructs/platform";
import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** Names that no public authority vouches for. https://www.iana.org/assignments/special-use-domain-names */
const NOT_PUBLIC = /(^|\.)(localhost|local|internal|invalid|test|example|onion|alt|home\.arpa)$/;

const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** The way in has one certificate, and an authority vouches for what it can look up. */
export function certificateFindings({ platform: { haproxy } }: Settings): Finding[] {
  if (!haproxy?.acme) return [];
  const { acme, certificateFile, hosts } = haproxy;
  const path = ["platform", "haproxy"];
  const isPrivate = acme.directory !== LETS_ENCRYPT;
  return [
    ...(certificateFile === undefined
      ? []
      : [
          {
            path: [...path, "certificateFile"],
            message: "a certificate that is given, and one of an ACME server; take one out",
            other: [...path, "acme"],
          },
        ]),
    ...(acme.caFile !== undefined && !isPrivate
      ? [{ path: [...path, "acme", "caFile"], message: "a CA for no private server; add 'directory', or take it out" }]
      : []),
    ...hosts.flatMap((host, index) => {
      const message = fault(host.toLowerCase(), isPrivate);
      return message === undefined ? [] : [{ path: [...path, "hosts", index], message: `got "${host}", ${message}` }];
    }),
  ];
}

function fault(host: string, isPrivate: boolean): string | undefined {
  if (host.startsWith("*")) return "a wildcard, for which no ACME server asks over HTTP; write out the names";
  if (isPrivate) return undefined;
  const isPublic = isIP(host) === 0 && DOMAIN.test(host) && !NOT_PUBLIC.test(host);
  return isPublic
    ? undefined
    : "which Let's Encrypt cannot look up; write public names, or the 'directory' of a private ACME server";
}
