import { posix } from "node:path";
import { ComposeFile } from "./compose-file";
import { inACircle, nobodyToExtend, type Place, tooDeep } from "./errors";
import type { Variables } from "./interpolation";
import { merged, untagged } from "./merge";
import type { ProjectFiles } from "./project-files";
import { isMapping } from "./values";

type Mapping = Readonly<Record<string, unknown>>;

/** More than anybody can follow. */
const DEEPEST = 100;

interface Extended {
  readonly value: Mapping;
  /** Whether somebody that is extended was not read. */
  readonly isOpen: boolean;
}

interface Base {
  readonly service: string;
  /** Undefined for the same file; false where nobody can tell. */
  readonly path: string | false | undefined;
}

/**
 * Services together with what they extend, in the same file or in another one.
 * https://docs.docker.com/reference/compose-file/services/#extends
 */
export class Extensions {
  private readonly files = new Map<string, ComposeFile | undefined>();
  private readonly done = new Map<ComposeFile, Map<string, Extended>>();

  constructor(
    private readonly project: ProjectFiles,
    private readonly variables: Variables,
  ) {}

  /** @param chain who extends it, the first one first */
  service(file: ComposeFile, name: string, chain: readonly string[] = []): Extended | undefined {
    const known = this.done.get(file)?.get(name);
    if (known) return known;
    const own = file.entry("services", name);
    if (!own) return undefined;
    const way = `${file.file}, ${name}`;
    const place = file.placeOf("services", name);
    if (chain.length > DEEPEST) throw tooDeep(file.file);
    if (chain.includes(way)) throw inACircle(place, [...chain, way]);
    const whole = this.extended(file, own, { place, chain: [...chain, way] });
    this.done.set(file, (this.done.get(file) ?? new Map<string, Extended>()).set(name, whole));
    return whole;
  }

  private extended(
    file: ComposeFile,
    { extends: said, ...own }: Mapping,
    { place, chain }: { readonly place: Place; readonly chain: readonly string[] },
  ): Extended {
    if (said === undefined || said === null) return { value: own, isOpen: false };
    const base = baseOf(said);
    const where = base && this.fileOf(file, base.path);
    if (!where) return { value: own, isOpen: true };
    const extended = this.service(where, base.service, chain);
    if (!extended) throw nobodyToExtend(place, base.service, where.file);
    const value = merged(untagged(extended.value) ?? {}, own) as Mapping;
    this.project.budget.spend(sizeOf(value));
    return { value, isOpen: extended.isOpen };
  }

  private fileOf(file: ComposeFile, path: Base["path"]): ComposeFile | undefined {
    if (path === undefined) return file;
    if (path === false) {
      this.project.note("extends");
      return undefined;
    }
    if (!this.files.has(path)) this.files.set(path, this.opened(path));
    return this.files.get(path);
  }

  private opened(path: string): ComposeFile | undefined {
    const text = this.project.text("extends", path);
    if (text === undefined) return undefined;
    const surroundings = {
      file: this.project.nameOf(path),
      folder: posix.dirname(path),
      variables: this.variables,
    };
    return new ComposeFile(text, surroundings, this.project.budget);
  }
}

/** Undefined where nobody can tell whom. */
function baseOf(said: unknown): Base | undefined {
  if (typeof said === "string") return { service: said, path: undefined };
  if (!isMapping(said) || typeof said["service"] !== "string") return undefined;
  const path = said["file"] ?? undefined;
  return { service: said["service"], path: path === undefined || typeof path === "string" ? path : false };
}

/** What a merge copies: its lists and its mappings. */
const sizeOf = (value: Mapping): number =>
  Object.values(value).reduce<number>(
    (sum, one) => sum + 1 + (typeof one === "object" && one !== null ? Object.keys(one).length : 0),
    1,
  );
