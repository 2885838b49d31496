import { COLORS } from "./colors";

const LAYOUT = `
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
.skip { position: absolute; left: -100vw; top: 0; padding: .5rem 1rem; background: var(--page); z-index: 2; }
.skip:focus { left: 0; }
.frame { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 0 2.5rem; max-width: 86rem; margin: 0 auto; padding: 0 1.5rem; }
.top { grid-column: 1 / -1; padding: 1.75rem 0 .5rem; }
.side { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow: auto; padding: 1.5rem 0; font-size: .867rem; }
main { padding-bottom: 3rem; }
footer { grid-column: 1 / -1; border-top: 1px solid var(--line); padding: 1rem 0 2rem; color: var(--soft); font-size: .867rem; }
.side ul { list-style: none; margin: 0 0 1rem; padding: 0; }
.side li a { display: flex; justify-content: space-between; gap: .5rem; padding: .2rem 0; color: var(--text); text-decoration: none; }
.side li a:hover { text-decoration: underline; }
.side .count, h2 .count { color: var(--soft); font-weight: 400; }
#controls { display: flex; flex-direction: column; align-items: flex-start; gap: .4rem; }
#controls[hidden], .filters[hidden] { display: none; }
@media (max-width: 60rem) {
  .frame { grid-template-columns: minmax(0, 1fr); padding: 0 1rem; }
  .side { position: static; max-height: none; padding: .25rem 0 0; }
  .side ul { display: flex; flex-wrap: wrap; gap: 0 1rem; margin-bottom: .6rem; }
  #controls { flex-direction: row; flex-wrap: wrap; }
}
`;

const TEXT = `
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { margin: .1rem 0 .25rem; font-size: 2rem; font-weight: 650; letter-spacing: -.015em; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.25rem; font-weight: 650; letter-spacing: -.005em; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; font-weight: 650; }
h3 small, summary small { color: var(--soft); font-size: .867rem; font-weight: 400; }
p, ul { margin: .5rem 0; max-width: 75ch; }
ul { padding-left: 1.25rem; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
code, pre { font: .867em/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
button, input, select {
  font: inherit; font-size: .867rem; color: var(--text); background: var(--page);
  border: 1px solid var(--grey); border-radius: 5px; padding: .25rem .6rem;
}
button { cursor: pointer; }
button:hover { background: var(--raised); }
.kicker { margin: 0; color: var(--soft); font-size: .867rem; }
.verdict { border-left: 4px solid var(--green); padding-left: 1.1rem; }
.verdict.stop { border-color: var(--red); }
.verdict.stop h1 { color: var(--red); }
.verdict.fine h1 { color: var(--green); }
.sides, .facts { margin: .25rem 0; max-width: none; }
.facts { color: var(--soft); font-size: .867rem; }
.tiles { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; margin: .75rem 0; padding: 0; max-width: none; }
.tiles li { padding: .2rem .7rem; border-radius: 99px; background: var(--grey-back); color: var(--grey); }
.warnings { margin-top: 1rem; padding: .1rem 1.1rem .5rem; border-radius: 6px; background: var(--amber-back); }
.warnings h2 { margin: .75rem 0 .25rem; font-size: 1rem; color: var(--amber); }
.left { color: var(--amber); font-size: .867rem; }
`;

const TABLES = `
.scroll { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; color: var(--soft); font-size: .867rem; padding-bottom: .35rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .8rem; white-space: nowrap; }
td:last-child, th:last-child { padding-right: 0; }
td > code, th > code { white-space: pre-wrap; }
.plain td, .plain th { min-width: 5.5rem; }
.overview td:first-child { white-space: nowrap; }
.overview td:nth-child(2) { min-width: 14rem; } .overview td:nth-child(3) { min-width: 11.5rem; }
.overview td:last-child { color: var(--soft); min-width: 12rem; }
.posture th[scope="row"] { min-width: 9rem; } .posture td { min-width: 4.5rem; } .posture td.before, .posture td.after { min-width: 8.5rem; }
.posture td:nth-child(3) { min-width: 6rem; } .posture td:nth-child(4) { min-width: 7.25rem; } .posture td:last-child { min-width: 11rem; }
.rule { white-space: nowrap; } .posture .rule { display: block; color: var(--soft); }
.diff { table-layout: fixed; min-width: 36rem; }
.diff th:first-child { width: 24%; } .diff th:last-child { width: 10.5rem; }
.diff td.before > code { background: var(--red-back); } .diff td.after > code { background: var(--green-back); }
.diff td > code { display: block; width: fit-content; max-width: 100%; padding: .1rem .4rem; border-radius: 4px; }
.diff tr:last-child > * { border-bottom: 0; }
.notes .badge, .posture .badge { margin: 0 .25rem .25rem 0; }
.stay { display: block; color: var(--soft); font-size: .8rem; }
.unset { color: var(--soft); font-style: italic; }
.digest { font-size: .8rem; }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 99px; font-size: .8rem; line-height: 1.5; white-space: nowrap; background: var(--grey-back); color: var(--grey); }
.badge.data-loss, .badge.exposure, .badge.weakened, .badge.worse, .tiles .data-loss, .tiles .exposure, .tiles .weakened { background: var(--red-back); color: var(--red); }
.badge.runs-code, .badge.ignored-edit, .badge.cannot-tell, .badge.downtime, .badge.forces, .badge.ignored,
.tiles .runs-code, .tiles .ignored-edit, .tiles .cannot-tell, .tiles .downtime { background: var(--amber-back); color: var(--amber); }
.badge.better, .badge.waived { background: var(--green-back); color: var(--green); }
.filters { display: flex; flex-wrap: wrap; align-items: end; gap: .5rem 1rem; margin: .5rem 0 1rem; }
.filters label { display: grid; gap: .15rem; font-size: .8rem; color: var(--soft); }
.filters input, .filters select { height: 2rem; }
.filters input { width: 16rem; max-width: 100%; }
.filters select { max-width: 14rem; }
.filters output { color: var(--soft); font-size: .867rem; padding: .3rem 0; }
`;

const CARDS = `
.card { border: 1px solid var(--line); border-left: 3px solid var(--grey); border-radius: 6px; margin: .5rem 0; padding: 0 1rem; }
.card[open] { padding-bottom: .6rem; }
.card summary { cursor: pointer; padding: .5rem 0; }
.card summary code { font-weight: 650; }
.card .number { color: var(--soft); margin: 0 .25rem; }
.card.data-loss, .card.exposure, .card.weakened { border-left-color: var(--red); }
.card.runs-code, .card.ignored-edit, .card.cannot-tell, .card.downtime { border-left-color: var(--amber); }
.risk { color: var(--soft); }
dl { margin: .25rem 0 .5rem; font-size: .9rem; }
dl div { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: .5rem; padding: .1rem 0; }
dt { color: var(--soft); } dd { margin: 0; }
.file { margin: .25rem 0 1rem; padding: .5rem 0; border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; }
.file ins, .file del, .file span { display: block; padding: 0 .75rem; text-decoration: none; }
.file ins { background: var(--green-back); color: var(--green); } .file del { background: var(--red-back); color: var(--red); }
figure { margin: .25rem 0; }
figcaption { color: var(--soft); font-size: .867rem; }
svg { display: block; max-width: none; }
svg text { fill: var(--text); font: 11.5px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
svg .row { text-anchor: end; } svg .changed { font-weight: 700; fill: var(--red); }
svg .grid { stroke: var(--line); fill: none; stroke-width: .75; }
svg .same { fill: var(--grey); opacity: .55; } svg .new { fill: var(--red); } svg .gone { fill: none; stroke: var(--grey); stroke-width: 1.5; stroke-dasharray: 2.5 2; }
.key { white-space: nowrap; margin-left: .75rem; }
.key::before { content: ""; display: inline-block; margin-right: .35rem; vertical-align: -1px; width: 11px; height: 11px; background: var(--red); }
.key.same::before { width: 7px; height: 7px; background: var(--grey); opacity: .55; vertical-align: 1px; }
.key.gone::before { width: 10px; height: 10px; background: none; border: 1.5px dashed var(--grey); }
@media (max-width: 40rem) {
  .card { padding: 0 .7rem; }
  .overview th:last-child, .overview td:last-child { display: none; }
  .overview td:nth-child(2) { min-width: 9rem; } .overview td:nth-child(3) { min-width: 6rem; }
  .diff { min-width: 27rem; } .diff th:last-child { width: 9rem; }
}
@media print {
  .side, .skip, .filters { display: none; }
  .frame { display: block; max-width: none; padding: 0; }
  body { font-size: 10pt; }
  .card, tr, figure { break-inside: avoid; }
  .scroll { overflow: visible; }
  h2, h3 { break-after: avoid; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** The whole style: without a font, a picture or a network. */
export const STYLE = [COLORS, LAYOUT, TEXT, TABLES, CARDS].join("");
