/**
 * What the caller's shell learns of a failure: 1 the answer is no, 2 wrong input, 3 the machine or account lacks
 * something, 4 a tool that was called failed, 130 interrupted, as shells say it.
 */
export type ExitCode = 1 | 2 | 3 | 4 | 130;

/** A failure that was foreseen: its message is shown without a stack, its exit code becomes the process's. */
export class BulwarkError extends Error {
  public constructor(
    message: string,
    public readonly exitCode: ExitCode,
  ) {
    super(message);
    this.name = "BulwarkError";
  }
}

/** What is known of a tool that ended badly. */
export interface ToolFailure {
  /** Program and arguments, as a person would type them. */
  readonly command: string;
  readonly cwd: string;
  /** "exit code 1", "signal SIGKILL". */
  readonly ending: string;
  /** The tool's own last lines; may be empty. */
  readonly lastWords: string;
}

export const toolFailed = ({ command, cwd, ending, lastWords }: ToolFailure) =>
  new BulwarkError(
    `${firstWord(command)} ended with ${ending}, in ${cwd}\n` +
      `  command: ${command}\n` +
      (lastWords === "" ? "  It printed nothing." : `  It said:\n${indented(lastWords)}`),
    4,
  );

export const toolTooSlow = (failure: ToolFailure, timeoutSeconds: number) =>
  new BulwarkError(
    `${firstWord(failure.command)} was stopped: it had not ended after ${timeoutSeconds} s, in ${failure.cwd}\n` +
      `  command: ${failure.command}\n` +
      (failure.lastWords === "" ? "  It printed nothing." : `  Until then it said:\n${indented(failure.lastWords)}`),
    4,
  );

export const toolMissing = (tool: string) =>
  new BulwarkError(`the program '${tool}' was not found\nInstall it, or put its folder into PATH.`, 3);

export const notWritten = (file: string, why: string) =>
  new BulwarkError(
    `${file} cannot be written: ${why}\nName a file in a folder that is there and that you may write.`,
    2,
  );

export const interrupted = (command: string) =>
  new BulwarkError(
    `interrupted; what had begun was ended in order\n  command: ${command}\nThe next 'bulwark up' goes on from here.`,
    130,
  );

/** What synthesis said is the message: it names the file, the line and the fix. */
export const synthRefused = (said: string, exitCode: number) => new BulwarkError(said, exitCode === 2 ? 2 : 1);

/** The program itself, not what gives it its rights. */
const firstWord = (command: string): string =>
  command.replace(/^sudo -n (env (\S+=\S* )*)?/, "").split(" ", 1)[0] ?? "";

const indented = (lines: string): string => lines.replace(/^/gm, "    ");

export const notRenderable = (environment: string) =>
  new BulwarkError(
    `environment '${environment}' runs on Docker, which has no manifests\nSynthesize it with 'npx bulwark synth ${environment}', or render one whose target is kubernetes.`,
    2,
  );

export const objectWithoutName = (release: string) =>
  new BulwarkError(`helm rendered an object without kind or name for release '${release}'; its chart is wrong`, 4);

export const foreignFile = (file: string) =>
  new BulwarkError(
    `${file} was not rendered by bulwark, and would lie among the manifests\nName another folder with --out, or move the file away.`,
    2,
  );
