import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { commandLine, lastWords, type RunOptions } from "../../operations/process";

const HOOK = join(__dirname, "..", "support", "constructs", "run-typescript.js");
const MODULE = join(__dirname, "..", "..", "operations", "process.ts");

interface Outcome {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode: number;
  readonly message?: string;
  readonly lines: readonly string[];
}

/** execa is an ES module, which Jest cannot load, so `run` runs in a Node of its own. */
function runInChild(command: string, args: readonly string[], options: Omit<RunOptions, "onLine"> = {}): Outcome {
  const script = `
    const lines = [];
    const print = (outcome) => console.log(JSON.stringify({ ...outcome, lines }));
    require(${JSON.stringify(MODULE)})
      .run(...${JSON.stringify([command, args])}, { ...${JSON.stringify(options)}, onLine: (line) => lines.push(line) })
      .then(print, ({ message, exitCode }) => print({ message, exitCode }));`;
  return JSON.parse(execFileSync(process.execPath, ["--no-warnings", "-r", HOOK, "-e", script]).toString()) as Outcome;
}

const sh = (script: string, options?: Omit<RunOptions, "onLine">) => runInChild("sh", ["-c", script], options);

describe("running a program", () => {
  it("returns what it printed and tells every line", () => {
    const outcome = sh("echo out; echo err >&2");
    expect(outcome).toMatchObject({ stdout: "out", stderr: "err", exitCode: 0 });
    expect([...outcome.lines].sort()).toEqual(["err", "out"]);
  });

  it("gives it input, and an empty one when there is none", () => {
    expect(runInChild("cat", [], { input: "secret" }).stdout).toBe("secret");
    expect(runInChild("cat", []).stdout).toBe("");
  });

  it("adds to the environment", () => {
    expect(sh('echo "$ADDED ${PATH:+kept}"', { env: { ADDED: "yes" } }).stdout).toBe("yes kept");
  });

  it("fails with the program's own last words, without colours", () => {
    const { message, exitCode } = sh("printf '\\033[31mno such plan\\033[0m\\n' >&2; exit 3", { cwd: "/" });
    expect(exitCode).toBe(4);
    expect(message).toContain("sh ended with exit code 3, in /\n");
    expect(message).toContain("It said:\n    no such plan");
  });

  it("shows standard output when there was nothing else", () => {
    expect(sh("echo explained here; exit 1").message).toContain("    explained here");
  });

  it("takes other exit codes as an answer when told so", () => {
    expect(sh("exit 2", { acceptExitCodes: [0, 2] })).toMatchObject({ exitCode: 2, stdout: "" });
  });

  it("says that the machine lacks a program", () => {
    const outcome = runInChild("no-such-program", []);
    expect(outcome).toMatchObject({
      exitCode: 3,
      message: expect.stringContaining("'no-such-program' was not found") as string,
    });
  });

  it("stops a program that hangs, and shows what it said until then", () => {
    const { message } = sh("echo started; exec sleep 60", { timeoutSeconds: 1 });
    expect(message).toContain("sh was stopped: it had not ended after 1 s");
    expect(message).toContain("    started");
  });

  it("names the signal that ended it", () => {
    expect(sh("kill -9 $$").message).toContain("sh ended with SIGKILL");
  });
});

describe("a command line in an error", () => {
  it("can be copied into a shell", () => {
    const words = ["echo", "plain-word.x=1", "two words", "it's", "$HOME", ""];
    expect(commandLine(words)).toBe(`echo plain-word.x=1 'two words' 'it'\\''s' '$HOME' ''`);
    const printed = execFileSync("sh", ["-c", commandLine(["printf", "[%s]", ...words])]).toString();
    expect(printed).toBe(words.map((word) => `[${word}]`).join(""));
  });
});

describe("last words", () => {
  it("are the last 20 lines", () => {
    const output = Array.from({ length: 30 }, (_, index) => `line ${index}`).join("\n");
    expect(lastWords(output).split("\n")).toHaveLength(20);
    expect(lastWords(output)).toMatch(/line 29$/);
  });
});
