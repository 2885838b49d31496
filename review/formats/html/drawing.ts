import type { Way } from "../../model";
import { shortened } from "../../text/fitting";
import { markup, type Markup } from "./markup";

/** Rows and columns that are still read. */
export const MOST_DRAWN = 80;

/** Pixels. */
const CELL = 17;
const LETTER = { row: 7.1, column: 6.2 } as const;
const LONGEST_NAME = 34;

type State = "new" | "gone" | "same";

/** Who reaches whom, as a table of squares: rows reach columns. */
export interface Drawing {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row, then by column. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, State>>;
}

/** Of the ways of one stack. */
export function drawingOf(ways: readonly Way[]): Drawing {
  const cells = new Map<string, Map<string, State>>();
  for (const { from, to, via, when } of ways) {
    const state: State = when === "both" ? "same" : when === "after" ? "new" : "gone";
    put(cells, from, to, state);
    // Who is on a network reaches the others, and is reached.
    if (/^networks? /.test(via)) put(cells, to, from, state);
  }
  const columns = [...new Set([...cells.values()].flatMap((row) => [...row.keys()]))].sort();
  const isReached = new Set(columns);
  const byName = [...cells.keys()].sort();
  const rows = [...byName.filter((one) => !isReached.has(one)), ...byName.filter((one) => isReached.has(one))];
  return { rows, columns, cells };
}

/** What is new says more than what was there all the time. */
function put(cells: Map<string, Map<string, State>>, from: string, to: string, state: State): void {
  const row = cells.get(from) ?? new Map<string, State>();
  cells.set(from, row);
  const known = row.get(to);
  if (known === undefined || state === "new" || (known === "gone" && state === "same")) row.set(to, state);
}

export const isDrawable = ({ rows, columns }: Drawing): boolean =>
  rows.length <= MOST_DRAWN && columns.length <= MOST_DRAWN;

/** @param id of this drawing, unique in its file */
export function svgOf(drawing: Drawing, id: string, title: string): Markup {
  const { rows, columns } = drawing;
  const left = widthOf(rows, LETTER.row) + 12;
  // Names of columns lean, by 46 degrees.
  const slope = Math.ceil(widthOf(columns, LETTER.column) * 0.72);
  const top = slope + 22;
  const [width, height] = [left + columns.length * CELL + slope, top + rows.length * CELL + 8];
  const count = (state: State) => statesOf(drawing).filter(([, , one]) => one === state).length;
  const said = `Rows reach columns. ${count("new")} squares are new, ${count("gone")} are gone, ${count("same")} are as before.`;
  return markup`
  <svg role="img" aria-labelledby="${id}-title ${id}-said" width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}">
    <title id="${id}-title">${title}</title><desc id="${id}-said">${said}</desc>
    <g transform="translate(${left} ${Math.round(top)})">
      ${gridOf(rows.length, columns.length)}
      ${(["same", "gone", "new"] as const).map((state) => squaresOf(drawing, state))}
      ${rows.map((name, at) => markup`<text class="row${changes(drawing, name)}" x="-8" y="${at * CELL + 12.5}">${nameOf(name)}</text>`)}
      ${columns.map((name, at) => columnName(name, at))}
    </g>
  </svg>`;
}

const nameOf = (name: string): string =>
  name.length <= LONGEST_NAME ? name : `${name.slice(0, 14)}…${name.slice(-(LONGEST_NAME - 15))}`;

const widthOf = (names: readonly string[], letter: number): number =>
  Math.round(Math.max(0, ...names.map((name) => nameOf(shortened(name)).length)) * letter);

const changes = ({ cells }: Drawing, row: string): string =>
  [...cells.get(row)!.values()].some((state) => state === "new") ? " changed" : "";

const columnName = (name: string, at: number): Markup =>
  markup`<text class="column" transform="translate(${at * CELL + 11} -8) rotate(-46)">${nameOf(name)}</text>`;

function gridOf(rows: number, columns: number): Markup {
  const across = Array.from({ length: rows + 1 }, (_, at) => `M0 ${at * CELL}h${columns * CELL}`);
  const down = Array.from({ length: columns + 1 }, (_, at) => `M${at * CELL} 0v${rows * CELL}`);
  return markup`<path class="grid" d="${[...across, ...down].join("")}"/>`;
}

function statesOf({ rows, columns, cells }: Drawing): readonly (readonly [x: number, y: number, State])[] {
  const places = new Map(columns.map((name, at) => [name, at]));
  return rows.flatMap((row, y) => [...cells.get(row)!].map(([to, state]) => [places.get(to)!, y, state] as const));
}

/** The side of a square: what is as it was is small. */
const SIDES: Readonly<Record<State, number>> = { new: 13, gone: 10, same: 7 };

/** One path for all: a drawing of 60 layers has thousands. */
function squaresOf(drawing: Drawing, state: State): Markup {
  const side = SIDES[state];
  const edge = (CELL - side) / 2;
  const squares = statesOf(drawing)
    .filter(([, , one]) => one === state)
    .map(([x, y]) => `M${x * CELL + edge} ${y * CELL + edge}h${side}v${side}h-${side}z`);
  return markup`<path class="${state}" d="${squares.join("")}"/>`;
}
