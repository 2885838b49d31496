import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScript, urlFrom } from "../../../../constructs/components/alertmanager/scripts";

const folder = mkdtempSync(join(tmpdir(), "bulwark-alertmanager-"));
const [secret, target] = [join(folder, "alertmanager-ops"), join(folder, "assembled.yml")];

/** The part of the script that puts a configuration together, on a file of this test. */
function assembled(url: string) {
  writeFileSync(secret, url);
  writeFileSync(join(folder, "template.yml"), `a: 1\n  - url: ${urlFrom(secret)}\n    b: '$x \\n'\n`);
  const script = startScript(target)
    .replace("/config/alertmanager.yml", join(folder, "template.yml"))
    .replace(/^exec .*$/m, "");
  const { status, stderr } = spawnSync("/bin/sh", ["-c", script], { encoding: "utf8" });
  return { status, stderr };
}

afterAll(() => rmSync(folder, { recursive: true }));

describe("the address of a webhook", () => {
  it.each(["https://example.com/a?b=c&d=%20#e", "http://[2001:db8::1]:80/$HOME/*", "https://u:p@example.com/!()"])(
    "is put in as it is: %s",
    (url) => {
      expect(assembled(url)).toEqual({ status: 0, stderr: "" });
      expect(readFileSync(target, "utf8")).toBe(`a: 1\n  - url: "${url}"\n    b: '$x \\n'\n`);
    },
  );

  it("is readable for nobody else", () => {
    assembled("https://example.com/");
    expect(statSync(target).mode & 0o777).toBe(0o600);
  });

  it.each(["planted", "ftp://planted", 'https://planted"', "https://planted\nsecond: line", "https://", "https://a b"])(
    "is refused without being quoted: %j",
    (url) => {
      const { status, stderr } = assembled(url);
      expect(status).toBe(1);
      expect(stderr).toBe(
        "the file given for alertmanager-ops holds no address: one line that starts with http:// or https://\n",
      );
    },
  );
});
