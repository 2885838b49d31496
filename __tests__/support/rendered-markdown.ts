import { execFileSync } from "node:child_process";

const EXTENSIONS = ["table", "autolink", "strikethrough", "tasklist", "footnotes"];

/** What GitHub's own renderer makes of it, with all extensions, and with raw HTML left as it is. */
export const rendered = (markdown: string): string =>
  execFileSync("cmark-gfm", ["--unsafe", ...EXTENSIONS.flatMap((name) => ["-e", name])], {
    input: markdown,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });

/** Tags that our Markdown becomes; none has an attribute but the alignment of a column. */
const OURS =
  /^<\/?(?:h2|h3|p|strong|ul|li|code|blockquote|table|thead|tbody|tr|th|td|pre)>$|^<code class="language-diff">$|^<t[hd] align="center">$|^<br \/>$/;

/** What lives in a page that this becomes: of strangers there must be nothing. */
export function alive(html: string): readonly string[] {
  const tags = (html.match(/<[^>]*>?/g) ?? []).filter((tag) => !OURS.test(tag));
  // What GitHub looks for in the text later on, and never in code.
  const text = html.replace(/<code[^>]*>[^<]*<\/code>/g, "").replace(/<[^>]*>/g, " ");
  const seen = decoded(text);
  return [
    ...tags,
    ...(seen.match(/@[A-Za-z0-9]/g) ?? []),
    ...(seen.match(/#[0-9]/g) ?? []),
    ...(seen.match(/\bGH-[0-9]/gi) ?? []),
    ...(seen.match(/\b[0-9a-f]{7,40}\b/gi) ?? []),
    ...(seen.match(/\b(?:https?|ftp):\/\/|\bwww\.[a-z]/gi) ?? []),
  ];
}

const decoded = (html: string): string =>
  html
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");

/** Rows of each table that have another number of cells than its head: none where no pipe breaks out. */
export function brokenRows(markdown: string): readonly string[] {
  const lines = markdown.split("\n");
  return lines.filter((line, at) => {
    if (!line.startsWith("|")) return false;
    const head = lines.slice(0, at + 1).findLastIndex((one) => !one.startsWith("|")) + 1;
    return cellsIn(line) !== cellsIn(lines[head]!);
  });
}

const cellsIn = (row: string): number => row.split(/(?<!\\)\|/).length - 2;
