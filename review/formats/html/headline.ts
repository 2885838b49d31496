import { RISKS, type Review } from "../../model";
import { shortened } from "../../text/fitting";
import { leftOutOf } from "../left-out";
import { isStopped, WORDS } from "../words";
import { capped, CAPS } from "./capped";
import { markup, NOTHING, type Markup } from "./markup";
import { leftOut, namesOf } from "./parts";

export const verdictOf = (review: Review): string => (isStopped(review) ? "Stop" : "Nothing to stop for");

/** Whether to stop, how many changes of each risk there are, and between what. */
export function headlineOf(review: Review): Markup {
  const { base, head, changes, resources, digest } = review;
  const stacks = [...new Set(changes.map(({ stack }) => stack))];
  return markup`
  <div class="verdict ${isStopped(review) ? "stop" : "fine"}">
    <p class="kicker">Bulwark review</p>
    <h1>${verdictOf(review)}</h1>
    <p class="sides"><code>${shortened(base.name, 200)}</code> → <code>${shortened(head.name, 200)}</code></p>
    ${tilesOf(review)}
    <p class="facts">${stacks.length === 0 ? "No resource changes" : markup`${namesOf(stacks)}: ${review.changed} of ${resources} resources change`}, ${leftOutOf(review)} not examined, ${review.noise} differences mean nothing. Digest <code>${digest.slice(0, 12)}</code></p>
  </div>
  ${warningsOf(review)}`;
}

function tilesOf({ changes }: Review): Markup {
  const tiles = RISKS.flatMap((risk) => {
    const count = changes.filter((one) => one.risk === risk).length;
    const { one, many } = WORDS[risk];
    return count === 0 ? [] : [markup`<li class="${risk}"><strong>${count}</strong> ${count === 1 ? one : many}</li>`];
  });
  return tiles.length === 0
    ? NOTHING
    : markup`<ul class="tiles" aria-label="How many changes of each risk">${tiles}</ul>`;
}

/** Why the input cannot be trusted to be whole. */
function warningsOf({ warnings }: Review): Markup {
  if (warnings.length === 0) return NOTHING;
  const { shown, left } = capped(warnings, CAPS.list, (one) => markup`<li>${shortened(one)}</li>`);
  return markup`<section class="warnings" id="warnings" aria-labelledby="warnings-title">
    <h2 id="warnings-title">What was read is not whole</h2>
    <ul>${shown}</ul>${leftOut(left)}
  </section>`;
}
