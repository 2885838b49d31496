// First: the certificate library looks for it while it is loaded.
import "reflect-metadata";
import { createPrivateKey, KeyObject, randomBytes, webcrypto } from "node:crypto";
import { isIP } from "node:net";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  type Extension,
} from "@peculiar/x509";

/** A certificate with its private key, both PEM. */
export interface KeyedCertificate {
  readonly certificate: string;
  readonly key: string;
}

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/**
 * Browsers refuse longer ones of public CAs, Apple's platforms nearly so of all. https://support.apple.com/en-us/103769
 */
const LEAF_DAYS = 397;
const CA_DAYS = 3650;

/** An environment's own certificate authority, valid for ten years. It signs servers, never another authority. */
export async function newAuthority(environment: string, now: Date): Promise<KeyedCertificate> {
  const pair = await newKeyPair();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `O=Bulwark, CN=local CA of ${environment}`,
    keys: pair,
    signingAlgorithm: SIGNATURE,
    ...validity(now, CA_DAYS),
    serialNumber: newSerial(),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(pair.publicKey),
    ],
  });
  return { certificate: pemOf(certificate), key: privatePem(pair.privateKey) };
}

/** A server's certificate for names and addresses, valid for 397 days at most and never longer than its authority. */
export async function issued(
  authority: KeyedCertificate,
  hosts: readonly string[],
  now: Date,
): Promise<KeyedCertificate> {
  const pair = await newKeyPair();
  const issuer = new X509Certificate(authority.certificate);
  const { notBefore, notAfter } = validity(now, LEAF_DAYS);
  const certificate = await X509CertificateGenerator.create({
    // A common name has 64 characters at most; what counts are the alternative names.
    subject: [{ CN: [(hosts[0] ?? "localhost").slice(0, 64)] }],
    issuer: issuer.subjectName,
    publicKey: pair.publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: SIGNATURE,
    notBefore,
    notAfter: new Date(Math.min(notAfter.getTime(), issuer.notAfter.getTime())),
    serialNumber: newSerial(),
    extensions: await serverExtensions(pair.publicKey, issuer, hosts),
  });
  return { certificate: pemOf(certificate), key: privatePem(pair.privateKey) };
}

async function serverExtensions(
  key: webcrypto.CryptoKey,
  issuer: X509Certificate,
  hosts: readonly string[],
): Promise<Extension[]> {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(
      hosts.map((value) => ({ type: isIP(value) === 0 ? ("dns" as const) : ("ip" as const), value })),
    ),
    await SubjectKeyIdentifierExtension.create(key),
    await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
  ];
}

/** An hour back, for clients whose clock is late. */
function validity(now: Date, days: number): { readonly notBefore: Date; readonly notAfter: Date } {
  const notBefore = new Date(now.getTime() - HOUR);
  return { notBefore, notAfter: new Date(notBefore.getTime() + days * DAY) };
}

async function newKeyPair(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(CURVE, true, ["sign", "verify"]);
}

async function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ type: "pkcs8", format: "der" });
  return webcrypto.subtle.importKey("pkcs8", der, CURVE, false, ["sign"]);
}

function privatePem(key: webcrypto.CryptoKey): string {
  return KeyObject.from(key).export({ type: "pkcs8", format: "pem" }).toString();
}

/** With a line end, so that a key can follow in the same file. */
function pemOf(certificate: X509Certificate): string {
  return `${certificate.toString("pem").trimEnd()}\n`;
}

/** Positive, as RFC 5280 asks: the first bit is 0. */
function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x7f) | 0x40;
  return bytes.toString("hex");
}
