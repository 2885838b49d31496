import type { Review, Way } from "../../model";
import { shortened } from "../../text/fitting";
import { capped, CAPS } from "./capped";
import { drawingOf, isDrawable, MOST_DRAWN, svgOf, type Drawing } from "./drawing";
import { markup, NOTHING, type Markup } from "./markup";
import { badge, leftOut, listOf, tableOf, type Section } from "./parts";

/** Who reaches whom, before and after: in words, as a table, and drawn. */
export function reachSection({ reach, ways }: Review): readonly Section[] {
  if (reach.length + ways.length === 0) return [];
  const changed = ways.filter(({ when }) => when !== "both");
  const stacks = [...byStack(ways)].sort(([, one], [, other]) => changesIn(other) - changesIn(one));
  const drawings = capped(stacks, CAPS.drawings, ([stack, all], at) => drawnOf(stack, all, at));
  const words =
    reach.length === 0
      ? markup`<p>Nobody can newly reach anybody, as far as it is known on both sides.</p>`
      : markup`<p>Newly, in words:</p>${listOf(reach)}`;
  const body = markup`${words}${drawings.shown}${leftOut(drawings.left)}${tableOfWays(changed)}`;
  return [{ id: "reach", title: "Who reaches whom", count: reach.length, body }];
}

function byStack(ways: readonly Way[]): ReadonlyMap<string, readonly Way[]> {
  const all = new Map<string, Way[]>();
  for (const way of ways) {
    const known = all.get(way.stack);
    if (known) known.push(way);
    else all.set(way.stack, [way]);
  }
  return all;
}

const changesIn = (ways: readonly Way[]): number => ways.filter(({ when }) => when !== "both").length;

function drawnOf(stack: string, ways: readonly Way[], at: number): Markup {
  const drawing = drawingOf(ways);
  const count = changesIn(ways);
  const title = `Who reaches whom in ${shortened(stack, 100)}`;
  const changes = count === 0 ? "nothing changes" : `${count} ${count === 1 ? "way changes" : "ways change"}`;
  return markup`
  <details class="card drawing"${count > 0 ? markup` open` : NOTHING}>
    <summary>${title} <small>${changes}</small></summary>
    ${isDrawable(drawing) ? figureOf(drawing, `reach-${at}`, title) : tooMany(drawing)}
  </details>`;
}

const figureOf = (drawing: Drawing, id: string, title: string): Markup => markup`
    <figure>
      <div class="scroll" role="region" aria-label="${title}, drawn" tabindex="0">${svgOf(drawing, id, title)}</div>
      <figcaption>Rows reach columns: <span class="key new">newly</span> <span class="key same">as before</span> <span class="key gone">no longer</span></figcaption>
    </figure>`;

const tooMany = ({ rows, columns }: Drawing): Markup =>
  markup`<p>${Math.max(rows.length, columns.length)} layers are not drawn, only up to ${MOST_DRAWN}: the table has what changes.</p>`;

function tableOfWays(changed: readonly Way[]): Markup {
  if (changed.length === 0) return NOTHING;
  const { shown, left } = capped(changed, CAPS.ways, wayRow);
  const heads = ["When", "From", "To", "Via", "Stack"];
  return tableOf({ caption: "Ways that are new, or gone", heads, rows: shown, left });
}

const wayRow = ({ stack, from, to, via, when }: Way): Markup => markup`<tr>
    <td>${when === "after" ? badge("worse", "newly") : badge("neutral", "no longer")}</td>
    <th scope="row"><code>${shortened(from, 300)}</code></th>
    <td><code>${shortened(to, 300)}</code></td>
    <td>${shortened(via, 300)}</td>
    <td>${shortened(stack, 200)}</td>
  </tr>`;
