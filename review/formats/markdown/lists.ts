import { DONE } from "../../causes";
import type { ChangedFile, RenderedChange, Review } from "../../model";
import { plainText } from "../../text/escape";
import { shortened } from "../../text/fitting";
import type { Section } from "./sections";
import { attributeLine, item, listed, named, short } from "./words";

/** Longer lists are for the other formats. */
const MOST = { lines: 50, fileLines: 30, fileLine: 300, objects: 30, attributes: 5 } as const;

/** What is said beside the resources, in the order in which it stands. */
export function listSections(review: Review): readonly Section[] {
  const { reach, destinations, files, rendered, leftOut, improved } = review;
  return [
    { rank: "reach", lines: list("Who can newly reach whom", reach) },
    { rank: "reach", lines: list("Where data newly goes", destinations) },
    { rank: "files", lines: renderedLines(rendered) },
    ...files.map((file) => ({ rank: "files" as const, lines: fileLines(file) })),
    { rank: "reach", lines: list("Not examined", leftOut) },
    { rank: "drift", lines: driftLines(review) },
    { rank: "noise", lines: list("Better than before", improved) },
  ];
}

const list = (title: string, all: readonly string[]): readonly string[] =>
  all.length === 0 ? [] : ["", `### ${title}`, "", ...listed(all, MOST.lines, item)];

function fileLines({ subject, target, lines }: ChangedFile): readonly string[] {
  const shown = lines.slice(0, MOST.fileLines).map((line) => plainText(shortened(line, MOST.fileLine)));
  const more = lines.length > MOST.fileLines ? [`… and ${lines.length - MOST.fileLines} more lines`] : [];
  const fence = fenceAround(shown);
  return ["", `### ${named(target)} of ${named(subject)}`, "", `${fence}diff`, ...shown, ...more, fence];
}

/** What is longer than whatever could end it. https://github.github.com/gfm/#fenced-code-blocks */
const fenceAround = (lines: readonly string[]): string => {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []);
  return "`".repeat(Math.max(3, ...runs.map(({ length }) => length + 1)));
};

/** Objects of releases briefly: their attributes are told by the other formats. */
function renderedLines(rendered: readonly RenderedChange[]): readonly string[] {
  if (rendered.length === 0) return [];
  const lineOf = ({ object, action, attributes }: RenderedChange) => {
    const paths = attributes.slice(0, MOST.attributes).map(({ path }) => path);
    const more = attributes.length > MOST.attributes ? ` and ${attributes.length - MOST.attributes} more` : "";
    return `* ${named(object)} ${DONE[action]}${paths.length > 0 ? `: ${short(paths.join(", "), 200)}${more}` : ""}`;
  };
  return ["", `### Objects of releases that change: ${rendered.length}`, "", ...listed(rendered, MOST.objects, lineOf)];
}

const driftLines = ({ drift }: Review): readonly string[] =>
  drift.length === 0
    ? []
    : [
        "",
        "### Changed by hand",
        "",
        ...listed(
          drift.flatMap(({ address, attributes }) => [
            `* ${named(address)}`,
            ...attributes.map((one) => `  ${attributeLine(one)}`),
          ]),
          MOST.lines,
          (line) => line,
        ),
      ];
