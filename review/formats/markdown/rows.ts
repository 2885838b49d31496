import type { Entry } from "../../model";
import { fitting } from "../../text/fitting";
import { placeOf } from "../places";
import { WORDS } from "../words";
import { named, short } from "./words";

export const TABLE_HEAD = ["| | What | Where | Do |", "|:-:|---|---|---|"];

/** Gravest lines that are always told; of more, their number. */
const MOST_GRAVE = 200;

/** Bytes. */
const ROOM = { grave: 46_000, lesser: 14_000 } as const;

/** Characters of a cell: by the last of them every line has its room, whatever strangers call their things. */
const WIDTHS = [120, 60, 30, 12] as const;

export function graveRows(entries: readonly Entry[]): readonly string[] {
  const told = entries.slice(0, MOST_GRAVE);
  const sizeOf = (lines: readonly string[]) => lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
  const rows = WIDTHS.map((width) => () => told.map((entry) => rowOf(entry, width)));
  const fits = rows.find((make) => sizeOf(make()) <= ROOM.grave) ?? rows.at(-1)!;
  return [
    ...fits(),
    ...(entries.length > told.length ? moreRows(entries.length - told.length, " that are as grave") : []),
  ];
}

export const lesserRows = (entries: readonly Entry[]): readonly string[] =>
  fitting(
    entries.map((entry) => rowOf(entry, WIDTHS[0])),
    ROOM.lesser,
    (left) => moreRows(left),
  );

const moreRows = (left: number, words = ""): readonly string[] => [`| | | and ${left} more${words} | |`];

function rowOf(entry: Entry, width: number): string {
  const { mark, title } = WORDS[entry.risk];
  const { what, of } = placeOf(entry);
  const where = of === undefined ? short(what, width) : `${short(what, Math.min(width, 30))} of ${named(of, width)}`;
  return `| ${mark} | **${title}** | ${where} | ${short(entry.changes[0]!.remedy, width)} |`;
}
