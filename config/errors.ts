/** Every error that reading the outside world throws: what happened, the value got, how to fix it. */
import { type Problem, problemText } from "./problem";
import { didYouMean } from "./suggest";

/** Exit code of the command line for wrong input. */
const WRONG_INPUT = 2;

/** A file or an argument from outside that cannot be used; carries the exit code that the command line ends with. */
export class InvalidEnvironment extends Error {
  readonly exitCode = WRONG_INPUT;
  override readonly name = "InvalidEnvironment";

  constructor(
    message: string,
    /** All that is wrong with the file, in the order of its lines; empty when the file could not be read at all. */
    readonly problems: readonly Problem[] = [],
  ) {
    super(message);
  }
}

export const invalidEnvironment = (file: string, problems: readonly Problem[]) =>
  new InvalidEnvironment(
    [`${file} is not a valid environment:`, ...problems.map((problem) => `  - ${problemText(problem)}`)].join("\n"),
    problems,
  );

/** Several files at once: every one is reported, not the first alone. */
export const invalidEnvironments = (errors: readonly InvalidEnvironment[]) =>
  new InvalidEnvironment(
    errors.map((error) => error.message).join("\n"),
    errors.flatMap((error) => error.problems),
  );

export const environmentName = (file: string, name: string) =>
  new InvalidEnvironment(
    `${file}: '${name}' is not a valid name for an environment\n` +
      "The file's name is the environment's name: use 1 to 40 lower-case letters, digits and hyphens, " +
      "starting with a letter and not ending with a hyphen, and the ending .yaml.",
  );

export const noSuchEnvironment = (name: string, known: readonly string[]) =>
  new InvalidEnvironment(
    `there is no environment '${name}'${didYouMean(name, known)}\n` +
      (known.length > 0
        ? `environments/ has: ${known.join(", ")}. Name one of them, or give the path of a YAML file.`
        : "environments/ has no YAML file. Write one, or give the path of a YAML file."),
  );

export const noSuchFile = (file: string) =>
  new InvalidEnvironment(`${file} does not exist\nGive the path of a YAML file, or the name of one in environments/.`);

export const notReadable = (file: string, reason: string) =>
  new InvalidEnvironment(`${file} cannot be read: ${reason}\nGive the path of a YAML file that you may read.`);

export const sameEnvironmentTwice = (name: string, first: string, second: string) =>
  new InvalidEnvironment(
    `environment '${name}' is described twice: ${first} and ${second}\nRename one of them: the file's name is the environment's name.`,
  );

export const decisionNotReadable = (file: string, reason: string) =>
  new InvalidEnvironment(
    `${file} does not say where images come from: ${reason}\nIt is written by 'bulwark up'; remove it, and the next run decides anew.`,
  );
