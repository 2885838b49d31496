import { createPrivateKey, X509Certificate } from "node:crypto";
import { isIP } from "node:net";

import { certificatesOf, keyOf } from "./pem";

/** What expires sooner is made anew: time enough for an `up` or two. */
export const RENEW_BEFORE_DAYS = 30;

const DAY = 86_400_000;

export interface Expectation {
  readonly now: Date;
  /** PEM of the authority that must have signed it. @default - any */
  readonly authority?: string;
  /** Names and addresses that it must be valid for. @default - any */
  readonly hosts?: readonly string[];
}

/** What is wrong with a PEM file of certificate and key; undefined when nothing is. */
export function certificateFault(pem: string, { now, authority, hosts = [] }: Expectation): string | undefined {
  const certificate = pairOf(pem);
  if (typeof certificate === "string") return certificate;
  const missing = hosts.filter((host) => !covers(certificate, host));
  if (missing.length > 0) return `is not valid for ${missing.join(", ")}`;
  if (authority !== undefined && !isSignedBy(certificate, authority)) return "is not signed by the local CA";
  return timeFault(certificate, now, RENEW_BEFORE_DAYS);
}

/**
 * What is wrong with a PEM file that an operator gives; one that expires soon is taken, one that has expired is not.
 */
export function givenCertificateFault(pem: string, now: Date): string | undefined {
  const certificate = pairOf(pem);
  return typeof certificate === "string" ? certificate : timeFault(certificate, now, 0);
}

/** What is wrong with the local CA; undefined when nothing is. */
export function authorityFault(certificatePem: string, keyPem: string, now: Date): string | undefined {
  const certificate = parsed(certificatePem);
  if (!certificate?.ca) return "holds no certificate of an authority";
  if (!keyFits(keyPem, certificate)) return "has another key";
  return timeFault(certificate, now, RENEW_BEFORE_DAYS);
}

/** Undefined for what is no certificate. */
export function parsed(pem: string | undefined): X509Certificate | undefined {
  try {
    return pem === undefined ? undefined : new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** The first certificate when the key fits it, else what is wrong. */
function pairOf(pem: string): X509Certificate | string {
  const certificate = parsed(certificatesOf(pem)[0]);
  if (certificate === undefined) return "holds no certificate";
  return keyFits(pem, certificate) ? certificate : "holds no private key that fits its first certificate";
}

function keyFits(pem: string, certificate: X509Certificate): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(keyOf(pem) ?? ""));
  } catch {
    return false;
  }
}

/** By the alternative names themselves: `checkHost` takes no wildcard for a name. */
function covers(certificate: X509Certificate, host: string): boolean {
  if (isIP(host) !== 0) return certificate.checkIP(host) !== undefined;
  const names = (certificate.subjectAltName ?? "").toLowerCase().split(", ");
  return names.includes(`dns:${host.toLowerCase()}`);
}

function isSignedBy(certificate: X509Certificate, authority: string): boolean {
  const issuer = parsed(authority);
  return issuer !== undefined && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function timeFault({ validTo, validFrom }: X509Certificate, now: Date, daysLeft: number): string | undefined {
  const days = Math.floor((Date.parse(validTo) - now.getTime()) / DAY);
  if (days < 0) return `expired on ${dayOf(validTo)}`;
  if (Date.parse(validFrom) > now.getTime()) return `is valid from ${dayOf(validFrom)} on`;
  return days < daysLeft ? `expires on ${dayOf(validTo)}, in ${days} days` : undefined;
}

function dayOf(time: string): string {
  return new Date(time).toISOString().slice(0, 10);
}
