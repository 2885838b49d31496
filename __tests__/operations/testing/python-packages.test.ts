import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toolchainFolder } from "../../../operations/setup/pins";

/** Of each recipe the packages that are made for one version of Python and one kind of machine each. */
const RECIPES = [
  { name: "moto", compiled: ["cffi", "charset-normalizer", "cryptography", "markupsafe", "pyyaml"] },
  {
    name: "checkov",
    compiled: [
      ...["aiohttp", "cffi", "charset-normalizer", "frozenlist", "markupsafe", "multidict", "numpy", "orjson"],
      ...["propcache", "pycares", "pydantic-core", "pyyaml", "regex", "rpds-py", "yarl"],
    ],
  },
  { name: "kubernetes-schemas", compiled: [] },
].map((recipe) => ({ ...recipe, requirements: requirementsOf(recipe.name) }));

/** Three versions of Python times two kinds of machine. */
const WHEELS = 6;

/** Lines that end in a backslash go on. https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
function requirementsOf(name: string): readonly string[] {
  return readFileSync(join(toolchainFolder(), name, "requirements.txt"), "utf8")
    .replaceAll("\\\n", "")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
}

const hashesOf = (line: string) => line.match(/--hash/g)?.length ?? 0;

describe.each(RECIPES)("the packages of $name", ({ compiled, requirements }) => {
  it("have one version and the hashes of their wheels", () => {
    const other = requirements.filter((line) => !/^[a-z0-9.-]+==[\w.]+( +--hash=sha256:[0-9a-f]{64})+$/i.test(line));
    expect(other).toEqual([]);
    expect(requirements).not.toEqual([]);
  });

  it("have a wheel for each Python and machine where they are compiled for one", () => {
    const complete = requirements.filter((line) => hashesOf(line) === WHEELS).map((line) => line.split("==")[0]);
    expect(complete).toEqual(compiled);
  });
});

const versionIn = (file: string, pattern: RegExp) =>
  pattern.exec(readFileSync(join(__dirname, "../../../operations/testing", file), "utf8"))?.[1];

it.each(["moto", "checkov"])("the packages of %s are those of the version that is asked for", (name) => {
  const version = versionIn(`${name}.ts`, /VERSION = "(.+)"/);
  expect(requirementsOf(name).some((line) => line.startsWith(`${name}==${version} `))).toBe(true);
});

it("the schemas are those of the control plane that the tests run", () => {
  const version = versionIn("kubernetes-schemas.ts", /VERSION = "(\d+\.\d+)\.0"/);
  expect(version).toBe(versionIn("kubernetes.ts", /name: "control-plane",\s+version: "(\d+\.\d+)\./));
});
