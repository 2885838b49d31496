import { tmpdir } from "node:os";
import { confinement, LIMITS, runConfined, type Ended } from "../../../operations/review/rendered/confined";

const limits = { ...LIMITS, cpuSeconds: 1, wallSeconds: 3, outputBytes: 1024 ** 2 };
const around = confinement(limits);
const env = {};

const node = (program: string): Promise<Ended> =>
  runConfined([process.execPath, "-e", program], {
    cwd: tmpdir(),
    env,
    limits,
    confinement: { ...around, command: bare },
  });
const shell = (program: string): Promise<Ended> =>
  runConfined(["/bin/sh", "-c", program], { cwd: tmpdir(), env, limits, confinement: around });

/** Node does not start within the address space that is enough for Helm. */
const bare = around.command.filter((word) => !word.startsWith("--as="));

describe("a program that nobody trusts", () => {
  it("is run with what it prints, and with nothing of this process's environment", async () => {
    expect(await shell("echo out; echo err >&2; echo $HOME$USER; exit 3")).toEqual({
      ...{ state: "ended", code: 3, stdout: "out\n\n", stderr: "err\n" },
    });
  });

  it.each([
    ["loops", "while :; do :; done", "takes more than 1 s of CPU"],
    ["waits", "exec sleep 60", "has not ended after 3 s"],
    [
      "prints without end",
      "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done",
      "prints more than 1 MB",
    ],
    [
      "says that there is no room",
      "echo 'fatal error: out of memory' >&2; exit 2",
      "needs more than 2048 MB of memory",
    ],
  ])("that %s is stopped", async (_what, program, why) => {
    expect(await shell(program)).toEqual({ state: "stopped", why });
  });

  it("that is none is told", async () => {
    const run = { cwd: tmpdir(), env, limits, confinement: { command: [], hasNetwork: true } };
    expect(await runConfined(["/nowhere/helm"], run)).toMatchObject({
      state: "stopped",
      why: expect.stringContaining("cannot be started") as string,
    });
  });

  it("sees no network but its own", async () => {
    const ended = await node("console.log(Object.keys(require('os').networkInterfaces()).length)");
    // Where the machine allows no namespaces, it is said.
    expect(around.hasNetwork ? "said" : (ended as { readonly stdout: string }).stdout).toBe(
      around.hasNetwork ? "said" : "0\n",
    );
  });
});
