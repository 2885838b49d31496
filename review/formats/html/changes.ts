import { entriesOf, furtherReasons, nameOf } from "../../causes";
import { RISKS, type Entry, type Review, type Risk } from "../../model";
import { shortened } from "../../text/fitting";
import { placeOf } from "../places";
import { WORDS } from "../words";
import { capped, CAPS } from "./capped";
import { markup, NOTHING, type Markup } from "./markup";
import { badge, differencesOf, leftOut, namesOf, tableOf, type Section } from "./parts";

/** What stays open: the rest is read by those who want to. */
const OPEN: ReadonlySet<Risk> = new Set<Risk>(["data-loss", "exposure", "weakened"]);

/** So many are open at the start. */
const MOST_OPEN = 20;

interface Numbered {
  readonly entry: Entry;
  readonly number: number;
}

/** Every cause once, the gravest first: as a table, and one by one. */
export function changesSections({ changes }: Review): readonly Section[] {
  if (changes.length === 0) return [];
  const entries = entriesOf(changes).map((entry, at): Numbered => ({ entry, number: at + 1 }));
  const details = capped(entries, CAPS.details, cardOf);
  const numbered = entries.slice(0, details.shown.length);
  const groups = RISKS.map((risk) => {
    const cards = details.shown.filter((_, at) => numbered[at]!.entry.risk === risk);
    return cards.length === 0 ? NOTHING : markup`<h3 class="risk ${risk}">${WORDS[risk].title}</h3>${cards}`;
  });
  return [
    { id: "changes", title: "What changes", count: entries.length, body: overviewOf(entries, details.shown.length) },
    { id: "details", title: "One by one", body: markup`${groups}${leftOut(details.left)}` },
  ];
}

function overviewOf(entries: readonly Numbered[], detailed: number): Markup {
  const { shown, left } = capped(entries, CAPS.rows, (one) => rowOf(one, one.number <= detailed));
  const heads = ["Risk", "What", "Where", "Do"];
  return tableOf({ caption: "What changes, the gravest first", heads, rows: shown, left, kind: "overview" });
}

function rowOf({ entry, number }: Numbered, isDetailed: boolean): Markup {
  const { risk, changes } = entry;
  const { what, of } = placeOf(entry);
  const where = of === undefined ? markup`${what}` : markup`${what} of <code>${shortened(of, 200)}</code>`;
  const said = markup`${shortened(entry.what, 300)}`;
  return markup`<tr>
    <td>${badge(risk, WORDS[risk].title)}</td>
    <td>${isDetailed ? markup`<a href="#entry-${number}">${said}</a>` : said}</td>
    <td>${where}</td>
    <td>${shortened(changes[0]!.remedy, 300)}</td>
  </tr>`;
}

function cardOf({ entry, number }: Numbered): Markup {
  const { risk, who, what } = entry;
  const isOpen = OPEN.has(risk) && number <= MOST_OPEN;
  return markup`
  <details class="card ${risk}" id="entry-${number}"${isOpen ? markup` open` : NOTHING}>
    <summary><span class="number">${number}</span> <code>${shortened(who, 200)}</code> ${shortened(what, 400)}</summary>
    ${bodyOf(entry)}
  </details>`;
}

function bodyOf(entry: Entry): Markup {
  const { changes } = entry;
  const [first] = changes;
  const reasons = furtherReasons(entry);
  const { attributes, affected = [], remedy, at, stack, address, action } = first!;
  const place = at === undefined ? undefined : at.line === undefined ? at.file : `${at.file}:${at.line}`;
  const facts: readonly (readonly [string, Markup])[] = [
    ["Stack", markup`${shortened(stack, 200)}`],
    ["Address", markup`<code>${shortened(address, 400)}</code>`],
    ["Action", markup`${action}`],
    ...(place === undefined ? [] : [["In", markup`<code>${shortened(place, 300)}</code>`] as const]),
    ...(changes.length > 1 ? [["All of", namesOf(changes.map(nameOf))] as const] : []),
    ...(affected.length > 0 ? [["Used by", namesOf(affected)] as const] : []),
    ...(remedy === "nothing" ? [] : [["Do", markup`<strong>${shortened(remedy, 600)}</strong>`] as const]),
  ];
  const more =
    reasons.length > 0
      ? markup`<ul>${reasons.slice(0, 40).map((one) => markup`<li>${shortened(one)}</li>`)}</ul>`
      : NOTHING;
  return markup`${more}
    <dl>${facts.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
    ${differencesOf(`Differences of ${shortened(nameOf(first!), 200)}`, attributes)}`;
}
