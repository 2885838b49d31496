import type { FactsByKind, Kind, Platform } from "../../../policies/facts/subject";
import { comparePosture, type Posture, type PostureChange } from "../../../review/posture";
import { platformOf } from "./container";

/** Two platforms of one stack, compared. */
export const postureOf = (base: Platform, head: Platform, moved: ReadonlyMap<string, string> = new Map()): Posture =>
  comparePosture([{ stack: "shop", platform: base }], [{ stack: "shop", platform: head, moved }]);

export const changesBetween = (before: FactsByKind[Kind], after: FactsByKind[Kind]): readonly PostureChange[] =>
  postureOf(platformOf(before), platformOf(after)).changes;

/** What matters of changes: `worse rootReadOnly: has a root that may be written to`. */
export const said = (changes: readonly PostureChange[]): readonly string[] =>
  changes
    .filter(({ verdict }) => verdict !== "neutral")
    .map(({ subject, verdict, fact, message }) => `${subject} ${verdict} ${fact}: ${message}`);
