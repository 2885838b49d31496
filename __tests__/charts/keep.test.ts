import { existsSync } from "node:fs";
import { KeeperRun } from "../support/charts/keeper-run";

/** The shells of the images: of Debian, and where there is one, of Alpine. */
const SHELLS = [["dash", "/bin/sh"], ...[["busybox", "/bin/busybox", "sh"]].filter(([, file]) => existsSync(file!))];

describe.each(SHELLS)("the keeper in %s", (_name, ...shell) => {
  let keeper: KeeperRun;

  beforeEach(() => {
    keeper = new KeeperRun(shell);
  });

  afterEach(() => keeper.remove());

  it("runs all steps in their order, and says when they are done", async () => {
    keeper.start("step echo first\nstep echo 'second one'\n");
    await keeper.until(() => keeper.isReady);
    expect(keeper.printed).toEqual(["first", "second one"]);
    expect(keeper.logged).toEqual([{ level: "info", message: "all steps done", time: expect.any(String) as string }]);
  });

  it("tries all again from the first one when one failed, says which, and is not ready before", async () => {
    keeper.start("step echo first\nstep test -e wanted\nstep echo third\n");
    await keeper.until(() => keeper.printed.length === 2);
    expect(keeper.isReady).toBe(false);
    expect(keeper.printed).toEqual(["first", "first"]);
    expect(keeper.logged[0]).toMatchObject({
      level: "error",
      message: /^step 2 failed with exit code 1, next attempt/,
    });
    keeper.write("wanted");
    await keeper.until(() => keeper.isReady);
    expect(keeper.printed.slice(-2)).toEqual(["first", "third"]);
  });

  it.each(["files", "secrets", "steps"])("repeats them when Kubernetes has renewed its %s", async (folder) => {
    keeper.start("step echo step\n");
    await keeper.until(() => keeper.isReady);
    keeper.renew(folder);
    await keeper.until(() => keeper.printed.length === 2);
    await keeper.until(() => keeper.logged.length === 3);
    expect(keeper.logged.map(({ message }) => message)).toEqual([
      "all steps done",
      "files have changed",
      "all steps repeated",
    ]);
  });

  it("takes further steps without being started again", async () => {
    keeper.start("step echo old\n");
    await keeper.until(() => keeper.isReady);
    keeper.give("step echo new\n");
    keeper.renew("steps");
    await keeper.until(() => keeper.printed.length === 2);
    expect(keeper.printed).toEqual(["old", "new"]);
  });

  it("does nothing while nothing changes", async () => {
    keeper.start("step echo step\n");
    await keeper.until(() => keeper.isReady);
    await keeper.looks(5);
    expect(keeper.printed).toEqual(["step"]);
  });

  it("stays ready when a later attempt fails: the server still serves", async () => {
    keeper.start("step test ! -e broken\n");
    await keeper.until(() => keeper.isReady);
    keeper.write("broken");
    keeper.renew("files");
    await keeper.until(() => keeper.logged.some(({ level }) => level === "error"));
    expect(keeper.isReady).toBe(true);
  });

  it.each(["step sleep 600\n", "step true\n"])("ends at once when it is told to, during %j", async (steps) => {
    keeper.start(`step echo step\n${steps}`);
    await keeper.until(() => keeper.printed.length === 1);
    expect(await keeper.end()).toEqual({ code: 0, signal: null });
  });
});
