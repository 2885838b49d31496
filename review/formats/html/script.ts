/** What the filters and the switches do. It makes no HTML: it shows, hides and writes numbers. */
export const SCRIPT = `"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;

  const scheme = byId("scheme");
  const isDark = () =>
    root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const nameScheme = () => {
    scheme.textContent = isDark() ? "Light colours" : "Dark colours";
  };
  scheme.addEventListener("click", () => {
    root.dataset.scheme = isDark() ? "light" : "dark";
    nameScheme();
  });
  nameScheme();

  const fold = byId("fold");
  const cards = Array.from(document.querySelectorAll("details.card"));
  const nameFold = () => {
    fold.textContent = cards.every((card) => card.open) ? "Close all details" : "Open all details";
  };
  fold.addEventListener("click", () => {
    const open = !cards.every((card) => card.open);
    for (const card of cards) card.open = open;
    nameFold();
  });
  for (const card of cards) card.addEventListener("toggle", nameFold);
  nameFold();
  byId("controls").hidden = false;

  const openTarget = () => {
    const target = location.hash.length > 1 ? byId(decodeURIComponent(location.hash.slice(1))) : null;
    if (target && target.tagName === "DETAILS") target.open = true;
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  let wasOpen = [];
  addEventListener("beforeprint", () => {
    wasOpen = cards.map((card) => card.open);
    for (const card of cards) card.open = true;
  });
  addEventListener("afterprint", () => {
    cards.forEach((card, at) => {
      card.open = wasOpen[at];
    });
  });

  const filters = byId("filters");
  if (!filters) return;
  const text = byId("filter-text");
  const verdict = byId("filter-verdict");
  const stack = byId("filter-stack");
  const count = byId("filter-count");
  const rows = Array.from(document.querySelectorAll("table.posture tbody tr"), (row) => ({
    row,
    said: row.textContent.toLowerCase(),
  }));
  const apply = () => {
    const words = text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, said } of rows) {
      const fits =
        (verdict.value === "" || row.dataset.verdict === verdict.value) &&
        (stack.value === "" || row.dataset.stack === stack.value) &&
        words.every((word) => said.includes(word));
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    count.textContent = shown + " of " + rows.length;
  };
  for (const control of [text, verdict, stack]) control.addEventListener("input", apply);
  filters.hidden = false;
  apply();
})();
`;
