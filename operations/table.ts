import Table from "cli-table3";

/** Rows as text for people: a header, no lines between the rows, no colours, so that pipes and NO_COLOR are respected. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const none = { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" };
  const borders = {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
    left: "",
    right: "",
    middle: "  ",
  };
  const table = new Table({
    head: [...head],
    chars: { ...borders, ...none },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}
