import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { outcomeOf, type Outcome } from "../engine/engine";

const ROOT = join(__dirname, "..", "..", "..");
const BULWARK = join(ROOT, "dist", "scripts", "bulwark.js");

/** A folder of a user's own with environments in it, outside the repository. */
export class TestProject {
  /** The compiled command line, for those who start it themselves. */
  static readonly program = BULWARK;

  /** With the repository's own environments. */
  static async withOwnEnvironments(): Promise<TestProject> {
    const project = new TestProject(await mkdtemp(join(tmpdir(), "bulwark-project-")));
    await cp(join(ROOT, "environments"), join(project.folder, "environments"), { recursive: true });
    return project;
  }

  static async empty(): Promise<TestProject> {
    const project = new TestProject(await mkdtemp(join(tmpdir(), "bulwark-project-")));
    await mkdir(join(project.folder, "environments"));
    return project;
  }

  private constructor(readonly folder: string) {}

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  read(...parts: readonly string[]): Promise<string> {
    return readFile(this.path(...parts), "utf8");
  }

  async write(file: string, content: string): Promise<void> {
    await mkdir(dirname(this.path(file)), { recursive: true });
    await writeFile(this.path(file), content);
  }

  /** Replaces one text of a file by another; a text that is not there is a mistake of the test. */
  async edit(file: string, from: string | RegExp, to: string): Promise<void> {
    const before = await this.read(file);
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    await writeFile(this.path(file), after);
  }

  /** Runs the command line as a user does, in this folder. */
  bulwark(...args: readonly string[]): Promise<Outcome> {
    return this.run(process.execPath, [BULWARK, ...args]);
  }

  /** The same, for a step that others build on: what it said is shown when it fails. */
  async succeed(...args: readonly string[]): Promise<Outcome> {
    const outcome = await this.bulwark(...args);
    if (outcome.code !== 0) throw commandFailed(args, outcome);
    return outcome;
  }

  async run(program: string, args: readonly string[]): Promise<Outcome> {
    return outcomeOf("env", ["-C", this.folder, program, ...args]);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

const commandFailed = (args: readonly string[], { code, stdout, stderr }: Outcome) =>
  new Error(`bulwark ${args.join(" ")} ended with ${code}:\n${stderr.slice(-4000)}\n${stdout.slice(-2000)}`);
