import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SecretKind } from "../../../operations/manifest";
import { issued, newAuthority } from "../../../operations/secrets/certificate-authority";
import { givenValue } from "../../../operations/secrets/given-file";
import { wantedSecrets } from "../../../operations/secrets/wanted-secret";
import { secret } from "../../support/secrets/manifests";

const NOW = new Date();
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "given-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const value = (content: string | undefined, kind = SecretKind.CERTIFICATE): string | undefined => {
  if (content !== undefined) writeFileSync(join(folder, "tls.pem"), content);
  const [wanted] = wantedSecrets({ secrets: [secret("tls", 99, { kind, givenFile: "tls.pem" })] });
  return givenValue(wanted!, new Date(), folder)?.toString();
};

describe("a given file", () => {
  it("is taken as it is when certificate and key fit", async () => {
    const { certificate, key } = await issued(await newAuthority("theirs", NOW), ["a.example.com"], NOW);
    expect(value(key + certificate)).toBe(key + certificate);
  });

  it.each(["genrsa", "ecparam -name prime256v1 -genkey -noout"])(
    "may hold a key as 'openssl %s' writes it",
    (words) => {
      const key = execFileSync("openssl", words.split(" "), { stdio: ["ignore", "pipe", "ignore"] }).toString();
      writeFileSync(join(folder, "key"), key);
      const request = `req -x509 -key ${folder}/key -subj /CN=a -days 2`.split(" ");
      const certificate = execFileSync("openssl", request).toString();
      expect(value(certificate + key)).toBe(certificate + key);
    },
  );

  it("may be missing on this machine", () => expect(value(undefined)).toBeUndefined());

  it("without the key is refused, with words that say what belongs into it", async () => {
    const { certificate } = await newAuthority("theirs", NOW);
    expect(() => value(certificate)).toThrow("'tls' holds no private key that fits its first certificate");
    expect(() => value(certificate)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it("never appears in the error about it", () => {
    expect(() => value("very secret")).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("very secret") }),
    );
  });

  it("of a password loses its line end", () => expect(value("planted\n", SecretKind.PASSWORD)).toBe("planted"));

  it("that is empty is refused", () => expect(() => value("\n", SecretKind.PASSWORD)).toThrow("is empty"));
});
