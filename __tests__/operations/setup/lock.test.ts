import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withLock } from "../../../operations/setup/lock";
import { temporaryFolder } from "./temporary-folder";

describe("a lock", () => {
  const folder = temporaryFolder();
  const silent = () => undefined;

  it("lets one in at a time, and tells the other that it waits", async () => {
    const [order, said]: [string[], string[]] = [[], []];
    const enter = (name: string) => async () => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push(`${name} out`);
    };
    const file = join(folder, "one");
    await Promise.all([
      withLock(file, (line) => said.push(line), enter("x")),
      withLock(file, (line) => said.push(line), enter("x")),
    ]);
    expect(order).toEqual(["x in", "x out", "x in", "x out"]);
    expect(said).toEqual([`waiting for another bulwark that holds ${file}.lock`]);
  });

  it("is free again after a failure", async () => {
    const file = join(folder, "two");
    await expect(withLock(file, silent, () => Promise.reject(new Error("first")))).rejects.toThrow("first");
    await expect(withLock(file, silent, () => Promise.resolve("second"))).resolves.toBe("second");
  });

  it("is taken over from a holder that was killed long ago", async () => {
    const file = join(folder, "three");
    mkdirSync(`${file}.lock`);
    utimesSync(`${file}.lock`, new Date(0), new Date(0));
    await expect(withLock(file, silent, () => Promise.resolve("mine"))).resolves.toBe("mine");
  });

  it("names the folder that cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    await expect(withLock(join(folder, "file", "lock"), silent, () => Promise.resolve())).rejects.toThrow(
      `the cache folder ${join(folder, "file")} cannot be written: `,
    );
  });
});
