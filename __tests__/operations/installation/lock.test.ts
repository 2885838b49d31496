import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whileLocked } from "../../../operations/installation";
import { projectPaths } from "../../../operations/project";

const folder = mkdtempSync(join(tmpdir(), "bulwark-lock-"));
const paths = projectPaths(folder);
const locks = join(folder, ".bulwark", "locks");

afterAll(() => rmSync(folder, { recursive: true }));

const whileUp = <T>(environment: string, action: () => Promise<T>) => whileLocked(paths, environment, "up", action);
const nothing = () => Promise.resolve("done");

describe("the lock of an environment", () => {
  it("refuses a second run, by whom and since when", async () => {
    const second = await whileUp("shop", () => whileUp("shop", nothing).catch((error: unknown) => error));
    expect(second).toMatchObject({ exitCode: 1 });
    expect((second as Error).message).toMatch(
      new RegExp(`^'bulwark up' of .+@.+ has been running on environment shop since 20.+ \\(process ${process.pid}\\)`),
    );
  });

  it("is free again afterwards, also after a failure", async () => {
    await expect(whileUp("shop", () => Promise.reject(new Error("boom")))).rejects.toThrow("boom");
    await expect(whileUp("shop", nothing)).resolves.toBe("done");
  });

  it("that cannot be written is told with where", async () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    const refused = whileLocked(projectPaths(file), "shop", "up", nothing);
    await expect(refused).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/^nothing can be written below .*a-file\/\.bulwark\/locks: ENOTDIR/) as string,
    });
  });

  it("lets another environment go on", async () => {
    await expect(whileUp("shop", () => whileUp("other", nothing))).resolves.toBe("done");
  });

  it("of a run that was killed is taken over", async () => {
    const dead = spawnSync(process.execPath, ["-e", ""]).pid;
    mkdirSync(join(locks, "killed.lock"), { recursive: true });
    utimesSync(join(locks, "killed.lock"), new Date(0), new Date(0));
    writeFileSync(join(locks, "killed"), JSON.stringify({ pid: dead, since: "then", who: "ann@here", verb: "up" }));
    await expect(whileUp("killed", nothing)).resolves.toBe("done");
  });
});
