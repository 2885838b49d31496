import { issued, newAuthority, type KeyedCertificate } from "../../../operations/secrets/certificate-authority";
import { authorityFault, certificateFault, givenCertificateFault } from "../../../operations/secrets/certificate-fault";

const DAY = 86_400_000;
const NOW = new Date("2026-01-02T03:04:05Z");
const inDays = (days: number): Date => new Date(NOW.getTime() + days * DAY);
const HOSTS = ["Portal.example.com", "10.0.0.1", "::1"];

let authority: KeyedCertificate;
let other: KeyedCertificate;
let pem: string;
beforeAll(async () => {
  [authority, other] = [await newAuthority("trial", NOW), await newAuthority("trial", NOW)];
  const leaf = await issued(authority, HOSTS, NOW);
  pem = leaf.certificate + leaf.key;
});

const fault = (more: Partial<Parameters<typeof certificateFault>[1]> = {}, text = pem): string | undefined =>
  certificateFault(text, { now: NOW, authority: authority.certificate, hosts: HOSTS, ...more });

describe("a certificate", () => {
  it("that is as it should be has no fault", () => expect(fault()).toBeUndefined());

  it("of a CA with the same name and another key is none of ours", () => {
    expect(fault({ authority: other.certificate })).toBe("is not signed by the local CA");
  });

  it("whose signature was tampered with is none of ours", () => {
    const text = pem.replace(/.{8}(?==*\n-----END CERTIFICATE)/, "AAAAAAAA");
    expect(fault({}, text)).toBe("is not signed by the local CA");
  });

  it("is at fault for each host that it lacks", () => {
    expect(fault({ hosts: [...HOSTS, "10.0.0.2", "example.com"] })).toBe("is not valid for 10.0.0.2, example.com");
  });

  it("has no fault 31 days before its end, and one 29 days before", () => {
    expect(fault({ now: inDays(396 - 31) })).toBeUndefined();
    expect(fault({ now: inDays(396 - 29) })).toBe("expires on 2027-02-03, in 29 days");
  });

  it("is at fault after its end, and before its start", () => {
    expect(fault({ now: inDays(400) })).toBe("expired on 2027-02-03");
    expect(fault({ now: inDays(-1) })).toBe("is valid from 2026-01-02 on");
  });

  it("with another one's key is at fault", async () => {
    const { certificate } = await issued(authority, HOSTS, NOW);
    expect(fault({}, certificate + pem.slice(pem.indexOf("-----BEGIN PRIVATE")))).toContain("no private key that fits");
  });

  it.each(["", "no PEM at all", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"])(
    "is not '%s'",
    (text) => {
      expect(fault({}, text)).toBe("holds no certificate");
    },
  );
});

describe("a given certificate", () => {
  it("is taken whoever signed it, also when it expires soon", () => {
    expect(givenCertificateFault(pem, inDays(395))).toBeUndefined();
  });

  it("is not taken once it has expired", () => expect(givenCertificateFault(pem, inDays(400))).toContain("expired on"));
});

describe("an authority", () => {
  it("that is as it should be has no fault", () => {
    expect(authorityFault(authority.certificate, authority.key, NOW)).toBeUndefined();
  });

  it("with another one's key is at fault", () => {
    expect(authorityFault(authority.certificate, other.key, NOW)).toBe("has another key");
  });

  it("is not a server's certificate", () =>
    expect(authorityFault(pem, pem, NOW)).toContain("no certificate of an authority"));
});
