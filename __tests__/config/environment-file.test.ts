import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentFile } from "../../config";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "root-"));
  mkdirSync(join(root, "environments"));
  for (const file of ["environments/local.yaml", "environments/qa.yml", "other.yaml"])
    writeFileSync(join(root, file), "");
});
afterEach(() => rmSync(root, { recursive: true }));

describe("an <environment> argument", () => {
  it.each([
    ["local", "environments/local.yaml"],
    ["qa", "environments/qa.yml"],
    ["other.yaml", "other.yaml"],
    ["environments/qa.yml", "environments/qa.yml"],
    ["./other.yaml", "other.yaml"],
  ])("%s is the file %s", (argument, file) => {
    expect(environmentFile(argument, root)).toBe(join(root, file));
  });

  it("may be an absolute path", () => {
    expect(environmentFile(join(root, "other.yaml"), "/")).toBe(join(root, "other.yaml"));
  });

  it("that is no environment gets the list, and the one that was probably meant", () => {
    expect(() => environmentFile("locla", root)).toThrow(
      "there is no environment 'locla', did you mean \"local\"?\n" +
        "environments/ has: local, qa. Name one of them, or give the path of a YAML file.",
    );
  });

  it("says so when there is no environment at all", () => {
    expect(() => environmentFile("local", join(root, "environments"))).toThrow(
      "there is no environment 'local'\nenvironments/ has no YAML file. Write one, or give the path of a YAML file.",
    );
  });

  it.each(["nowhere/local.yaml", "missing.yaml", "environments/"])(
    "that is a path to nothing is named: %s",
    (argument) => {
      expect(() => environmentFile(argument, root)).toThrow(
        `${argument} does not exist\nGive the path of a YAML file, or the name of one in environments/.`,
      );
    },
  );
});
