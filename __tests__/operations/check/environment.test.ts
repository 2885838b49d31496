import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentAmong } from "../../../operations/check/environment";

const ENVIRONMENT = "target: docker\nplatform: { redis: { purpose: cache } }\n";
const ROOT = process.cwd();

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-check-"));
  mkdirSync(join(folder, "environments"));
  mkdirSync(join(folder, "qa"));
  writeFileSync(join(folder, "environments/qa.yaml"), ENVIRONMENT);
  writeFileSync(join(folder, "staging.yaml"), ENVIRONMENT);
  writeFileSync(join(folder, "compose.yaml"), "services:\n  platform: { image: nginx }\n");
  process.chdir(folder);
});

afterEach(() => {
  process.chdir(ROOT);
  rmSync(folder, { recursive: true });
});

const meant = (...inputs: readonly string[]) => environmentAmong(inputs, 100)?.name;

describe("an environment is meant", () => {
  it.each([
    ["its name, even where a folder has the same", "qa", "qa"],
    ["its file", "staging.yaml", "staging"],
    ["its file among the environments", "environments/qa.yaml", "qa"],
  ])("by %s", (_what, input, name) => {
    expect(meant(input)).toBe(name);
  });

  it.each(["./qa", "compose.yaml", "environments"])("not by %s", (input) => {
    expect(meant(input)).toBeUndefined();
  });

  it("alone, and not beside files or others", () => {
    expect(meant("qa", "compose.yaml")).toBeUndefined();
    expect(() => meant("compose.yaml", "production")).toThrow(
      "production: there is no such file or folder\nName files and folders, or one environment and nothing else.",
    );
    expect(() => meant("production")).toThrow("there is no environment 'production'");
  });
});
