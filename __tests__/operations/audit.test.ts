import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { audit, AUDIT_FORMATS } from "../../operations/audit";
import { type AuditResult, auditSchema } from "../../operations/audit/result";
import { BulwarkError } from "../../operations/errors";
import { CATALOGUE } from "../../policies/catalogue";

const HARDENED = `
services:
  web:
    image: registry.example.com/web:1.4.2@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
    user: "10001:10001"
`;

let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "audit-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function written(text: string | Buffer, name = "compose.yaml"): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const SOME = new Set(["BWK-privileged", "BWK-user", "BWK-image-version", "BWK-read-only-root"]);
const RULES = CATALOGUE.filter(({ id }) => SOME.has(id));
const audited = (text: string): AuditResult => audit(written(text), RULES, 100);
const printed = (format: string, text: string) => AUDIT_FORMATS[format]!(audited(text)).replaceAll(`${folder}/`, "");

const TWO = `services:
  db: { image: "postgres:17", user: "70:70", read_only: true }
  web: { image: web, privileged: true, env_file: ../x.env }
`;

describe("the audit of a compose file", () => {
  it("counts what is kept of what was answered", () => {
    expect(audited(TWO).score).toEqual({
      ...{ kept: 4, asked: 7, percent: 57, cannotTell: 1, noWord: 0, notApplicable: 0 },
      failed: { critical: 1, high: 0, medium: 2, low: 0 },
    });
  });

  it("is all only when all is kept, and nothing without an answer", () => {
    expect(audited(`${HARDENED}    read_only: true`).score).toMatchObject({ kept: 4, asked: 4, percent: 100 });
    expect(audited("services: {}").score).toMatchObject({ kept: 0, asked: 0, percent: null });
  });

  it("tells people service by service, with the lines of the file, the cures and the score", () => {
    expect(printed("table", TWO)).toBe(`web (compose.yaml:3)
  CRITICAL  BWK-privileged      is privileged
  MEDIUM    BWK-image-version   runs 'web', whatever that is on the day
  MEDIUM    BWK-read-only-root  may write to its root file system, by default
  the user cannot be told: the image decides: BWK-user

How to cure it
  BWK-privileged: Take privileged away; give what is needed by name.
  BWK-image-version: Name a version or, better, a digest.
  BWK-read-only-root: Make the root read-only, and mount what must be written.

compose.yaml: 4 of 7 answers keep the promise (57 %), 1 critical, 2 medium do not, 1 cannot be told, 0 compose has no word for
not examined: 1 compose env_file ../x.env (outside of the project's folder)`);
  });

  it("says that nothing was found", () => {
    expect(printed("table", `${HARDENED}    read_only: true`)).toBe(
      "compose.yaml: 4 of 4 answers keep the promise (100 %), 0 cannot be told, 0 compose has no word for",
    );
  });

  it("is JSON by its schema", () => {
    const json: unknown = JSON.parse(AUDIT_FORMATS["json"]!(audited(TWO)));

    expect(auditSchema.parse(json)).toEqual(json);
    expect(json).toMatchObject({
      ...{ schemaVersion: 1, command: "audit" },
      findings: [{ rule: "BWK-privileged", address: "web", line: 3, verdict: "fail" }, {}, {}, { verdict: "unknown" }],
    });
  });

  it("is Markdown in which what a stranger wrote has no markup, and no more than a comment holds", () => {
    const many = Array.from({ length: 3_000 }, (_, i) => `  s${i}: { image: "<b>[x](y)" }`).join("\n");
    const markdown = printed("markdown", `services:\n${many}`);

    expect(markdown).toMatch(/^## Bulwark audit of \S*compose\.yaml\n/);
    expect(markdown).not.toContain("<b>");
    expect(markdown).not.toContain("](");
    expect(Buffer.byteLength(markdown)).toBeLessThan(65_536);
  });

  it("shows no terminal what a stranger wrote for it", () => {
    expect(printed("table", 'services: { "a\\e[2J": { image: "x\\e]0;" } }')).not.toContain("\u001b");
  });
});

describe("a file that no audit is of", () => {
  const refusal = (file: string): BulwarkError => {
    try {
      audit(file, RULES, 1);
    } catch (error) {
      expect(error).toBeInstanceOf(BulwarkError);
      expect(error).toMatchObject({ exitCode: 2 });
      return error as BulwarkError;
    }
    throw new Error("it was audited");
  };

  const BOMB = Array.from(
    { length: 12 },
    (_, i) =>
      `l${i}: &l${i} [${
        i === 0
          ? "x"
          : Array<string>(9)
              .fill(`*l${i - 1}`)
              .join(", ")
      }]`,
  );

  it.each([
    ["not YAML", "services: [", "not valid YAML"],
    ["no compose file", "a: 1", "is not a compose file"],
    ["no compose file, but JSON", '{"terraform": {}}', "is not a compose file"],
    ["an alias bomb", `${BOMB.join("\n")}\nservices: {}`, "aliases multiply"],
    ["a thousand brackets", `services: ${"[".repeat(100_000)}`, "nested too deeply"],
    ["UTF-16", Buffer.from("\uFEFFservices: {}", "utf16le"), "no UTF-8 text"],
    ["empty", "", "is not a compose file"],
  ])("is refused by name: %s", (_, text, message) => {
    const { message: said } = refusal(written(text, "bad.yaml"));

    expect(said).toContain(message);
    expect(said).toContain("bad.yaml");
  });

  it("is refused by name: one that is not there, a folder, a pipe, or too large", () => {
    const large = written("", "large.yaml");
    truncateSync(large, 2 * 1024 * 1024);
    execFileSync("mkfifo", [join(folder, "pipe.yaml")]);

    expect(refusal(join(folder, "none.yaml")).message).toContain("none.yaml: there is no such file");
    expect(refusal(folder).message).toContain("is neither a file nor a folder");
    expect(refusal(join(folder, "pipe.yaml")).message).toContain("pipe.yaml");
    expect(refusal(large).message).toContain("large.yaml: larger than 1 MB");
  });
});
