import { posix } from "node:path";
import { parseEnvFile } from "./env-file";
import { shown, tooManyFiles } from "./errors";
import type { Unresolved, Variables } from "./interpolation";
import { Budget } from "./values";

/** What a file holds, or why it was not opened. */
export type FileAnswer = { readonly text: string } | { readonly refused: string; readonly isMissing?: boolean };

/** Reads a file by its way from the folder of the compose file; whether it may be read is not for readers to say. */
export type ReadFile = (path: string) => FileAnswer;

const MOST_FILES = 500;

/** The other files of a project, and which of them nobody has seen. */
export class ProjectFiles {
  readonly unread = new Map<string, number>();
  readonly budget: Budget;
  private readonly answers = new Map<string, FileAnswer>();
  private opened = 0;

  constructor(
    /** The compose file, as it is named to people. */
    readonly file: string,
    private readonly read: ReadFile | undefined,
  ) {
    this.budget = new Budget(file);
  }

  /** How a file of the project is named to people. */
  nameOf(path: string): string {
    return posix.isAbsolute(path) ? path : posix.join(posix.dirname(this.file), path);
  }

  /** The text of a file; without one it is noted as not examined. */
  text(kind: string, path: string, isRequired = true): string | undefined {
    const answer = this.answer(path);
    this.opened += kind === "include" ? 1 : 0;
    if (this.opened > MOST_FILES) throw tooManyFiles(this.file, MOST_FILES);
    if (answer && "text" in answer) {
      // It is read through again by everybody who names it.
      this.budget.spendOn(answer.text);
      return answer.text;
    }
    if (isRequired || (answer && !answer.isMissing)) this.note(kind, answer && `${shown(path)} (${answer.refused})`);
    return undefined;
  }

  /** What a file of variables says, with what is known of the variables in it. */
  variables(
    { kind, path, isRequired }: { readonly kind: string; readonly path: string; readonly isRequired: boolean },
    known: Variables,
  ): ReadonlyMap<string, string | Unresolved> | undefined {
    const text = this.text(kind, path, isRequired);
    if (text === undefined) return undefined;
    const said = parseEnvFile(text, this.nameOf(path), known);
    for (const value of said.values()) this.budget.spendOn(typeof value === "string" ? value : value.text);
    return said;
  }

  note(kind: string, what?: string): void {
    const key = what === undefined ? `compose ${kind}` : `compose ${kind} ${what}`;
    this.unread.set(key, (this.unread.get(key) ?? 0) + 1);
  }

  private answer(path: string): FileAnswer | undefined {
    const known = this.answers.get(path) ?? this.read?.(path);
    if (known) this.answers.set(path, known);
    return known;
  }
}
