import type { Protection, Review } from "../../model";
import { shortened } from "../../text/fitting";
import { capped, CAPS } from "./capped";
import { markup, NOTHING, type Markup } from "./markup";
import { badge, listOf, cellsOf, tableOf, type Section } from "./parts";

const VERDICTS = ["worse", "cannot-tell", "better", "neutral"] as const satisfies readonly Protection["verdict"][];

const IN_WORDS: Readonly<Record<Protection["verdict"], string>> = {
  worse: "worse",
  "cannot-tell": "cannot tell",
  better: "better",
  neutral: "neutral",
};

/** Every protection that is another one than before, what is worse first; the filters appear with the script. */
export function postureSection({ protections, improved }: Review): readonly Section[] {
  if (protections.length + improved.length === 0) return [];
  const sorted = VERDICTS.flatMap((verdict) => protections.filter((one) => one.verdict === verdict));
  const { shown, left } = capped(sorted, CAPS.posture, rowOf);
  const heads = ["Verdict", "Subject", "Stack", "Protection", "Before", "After", "In words"];
  const caption = "Protections, before and after";
  const body =
    protections.length === 0
      ? markup`<p>Better than before:</p>${listOf(improved)}`
      : markup`${filtersOf(sorted.slice(0, shown.length))}${tableOf({ caption, heads, rows: shown, left, kind: "posture" })}`;
  return [{ id: "posture", title: "Protections", count: Math.max(protections.length, improved.length), body }];
}

/** More stacks have no place in a list to choose from: the text finds them. */
const MOST_STACKS = 200;

function filtersOf(all: readonly Protection[]): Markup {
  const stacks = [...new Set(all.map(({ stack }) => shortened(stack, 200)))].sort().slice(0, MOST_STACKS);
  const verdicts = VERDICTS.filter((verdict) => all.some((one) => one.verdict === verdict));
  const option = (value: string, text: string) => markup`<option value="${value}">${text}</option>`;
  return markup`
  <div class="filters" id="filters" role="search" aria-label="Filter of protections" hidden>
    <label>Text <input type="search" id="filter-text" autocomplete="off" spellcheck="false" placeholder="layer, protection, value"></label>
    <label>Verdict <select id="filter-verdict">${option("", "all")}${verdicts.map((one) => option(one, IN_WORDS[one]))}</select></label>
    <label>Stack <select id="filter-stack">${option("", "all")}${stacks.map((one) => option(one, one))}</select></label>
    <output id="filter-count" role="status" aria-live="polite">${all.length} of ${all.length}</output>
  </div>`;
}

function rowOf({ verdict, subject, path, stack, fact, before, after, message, rule, isWaived }: Protection): Markup {
  const by = rule === undefined ? NOTHING : markup` <code class="rule">${shortened(rule, 60)}</code>`;
  return markup`<tr data-verdict="${verdict}" data-stack="${shortened(stack, 200)}">
    <td>${badge(verdict, IN_WORDS[verdict])}${isWaived ? badge("waived", "waived") : NOTHING}</td>
    <th scope="row"><code>${shortened(path ?? subject, 300)}</code></th>
    <td>${shortened(stack, 200)}</td>
    <td><code>${shortened(fact, 100)}</code></td>
    ${cellsOf(before, after)}
    <td>${shortened(message, 600)}${by}</td>
  </tr>`;
}
