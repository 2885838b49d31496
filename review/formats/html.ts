import { createHash } from "node:crypto";
import type { Review } from "../model";
import { changesSections } from "./html/changes";
import { headlineOf, verdictOf } from "./html/headline";
import {
  destinationsSection,
  driftSection,
  filesSection,
  inputsSection,
  leftOutSection,
  renderedSection,
} from "./html/lists";
import { Markup, markup, NOTHING } from "./html/markup";
import { sectionOf, type Section } from "./html/parts";
import { postureSection } from "./html/posture";
import { reachSection } from "./html/reach";
import { SCRIPT } from "./html/script";
import { STYLE } from "./html/style";
import { requestsSection, waivedSection } from "./html/waivers";

/**
 * One file that needs nothing else: it loads nothing, sends nothing, and runs no script but its own. Works without that one
 * too. At most 10 million characters.
 */
export function reviewHtml(review: Review): string {
  const sections = sectionsOf(review);
  return `${
    markup`<!doctype html>
<html lang="en">
${headOf(review)}
<body>
<a class="skip" href="#main">Skip to what changes</a>
<div class="frame">
  <header class="top">${headlineOf(review)}</header>
  <nav class="side" aria-label="Sections">
    <ul>${sections.map(linkOf)}</ul>
    <div id="controls" hidden><button type="button" id="scheme">Dark colours</button><button type="button" id="fold">Open all details</button></div>
  </nav>
  <main id="main" tabindex="-1">${sections.map(sectionOf)}</main>
  <footer>Made by <code>bulwark review</code>. It loads nothing, and sends nothing anywhere.</footer>
</div>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>`.text
  }\n`;
}

const sectionsOf = (review: Review): readonly Section[] => [
  ...requestsSection(review),
  ...changesSections(review),
  ...postureSection(review),
  ...reachSection(review),
  ...destinationsSection(review),
  ...filesSection(review),
  ...renderedSection(review),
  ...waivedSection(review),
  ...leftOutSection(review),
  ...driftSection(review),
  ...inputsSection(review),
];

const headOf = (review: Review): Markup => markup`<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${POLICY}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="referrer" content="no-referrer">
  <title>${verdictOf(review)}: Bulwark review of ${review.head.name.slice(0, 80)}</title>
  <link rel="icon" href="data:,">
  <style>${new Markup(STYLE)}</style>
</head>`;

const linkOf = ({ id, title, count }: Section): Markup =>
  markup`<li><a href="#${id}">${title}${count === undefined ? NOTHING : markup` <span class="count">${count}</span>`}</a></li>`;

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Of inline code only that which is here. https://www.w3.org/TR/CSP3/#grammardef-hash-source */
const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLE)}`,
  `script-src ${hashOf(SCRIPT)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");
