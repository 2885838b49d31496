import { posix } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { ComposeFile } from "./compose-file";
import type { Definition } from "./entry";
import { conflicting, inACircle, notCompose, wrongValue } from "./errors";
import { Extensions } from "./extends";
import { includesOf, type Include } from "./include";
import type { Unresolved, Variables } from "./interpolation";
import { merged, untagged } from "./merge";
import type { ProjectFiles } from "./project-files";
import { type Section, SECTIONS } from "./rebase";
import { isMapping } from "./values";

export type Sections = Readonly<Record<Section, Map<string, Definition>>>;

/** What a compose file says together with what it includes and extends. */
export interface Project {
  readonly sections: Sections;
  /** What variables stand for, as far as the project's folder says so. */
  readonly variables: Variables;
}

/** Compose looks for it in the folder of the project. https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/ */
const DOT_ENV = ".env";

/** @throws UnreadableSource */
export function readProject(content: string, files: ProjectFiles): Project {
  const variables = variablesOf(files, [{ path: DOT_ENV, isRequired: false }], { get: () => undefined });
  const root = { paths: [posix.basename(files.file)], folder: ".", variables };
  const surroundings = { file: files.file, folder: ".", variables };
  const file = new ComposeFile(content, surroundings, files.budget);
  if (!file.has("services") && !file.has("include")) throw notCompose(files.file);
  return { sections: sectionsOf([file], { ...root, chain: [] }, files), variables };
}

interface Scope {
  /** Of the files, the main one first. */
  readonly paths: readonly string[];
  readonly folder: string;
  readonly variables: Variables;
  /** What included it. */
  readonly chain: readonly string[];
}

function sectionsOf(all: readonly ComposeFile[], scope: Scope, files: ProjectFiles): Sections {
  const extensions = new Extensions(files, scope.variables);
  const sections = emptySections();
  for (const file of all) {
    for (const section of SECTIONS) {
      for (const name of file.names(section))
        lay(sections[section], name, definitionOf(file, section, name, extensions));
    }
  }
  for (const file of all) {
    for (const one of includesOf(file, scope.folder, files)) take(sections, included(one, scope, files));
  }
  return sections;
}

const emptySections = (): Sections => ({
  services: new Map<string, Definition>(),
  networks: new Map<string, Definition>(),
  volumes: new Map<string, Definition>(),
  secrets: new Map<string, Definition>(),
  configs: new Map<string, Definition>(),
});

function definitionOf(file: ComposeFile, section: Section, name: string, extensions: Extensions): Definition {
  const place = file.placeOf(section, name);
  if (section !== "services") return { value: file.entry(section, name)!, place, isOpen: false };
  return { ...extensions.service(file, name)!, place };
}

/** Files that are included as one lie over each other. https://docs.docker.com/reference/compose-file/include/ */
function lay(all: Map<string, Definition>, name: string, over: Definition): void {
  const base = all.get(name);
  const value = untagged(base ? merged(base.value, over.value) : over.value);
  if (value === undefined) all.delete(name);
  else if (!isMapping(value)) throw wrongValue(over.place, name, "expected a mapping");
  else all.set(name, { value, place: base?.place ?? over.place, isOpen: over.isOpen || (base?.isOpen ?? false) });
}

/** Nothing where one of its files was not read. */
function included(one: Include, scope: Scope, files: ProjectFiles): Sections {
  const main = one.paths[0]!;
  const chain = [...scope.chain, ...scope.paths.slice(0, 1)];
  if (chain.includes(main)) throw inACircle({ file: files.nameOf(main) }, [...chain, main]);
  const texts = one.paths.map((path) => ({ path, text: files.text("include", path) }));
  if (texts.some(({ text }) => text === undefined)) return emptySections();
  const variables = variablesOf(files, one.envFiles, scope.variables);
  const all = texts.map(({ path, text }) => {
    const surroundings = { file: files.nameOf(path), folder: one.folder, variables };
    return new ComposeFile(text!, surroundings, files.budget);
  });
  return sectionsOf(all, { paths: one.paths, folder: one.folder, variables, chain }, files);
}

/** What is included is not merged: the same may be there twice, nothing else. */
function take(sections: Sections, more: Sections): void {
  for (const section of SECTIONS) {
    for (const [name, definition] of more[section]) {
      const own = sections[section].get(name);
      if (own && !isDeepStrictEqual(own.value, definition.value)) {
        throw conflicting(definition.place, `${section}.${name}`, own.place);
      }
      sections[section].set(name, own ?? definition);
    }
  }
}

/** Variables of files, below those of who includes them. */
function variablesOf(files: ProjectFiles, envFiles: Include["envFiles"], above: Variables): Variables {
  const said = new Map<string, string | Unresolved>();
  const get = (name: string) => above.get(name) ?? said.get(name);
  for (const { path, isRequired } of envFiles) {
    const more = files.variables({ kind: "variables", path, isRequired }, { get });
    for (const [name, value] of more ?? []) said.set(name, value);
  }
  return { get };
}
