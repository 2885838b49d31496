import { z } from "zod";
import type { Definition } from "./entry";
import { HOLE, Unresolved, type Variables } from "./interpolation";
import type { ProjectFiles } from "./project-files";
import { flag, text } from "./shapes";
import { isMapping } from "./values";

type Mapping = Readonly<Record<string, unknown>>;

const FILE = z.union([
  text.transform((path) => ({ path, required: true, format: undefined })),
  z.object({ path: text, required: flag.default(true), format: text.optional() }),
]);

/** What the files of variables and of labels say, below what the service says itself. */
export function withVariableFiles(definition: Definition, files: ProjectFiles, variables: Variables): Definition {
  const { env_file: env, label_file: labels, ...own } = definition.value;
  const environment = new Collected(own["environment"], variables);
  const areAllVariables = environment.below(env, "env_file", files);
  const labelled = new Collected(own["labels"], { get: () => undefined });
  const areAllLabels = labelled.below(labels, "label_file", files);
  const value = {
    ...own,
    ...(env === undefined && !("environment" in own) ? {} : { environment: environment.mapping() }),
    ...(labels === undefined ? {} : { labels: labelled.mapping() }),
    // What is left of these says that there is more.
    ...(areAllVariables ? {} : { env_file: true }),
    ...(areAllLabels ? {} : { label_file: true }),
  };
  return { ...definition, value };
}

/** Names with their values, of which some nobody can tell. */
class Collected {
  private readonly own: ReadonlyMap<string, unknown>;
  private readonly said = new Map<string, unknown>();

  constructor(
    own: unknown,
    private readonly variables: Variables,
  ) {
    this.own = new Map(pairsOf(own).map(([name, value]) => [name, value ?? variables.get(name) ?? null]));
  }

  /** Whether all of the files have been read. */
  below(paths: unknown, kind: string, files: ProjectFiles): boolean {
    if (paths === undefined || paths === null) return true;
    const all = (Array.isArray(paths) ? paths : [paths]).map((one: unknown) => this.addFile(one, kind, files));
    return !all.includes(false);
  }

  mapping(): Mapping {
    return Object.fromEntries([...this.said, ...this.own]);
  }

  private addFile(one: unknown, kind: string, files: ProjectFiles): boolean {
    const { success, data: file } = FILE.safeParse(one);
    // Of a file in another format nobody here knows what it means.
    if (!success || file.format !== undefined) {
      files.note(kind);
      return false;
    }
    const before = files.unread.size;
    const { path, required: isRequired } = file;
    const more = files.variables({ kind, path, isRequired }, { get: (name) => this.get(name) });
    if (!more) return files.unread.size === before && !isRequired;
    for (const [name, value] of more) this.said.set(name, value);
    return true;
  }

  private get(name: string): string | Unresolved | undefined {
    const value = this.variables.get(name) ?? this.own.get(name);
    return typeof value === "string" || value instanceof Unresolved ? value : undefined;
  }
}

/** What is no pair keeps its place by a name that no variable has. */
function pairsOf(own: unknown): readonly (readonly [string, unknown])[] {
  if (isMapping(own)) return Object.entries(own);
  if (!Array.isArray(own)) return own === undefined || own === null ? [] : [[HOLE, own]];
  return own.map((one: unknown, index) => {
    const line = one instanceof Unresolved ? one.text : typeof one === "string" ? one : HOLE;
    const at = line.indexOf("=");
    const name = at < 0 ? line : line.slice(0, at);
    if (name.includes(HOLE)) return [`${HOLE}${index}`, one] as const;
    return [name, one instanceof Unresolved ? one : at < 0 ? null : line.slice(at + 1)] as const;
  });
}
