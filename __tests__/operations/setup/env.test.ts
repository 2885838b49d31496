import { execFileSync } from "node:child_process";

import { exportLines } from "../../../operations/setup/env";

describe("lines for the shell", () => {
  it("are exports in a fixed order", () => {
    expect(exportLines({ B: "2", A: "1" })).toEqual(["export A='1'", "export B='2'"]);
  });

  it("bring any value through a real shell unchanged", () => {
    const value = `it's "$HOME" \`id\` $(id) \\ ; & * \n end`;
    const script = `eval "$1"; printf %s "$VALUE"`;
    const printed = execFileSync("sh", ["-c", script, "sh", exportLines({ VALUE: value }).join("\n")]).toString();
    expect(printed).toBe(value);
  });
});
