import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { exportAuthority } from "../../../operations/secrets/export-authority";

describe("the CA's certificate on this machine", () => {
  let projectFolder: string;
  beforeEach(() => void (projectFolder = mkdtempSync(join(tmpdir(), "export-"))));
  afterEach(() => rmSync(projectFolder, { recursive: true }));
  const exported = (text: string): string => exportAuthority(text, { projectFolder, environment: "trial" });

  it("lies below .bulwark, for everyone to read", () => {
    expect(exported("first")).toBe(join(projectFolder, ".bulwark/trial/ca.pem"));
    expect(statSync(exported("first")).mode & 0o777).toBe(0o644);
  });

  it("is replaced when the CA is, and nothing else stays beside it", () => {
    exported("first");
    expect(readFileSync(exported("second"), "utf8")).toBe("second");
    expect(readdirSync(dirname(exported("second")))).toEqual(["ca.pem"]);
  });

  it("is not written again while it is the same", () => {
    const before = statSync(exported("first")).ino;
    expect(statSync(exported("first")).ino).toBe(before);
  });
});
