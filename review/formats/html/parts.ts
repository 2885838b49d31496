import { REDACTED, type AttributeChange, type Json, type Shown } from "../../model";
import { shortened } from "../../text/fitting";
import { pairOf } from "../pairs";
import { capped, CAPS, type Cap } from "./capped";
import { lines, markup, NOTHING, type Markup } from "./markup";

export interface Section {
  /** Of the link to it. */
  readonly id: string;
  readonly title: string;
  /** How many things there are in it. @default - it is not counted */
  readonly count?: number;
  readonly body: Markup;
}

export const sectionOf = ({ id, title, count, body }: Section): Markup => markup`
  <section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}${count === undefined ? NOTHING : markup` <span class="count">${count}</span>`}</h2>
    ${body}
  </section>`;

interface Table {
  readonly caption: string;
  readonly heads: readonly string[];
  readonly rows: readonly Markup[];
  /** How many rows have no room. @default 0 */
  readonly left?: number;
  /** What it is styled by. @default - as all tables are */
  readonly kind?: string;
}

/** Wide tables are scrolled by themselves, with the keyboard too. */
export const tableOf = ({ caption, heads, rows, left = 0, kind = "plain" }: Table): Markup => markup`
  <div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table class="${kind}">
      <caption>${caption}</caption>
      <thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows}</tbody>
    </table>
  </div>${leftOut(left)}`;

/** Never silently: what has no room is counted. */
export const leftOut = (left: number): Markup =>
  left === 0
    ? NOTHING
    : markup`<p class="left">${left} more are left out here, so that this file opens; ${ELSEWHERE}</p>`;

const ELSEWHERE = "the review as JSON has every change.";

export const listOf = (all: readonly string[], cap: Cap = CAPS.list): Markup => {
  const { shown, left } = capped(all, cap, (one) => markup`<li>${shortened(one)}</li>`);
  return markup`<ul>${shown}</ul>${leftOut(left)}`;
};

/** Names in one line. */
export const namesOf = (all: readonly string[]): Markup => {
  const { shown, left } = capped(
    all,
    CAPS.names,
    (one, at) => markup`${at === 0 ? "" : ", "}<code>${shortened(one, 200)}</code>`,
  );
  return markup`${shown}${left === 0 ? "" : ` and ${left} more`}`;
};

export const badge = (kind: string, text: string): Markup => markup`<span class="badge ${kind}">${text}</span>`;

/** UTF-16 units of one value. */
const MOST_OF_VALUE = 4_000;

export function valueOf(value: Shown): Markup {
  if (value === undefined || value === null) return markup`<span class="unset">unset</span>`;
  if (value === REDACTED) return markup`<span class="unset">${REDACTED}</span>`;
  if (value === "") return markup`<span class="unset">empty</span>`;
  return markup`<code>${lines(shortened(linesOf(value).join("\n"), MOST_OF_VALUE))}</code>`;
}

/** JSON of more than this is laid out: an element or a key on each line. */
const LINE = 40;

function linesOf(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  const text = JSON.stringify(value);
  if (text.length <= LINE || typeof value !== "object" || value === null) return [text];
  return Array.isArray(value)
    ? value.map((one: Json) => (typeof one === "string" ? one : jsonLine(one)))
    : Object.entries(value).map(([key, one]) => `${key}: ${jsonLine(one)}`);
}

/** With spaces, at which it may be broken. */
const jsonLine = (value: Json): string => JSON.stringify(value, undefined, 1).replace(/\n */g, " ");

/** Two cells: what is on both sides of lists and objects is counted only. */
export function cellsOf(before: Shown, after: Shown): Markup {
  const pair = pairOf(before, after);
  const stay = pair.same === 0 ? NOTHING : markup`<span class="stay">${pair.same} more as before</span>`;
  const sideOf = (side: Shown) =>
    pair.same > 0 && typeof side === "object" && side !== null && Object.keys(side).length === 0
      ? stay
      : markup`${valueOf(side)}${stay}`;
  return markup`<td class="before">${sideOf(pair.before)}</td>
    <td class="after">${sideOf(pair.after)}</td>`;
}

/** What was, and what will be, attribute by attribute. */
export function differencesOf(caption: string, attributes: readonly AttributeChange[]): Markup {
  if (attributes.length === 0) return NOTHING;
  const { shown, left } = capped(attributes, CAPS.attributes, differenceRow);
  return tableOf({ caption, heads: ["Attribute", "Before", "After", "Note"], rows: shown, left, kind: "diff" });
}

const differenceRow = ({ path, before, after, ...is }: AttributeChange): Markup => markup`
  <tr>
    <th scope="row"><code>${shortened(path, 300)}</code></th>
    ${cellsOf(before, after)}
    <td class="notes">${is.verdict === "worse" ? badge("worse", "worse") : NOTHING}${
      is.verdict === "better" ? badge("better", "better") : NOTHING
    }${is.forcesReplacement ? badge("forces", "forces replacement") : NOTHING}${
      is.ignoredByProvider ? badge("ignored", "ignored by provider") : NOTHING
    }</td>
  </tr>`;
