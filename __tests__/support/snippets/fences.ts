import { FILES, textOf } from "../constructs/source-tree";

/** A fenced block of a page that users copy from. */
export interface Snippet {
  /** `docs/guides/jobs.md:7`. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
}

/** README and the guides. */
export const PAGES = FILES.filter((path) => /^(README\.md|docs\/guides\/.*\.md)$/.test(path));

const FENCE = /^```(?<language>\w+)\n(?<text>.*?)^```$/gms;

export function snippets(): readonly Snippet[] {
  return PAGES.flatMap((path) => snippetsOf(path, textOf(path)));
}

export function snippetsOf(path: string, page: string): readonly Snippet[] {
  return [...page.matchAll(FENCE)].map(({ index, groups }) => ({
    place: `${path}:${page.slice(0, index).split("\n").length}`,
    language: groups!["language"]!,
    text: groups!["text"]!,
  }));
}
