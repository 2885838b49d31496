import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toolchainFolder } from "../../../operations/setup/pins";

const FILE = join(toolchainFolder(), "moto", "requirements.txt");
const SOURCE = join(__dirname, "../../../operations/testing/moto.ts");

/** Lines that end in a backslash go on. https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
const requirements = readFileSync(FILE, "utf8")
  .replaceAll("\\\n", "")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

/** Made for one version of Python and one kind of machine each; three of Python times two of machines. */
const COMPILED = ["cffi", "charset-normalizer", "cryptography", "markupsafe", "pyyaml"];

describe("the packages of moto", () => {
  it.each(requirements)("have one version and the hashes of their wheels: %#", (line) => {
    expect(line).toMatch(/^[a-z0-9-]+==[\w.]+( +--hash=sha256:[0-9a-f]{64})+$/);
  });

  it.each(COMPILED)("have a wheel of %s for each Python and machine", (name) => {
    const line = requirements.find((one) => one.startsWith(`${name}==`)) ?? "";
    expect(line.match(/--hash/g)).toHaveLength(6);
  });

  it("are those of the version that is asked for", () => {
    const version = /VERSION = "(.+)"/.exec(readFileSync(SOURCE, "utf8"))?.[1];
    expect(requirements.some((line) => line.startsWith(`moto==${version} `))).toBe(true);
  });
});
