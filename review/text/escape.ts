/** Everything that moves a cursor, hides itself, takes no room or turns the direction of a line. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb]/gu;

/** A half of a character that is written in two: no encoding of a file has a place for it. */
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const visible = (character: string): string =>
  character === "\n" || character === "\t" || character === "\r" ? " " : escaped(character);

/** As JSON and JavaScript write it. */
const escaped = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");

/**
 * What a build server takes for a command, of which the log is what was printed: `::` begins a line, the others are anywhere.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
 */
const COMMAND = /^\s*:(?=:)|#(?=#(?:\[|vso\[|teamcity\[))/gi;

/** One line that shows what a stranger wrote, and does nothing. */
export const plainText = (text: string): string =>
  text
    .replace(INVISIBLE, visible)
    .replace(HALF, "\ufffd")
    .replace(COMMAND, (sign) => escaped(sign.trim()));

/** The same value with everything in it visible: JSON leaves most as it is, and its texts are printed too. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, undefined, 2)
    .replace(INVISIBLE, (sign) => (sign === "\n" ? sign : escaped(sign)))
    .replace(COMMAND, escaped);

const entity = (character: string): string => `&#${character.charCodeAt(0)};`;

/** Takes no room, and parts what would be a name, an address or a number of something. */
const GAP = "&#8203;";

/**
 * As it stands in a cell or a paragraph of GitHub's Markdown: no markup, no mention, no link, no reference, no emoji. Entities
 * alone do not keep mentions and references away: these are looked for in what the Markdown became.
 * https://github.github.com/gfm/#autolinks-extension-
 */
export const markdownText = (text: string): string =>
  plainText(text)
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/[\\`*_{}[\]|~$]/g, entity)
    .replace(/(?<!&)#|@|:(?=\/\/|[\w+-]+:)|\b(?:mailto|xmpp):|\bwww(?=\.)|\bGH-(?=\d)/gi, (word) => word + GAP)
    // Of a commit's hash a link becomes by itself.
    .replace(/\b[0-9a-f]{7,}\b/gi, (word) => word.match(/.{1,6}/g)!.join(GAP))
    // What begins a list, a line across, or a block of code where a line begins.
    .replace(/^\s+/, "")
    .replace(/^[-+=]|(?<=^\d{1,9})[.)](?=\s|$)/, entity);

/** Between the tags of XML 1.0, or in quotes of an attribute. https://www.w3.org/TR/xml/#charsets */
export const xmlText = (text: string): string =>
  plainText(text)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&apos;");
