import { readDocument } from "./document";
import type { Place } from "./errors";
import type { Variables } from "./interpolation";
import { rebased, type Section, SECTIONS } from "./rebase";
import { type Budget, Values } from "./values";

/** Where a file lies, and what its variables are. */
export interface Surroundings {
  /** As it is named to people. */
  readonly file: string;
  /** From where its paths start: a way from the project's folder. */
  readonly folder: string;
  readonly variables: Variables;
}

/** One file by itself: what it includes and extends is not in it. */
export class ComposeFile {
  readonly include: unknown;
  private readonly lines: ReadonlyMap<string, number>;
  private readonly sections: ReadonlyMap<Section, ReadonlyMap<string, unknown>>;
  private readonly values: Values;
  private readonly top: ReadonlyMap<string, unknown>;

  constructor(
    text: string,
    private readonly surroundings: Surroundings,
    budget: Budget,
  ) {
    const { file, variables } = surroundings;
    const { root, lines } = readDocument(text, file);
    this.lines = lines;
    this.values = new Values(file, variables, budget);
    this.top = this.values.entries(root, "the file", { file });
    const entriesOf = (section: Section) => [...this.values.entries(this.top.get(section), section, { file })];
    this.sections = new Map(
      SECTIONS.map((section) => [section, new Map(entriesOf(section).filter(([key]) => !key.startsWith("x-")))]),
    );
    this.include = this.values.resolve(this.top.get("include") ?? null, "include", { file });
  }

  get file(): string {
    return this.surroundings.file;
  }

  has(key: string): boolean {
    return this.top.has(key);
  }

  names(section: Section): readonly string[] {
    return [...this.sections.get(section)!.keys()];
  }

  placeOf(section: Section, name: string): Place {
    const line = this.lines.get(`${section}.${name}`);
    return { file: this.file, ...(line === undefined ? {} : { line }) };
  }

  /** Undefined where the file has none of this name. */
  entry(section: Section, name: string): Readonly<Record<string, unknown>> | undefined {
    const all = this.sections.get(section)!;
    if (!all.has(name)) return undefined;
    const [place, what] = [this.placeOf(section, name), `${section}.${name}`];
    const said = this.values.entries(all.get(name), what, place);
    const written = Object.fromEntries(
      [...said].map(([key, value]) => [key, this.values.resolve(value, `${what}.${key}`, place)]),
    );
    return rebased(section, written, this.surroundings.folder);
  }
}
