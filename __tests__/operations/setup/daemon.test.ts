import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { missingPackages, nameOfProcess } from "../../../operations/setup/daemon";
import { temporaryFolder } from "./temporary-folder";

describe("a pid file", () => {
  const folder = temporaryFolder();
  const pidFile = (content: string) => {
    const file = join(folder, "pid");
    writeFileSync(file, content);
    return file;
  };

  it("names a living process", () => {
    const ownName = readFileSync(`/proc/${process.pid}/comm`, "utf8").trim();
    expect(nameOfProcess(pidFile(`${process.pid}\n`))).toBe(ownName);
  });

  it("names a dead process as empty", () => {
    expect(nameOfProcess(pidFile("99999999"))).toBe("");
  });

  it.each(["", "self", "-1", "../1"])("that holds %j names nobody", (content) => {
    expect(nameOfProcess(pidFile(content))).toBe("");
  });

  it("that is not there says nothing", () => {
    expect(nameOfProcess(join(folder, "none"))).toBeUndefined();
  });
});

describe("missing packages", () => {
  const folder = temporaryFolder();

  it("are those whose program is nowhere", () => {
    mkdirSync(join(folder, "bin"));
    for (const program of ["dockerd", "iptables"]) writeFileSync(join(folder, "bin", program), "", { mode: 0o755 });
    expect(missingPackages(join(folder, "bin"), [])).toEqual([]);
    expect(missingPackages(folder, [])).toEqual(["docker.io", "iptables"]);
  });
});
