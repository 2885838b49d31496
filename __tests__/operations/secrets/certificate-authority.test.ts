import { createPrivateKey, X509Certificate } from "node:crypto";
import { issued, newAuthority, type KeyedCertificate } from "../../../operations/secrets/certificate-authority";

/** Judged by OpenSSL as Node has it, which shares no code with the library that made them. */
const readBy = ({ certificate }: KeyedCertificate): X509Certificate => new X509Certificate(certificate);
const DAY = 86_400_000;
const days = ({ validFrom, validTo }: X509Certificate): number => (Date.parse(validTo) - Date.parse(validFrom)) / DAY;

const NOW = new Date("2026-01-02T03:04:05Z");
const HOSTS = ["portal.example.com", "*.example.com", "localhost", "127.0.0.1", "::1"];

describe("a certificate of the local CA", () => {
  let authority: KeyedCertificate;
  let leaf: X509Certificate;
  let key: string;
  beforeAll(async () => {
    authority = await newAuthority("trial", NOW);
    const pair = await issued(authority, HOSTS, NOW);
    [leaf, key] = [readBy(pair), pair.key];
  });

  it("is signed by the CA", () => {
    expect(leaf.checkIssued(readBy(authority))).toBe(true);
    expect(leaf.verify(readBy(authority).publicKey)).toBe(true);
  });

  it("fits its key, an elliptic one of P-256", () => {
    expect(leaf.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(leaf.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  });

  it("is valid for its names and addresses", () => {
    expect(leaf.subjectAltName).toBe(
      "DNS:portal.example.com, DNS:*.example.com, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1",
    );
  });

  it("is valid for 397 days", () => expect(days(leaf)).toBe(397));

  it("is valid for servers only, and no authority itself", () => {
    expect(leaf.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
    expect(leaf.ca).toBe(false);
  });

  it("has a serial number of its own", async () => {
    expect(readBy(await issued(authority, HOSTS, NOW)).serialNumber).not.toBe(leaf.serialNumber);
  });

  it("never outlives its CA", async () => {
    const late = new Date(NOW.getTime() + 3600 * DAY);
    expect(readBy(await issued(authority, HOSTS, late)).validTo).toBe(readBy(authority).validTo);
  });

  it("may be for a name that is longer than a common name", async () => {
    const host = `${"a".repeat(60)}.${"b".repeat(60)}.example.com`;
    expect(readBy(await issued(authority, [host], NOW)).checkHost(host)).toBe(host);
  });
});

describe("the local CA", () => {
  it("is an authority, signed by itself, for ten years", async () => {
    const authority = readBy(await newAuthority("trial", NOW));
    expect([authority.ca, authority.checkIssued(authority), days(authority)]).toEqual([true, true, 3650]);
    expect(authority.subject).toBe("O=Bulwark\nCN=local CA of trial");
  });
});
