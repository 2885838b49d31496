import { DONE } from "../../causes";
import type { ChangedFile, Drift, RenderedChange, Review, ReviewedInput } from "../../model";
import { shortened } from "../../text/fitting";
import { capped, CAPS } from "./capped";
import { markup, NOTHING, type Markup } from "./markup";
import { differencesOf, leftOut, listOf, tableOf, type Section } from "./parts";

export const destinationsSection = ({ destinations }: Review): readonly Section[] =>
  destinations.length === 0
    ? []
    : [
        {
          ...{ id: "destinations", title: "Where data newly goes", count: destinations.length },
          body: listOf(destinations),
        },
      ];

/** Generated configuration, as a diff shows it. */
export function filesSection({ files }: Review): readonly Section[] {
  if (files.length === 0) return [];
  const { shown, left } = capped(files, CAPS.files, fileOf);
  return [{ id: "files", title: "Configuration files", count: files.length, body: markup`${shown}${leftOut(left)}` }];
}

function fileOf({ subject, target, lines, stack }: ChangedFile): Markup {
  const { shown, left } = capped(lines, CAPS.fileLines, lineOf);
  return markup`<h3><code>${shortened(target, 300)}</code> <small>of ${shortened(subject, 300)}, ${shortened(stack, 200)}</small></h3>
  <pre class="file">${shown}</pre>${leftOut(left)}`;
}

const lineOf = (line: string): Markup => {
  const text = shortened(line, 2_000);
  if (text.startsWith("+")) return markup`<ins>${text}</ins>`;
  return text.startsWith("-") ? markup`<del>${text}</del>` : markup`<span>${text}</span>`;
};

/** Objects that a release brings to a cluster, by release. */
export function renderedSection({ rendered }: Review): readonly Section[] {
  if (rendered.length === 0) return [];
  const { shown, left } = capped(rendered, CAPS.rendered, objectOf);
  return [
    { id: "rendered", title: "Objects of releases", count: rendered.length, body: markup`${shown}${leftOut(left)}` },
  ];
}

const objectOf = ({ object, action, release, stack, attributes }: RenderedChange): Markup => markup`
  <details class="card">
    <summary><code>${shortened(object, 300)}</code> ${DONE[action]} <small>by ${shortened(release, 300)}, ${shortened(stack, 200)}</small></summary>
    ${attributes.length === 0 ? markup`<p>As a whole.</p>` : differencesOf(`Differences of ${shortened(object, 200)}`, attributes)}
  </details>`;

/** Changes that somebody made by hand. */
export function driftSection({ drift }: Review): readonly Section[] {
  if (drift.length === 0) return [];
  const { shown, left } = capped(drift, CAPS.drift, driftOf);
  return [{ id: "drift", title: "Changed by hand", count: drift.length, body: markup`${shown}${leftOut(left)}` }];
}

const driftOf = ({ address, stack, attributes }: Drift): Markup => markup`
  <details class="card" open>
    <summary><code>${shortened(address, 400)}</code> <small>${shortened(stack, 200)}</small></summary>
    ${differencesOf(`Differences of ${shortened(address, 200)}`, attributes)}
  </details>`;

export function leftOutSection({ leftOut: why, notExamined }: Review): readonly Section[] {
  const types = Object.entries(notExamined);
  if (why.length + types.length === 0) return [];
  const { shown, left } = capped(
    types,
    CAPS.list,
    ([type, count]) => markup`<tr><th scope="row"><code>${shortened(type, 200)}</code></th><td>${count}</td></tr>`,
  );
  const heads = ["Type", "Resources"];
  const table =
    types.length === 0 ? NOTHING : tableOf({ caption: "Types that no reader knows", heads, rows: shown, left });
  return [
    {
      ...{ id: "left-out", title: "Not examined", count: why.length + types.length },
      body: markup`<p>What is here is no pass.</p>${why.length === 0 ? NOTHING : listOf(why)}${table}`,
    },
  ];
}

export function inputsSection({ inputs, digest }: Review): readonly Section[] {
  const { shown, left } = capped(inputs, CAPS.list, inputRow);
  const table = tableOf({ caption: "What the review was made from", heads: ["Input", "SHA-256"], rows: shown, left });
  const whole = markup`<p>Digest of the whole: <code class="digest">${digest}</code></p>`;
  return [{ id: "inputs", title: "Inputs", body: markup`${whole}${inputs.length === 0 ? NOTHING : table}` }];
}

const inputRow = ({ name, digest }: ReviewedInput): Markup =>
  markup`<tr><th scope="row">${shortened(name, 400)}</th><td><code class="digest">${shortened(digest, 100)}</code></td></tr>`;
