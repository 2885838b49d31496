import { badEntryName } from "./errors";

/** Longer ones are longer than paths of an output are, and as long as file systems take: 255 for a part. */
const MOST = { characters: 400, part: 200, depth: 12 } as const;

/** What reviews read, and what charts and environments name. None of it is ever run. */
const TYPES = /\.(json|ya?ml|tpl|txt|sql|sh|pem|crt)$/;

/** Two names that differ otherwise are one file on some file systems, so only these are taken. */
const PART = /^[\w@+][\w.@+-]*$/;

/** Where a synthesized output has files. */
const PLACES: readonly string[] = ["stacks", "environments"];

export interface EntryName {
  readonly parts: readonly string[];
  readonly isFolder: boolean;
}

/**
 * The name of an entry, as its bytes say it: neither decoded nor made right, since what is corrected has two meanings.
 *
 * @throws BulwarkError with exit code 2 for one that leads elsewhere, or that two systems could read differently
 */
export function entryName(bytes: Buffer): EntryName {
  const name = bytes.toString("latin1");
  const isFolder = name.endsWith("/");
  const parts = (isFolder ? name.slice(0, -1) : name).split("/");
  const why = fault(name, parts) ?? (isFolder || TYPES.test(name) ? undefined : "is of a type that no review reads");
  if (why !== undefined) throw badEntryName(name, why);
  return { parts, isFolder };
}

function fault(name: string, parts: readonly string[]): string | undefined {
  if (name.length === 0 || name.length > MOST.characters) return `has a name of ${name.length} characters`;
  if (name.includes("\\")) return "has a backslash in its name";
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name)) return "has an absolute path";
  if (parts.some((part) => part === ".." || part === ".")) return "leads out of its folder";
  if (parts.length > MOST.depth) return `lies more than ${MOST.depth} folders deep`;
  if (!parts.every((part) => part.length <= MOST.part && PART.test(part))) return "has a name that is not plain";
  return PLACES.includes(parts[0]!) || name === "manifest.json" ? undefined : `is not below ${PLACES.join(" or ")}`;
}

/** Keeps that no two entries are the same file, also where capitals do not count, and that none is a file and a folder. */
export class TakenNames {
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>();

  /** @throws BulwarkError with exit code 2 for a name that is taken */
  take({ parts, isFolder }: EntryName): void {
    const whole = parts.join("/");
    const paths = parts.map((_, at) =>
      parts
        .slice(0, at + 1)
        .join("/")
        .toLowerCase(),
    );
    const above = isFolder ? paths : paths.slice(0, -1);
    if (above.some((path) => this.files.has(path))) throw badEntryName(whole, "is a folder, and a file as well");
    for (const path of above) this.folders.add(path);
    if (isFolder) return;
    const path = paths.at(-1)!;
    if (this.folders.has(path)) throw badEntryName(whole, "is a file, and a folder as well");
    if (this.files.has(path)) throw badEntryName(whole, "is there twice, or differs from another in capitals alone");
    this.files.add(path);
  }
}
