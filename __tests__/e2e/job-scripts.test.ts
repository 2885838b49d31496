import { RUN_AT_START_TOO, RUN_ONCE, RUN_ON_SCHEDULE } from "../../constructs/targets/docker/private/job-scripts";
import { lastLogLines } from "../../operations/platform/log-lines";
import { throwAwayEngine } from "../support/engine/engine";
import { HARDENED_HOST } from "../support/engine/handmade";
import { importShellImage, SHELL_IMAGE } from "../support/secrets/shell-image";

const docker = throwAwayEngine();
const shell = (script: string) => ["/bin/sh", "-c", script];
/** Without what a shell says of a child that a signal ended, and when it says it. */
const words = async (name: string) =>
  (await lastLogLines(docker, name, 200)).filter((line) => !/^(Terminated|Killed)$/.test(line)).map(messageOf);
const messageOf = (line: string) => (line.startsWith("{") ? (JSON.parse(line) as { msg: string }).msg : line);

/** A container as the target makes one for a job: the engine's init before the shell only for a scheduled one. */
async function started(name: string, script: string, args: readonly string[]) {
  const HostConfig = {
    ...HARDENED_HOST,
    RestartPolicy: { Name: "no" },
    NetworkMode: "none",
    Init: script !== RUN_ONCE,
  };
  const Cmd = [...shell(script), "sh", name, ...args];
  const container = await docker.createContainer({ name, Image: SHELL_IMAGE, Cmd, User: "1000:1000", HostConfig });
  await container.start();
  return container;
}

async function until(name: string, wanted: (said: readonly string[]) => boolean) {
  const deadline = Date.now() + 60_000;
  while (!wanted(await words(name)) && Date.now() < deadline) await new Promise((done) => setTimeout(done, 200));
  return words(name);
}

const exitCode = async (name: string) =>
  ((await docker.getContainer(name).wait()) as { StatusCode: number }).StatusCode;

jest.setTimeout(120_000);
beforeAll(() => importShellImage(docker));

describe("a job that runs once", () => {
  it.each([
    ["fine", "exit 0", 0],
    ["broken", "echo no; exit 7", 7],
  ])("%s ends as its command does", async (name, script, code) => {
    await started(name, RUN_ONCE, ["60", ...shell(script)]);
    expect(await exitCode(name)).toBe(code);
    expect(await words(name)).toEqual(["job started", ...(code ? ["no"] : []), "job ended"]);
  });

  it("that is stopped passes the signal on, and waits for the command's own end", async () => {
    const script = 'trap "echo told; exit 0" TERM; echo up; while :; do sleep 1; done';
    const container = await started("told", RUN_ONCE, ["60", ...shell(script)]);
    await until("told", (said) => said.includes("up"));
    await container.stop({ t: 30 });
    expect(await words("told")).toEqual(["job started", "up", "job is stopped", "told"]);
    expect((await container.inspect()).State.ExitCode).toBe(143);
  });

  it("that does not hear is ended all the same at its deadline", async () => {
    await started("deaf", RUN_ONCE, ["1", ...shell('trap "" TERM; while :; do sleep 1; done')]);
    expect(await exitCode("deaf")).toBe(124);
    expect(await words("deaf")).toEqual(["job started", "job is ended: it took longer than 1 s", "job ended"]);
  });
});

describe("a job that runs on a schedule", () => {
  const forget = (name: string) => docker.getContainer(name).remove({ force: true });

  it("never runs twice at once, and does not make up what it missed", async () => {
    await started("slow", RUN_ON_SCHEDULE, ["2", "0", "60", ...shell("echo begin; sleep 3; echo end")]);
    const said = await until("slow", (lines) => lines.filter((line) => line === "job ended").length >= 3);
    await forget("slow");
    const round = ["job started", "begin", "end", "job ended"];
    expect(said.slice(0, 12)).toEqual([...round, ...round, ...round]);
  });

  it("starts at the times that its period and its offset give", async () => {
    await started("punctual", RUN_ON_SCHEDULE, ["5", "3", "60", "/bin/date", "+%s"]);
    const said = await until("punctual", (lines) => lines.filter((line) => /^\d+$/.test(line)).length >= 3);
    await forget("punctual");
    const times = said.filter((line) => /^\d+$/.test(line)).map(Number);
    // Whole seconds, on a machine that may be busy.
    expect(times.map((time) => (time - 3) % 5).filter((late) => late > 2)).toEqual([]);
    expect(new Set(times.map((time) => Math.floor((time - 3) / 5))).size).toBe(times.length);
  });

  it("leaves nothing of a run behind that was ended at its deadline", async () => {
    const container = await started("late", RUN_ON_SCHEDULE, ["30", "0", "1", ...shell("sleep 501 & sleep 502")]);
    await until("late", (lines) => lines.includes("job ended"));
    const { Processes } = (await container.top({ ps_args: "-eo pid,args" })) as { Processes: string[][] };
    const all = Processes.map((line) => line.join(" "));
    expect(all.filter((line) => line.includes("/bin/sh"))).not.toEqual([]);
    expect(all.filter((line) => /^\d+ sleep 50\d$/.test(line))).toEqual([]);
    await forget("late");
  });

  it("runs at start as well where it is to, and not again before its time", async () => {
    await started("early", RUN_AT_START_TOO, ["604800", "0", "60", ...shell("exit 7")]);
    expect(await until("early", (lines) => lines.includes("job ended"))).toEqual(["job started", "job ended"]);
    await forget("early");
  });

  it("is stopped between two runs at once", async () => {
    const container = await started("idle", RUN_ON_SCHEDULE, ["604800", "0", "60", "/bin/date"]);
    await container.stop({ t: 30 });
    expect((await container.inspect()).State.ExitCode).toBe(143);
    await forget("idle");
  });
});
