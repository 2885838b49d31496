/** Where a value lies in the settings: keys and list positions, outermost first. */
export type Path = readonly (string | number)[];

/** Something wrong with the settings, as a check finds it: by path, without a line yet. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  /** What the line is taken from, when it is not the path's own. @default - path */
  readonly at?: Path;
  /** The other half of a clash; its line is named as well. */
  readonly other?: Path;
}

/** Something wrong with a file, as people read it. */
export interface Problem {
  readonly line: number;
  /** Known for syntax errors only. */
  readonly column?: number;
  /** Empty when the file as a whole is meant. */
  readonly path: string;
  readonly message: string;
}

/** `platform.layers.hub.uses[1]`; keys that are no plain words are quoted. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    const word = /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
    return text === "" ? word : `${text}.${word}`;
  }, "");
}

export function problemText({ line, column, path, message }: Problem): string {
  const place = column === undefined ? `line ${line}` : `line ${line}, column ${column}`;
  return path === "" ? `${place}: ${message}` : `${place}, ${path}: ${message}`;
}

export function byLine(a: Problem, b: Problem): number {
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
}
