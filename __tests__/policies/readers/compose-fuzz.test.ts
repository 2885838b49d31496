import fc from "fast-check";
import { parse, stringify } from "yaml";
import { CATALOGUE } from "../../../policies/catalogue";
import { UnreadableSource } from "../../../policies/errors";
import { evaluate } from "../../../policies/evaluate";
import { composePlatform, type ReadFile } from "../../../policies/readers/compose";
import { CORPUS } from "../../support/compose/corpus";
import { PROJECTS } from "../../support/compose/projects";

const TEXTS = [...CORPUS.values(), ...Object.values(PROJECTS).map((files) => files["compose.yaml"]!)];

/** Any other file of the projects, whatever it is asked for. */
const OTHERS = Object.values(PROJECTS).flatMap((files) => Object.values(files));
const anyFile: ReadFile = (path) => ({ text: OTHERS[path.length % OTHERS.length]! });

/** A result, or an error that says what to do; nothing else. */
function expectAnEnd(text: string): void {
  try {
    evaluate([composePlatform(text, "compose.yaml", anyFile)], CATALOGUE);
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error;
    expect(error.message).toContain("\n");
  }
}

const text = fc.constantFrom(...TEXTS);
const place = fc.double({ min: 0, max: 1, noNaN: true });
const SNIPPETS = [
  "${X}",
  "${X:-",
  "&a ",
  "*a",
  "<<: *a",
  "!reset ",
  "!override [",
  "{",
  "[",
  "- ",
  ": ",
  "\t",
  "\n",
  '"',
  "'",
  "null",
  "\0",
  "|\n",
  "? ",
  "---\n",
  "%YAML 9\n",
  "extends: web",
  "0x",
  "1e999",
  "..",
  "__proto__: ",
];
const STRANGE: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  "",
  "${",
  "${X}",
  "a:b:c:d",
  [],
  {},
  [[]],
  [null],
  { a: null },
  ["${X}"],
  { "<<": 1 },
  { "!reset": 1 },
  { "!override": [1] },
];

const at = (value: string, part: number) => Math.floor(part * value.length);

/** Each value of a tree can be told by a number. */
function replaced(value: unknown, target: { left: number }, by: unknown): unknown {
  target.left -= 1;
  if (target.left === 0) return by;
  if (Array.isArray(value)) return value.map((one) => replaced(one, target, by));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, replaced(one, target, by)]));
}

describe("a compose file that somebody has broken", () => {
  it.each(TEXTS.map((one, index) => [index, one] as const))(
    "ends in a result or an error, cut anywhere (%i)",
    (_, whole) => {
      for (let length = 0; length < whole.length; length += 61) expectAnEnd(whole.slice(0, length));
    },
  );

  it("ends in a result or an error with a piece of another file in it", () => {
    fc.assert(
      fc.property(text, place, text, fc.tuple(place, place), (one, where, other, [from, to]) => {
        const piece = other.slice(at(other, Math.min(from, to)), at(other, Math.max(from, to)));
        expectAnEnd(one.slice(0, at(one, where)) + piece + one.slice(at(one, where)));
      }),
      { numRuns: 200 },
    );
  });

  it("ends in a result or an error with words of YAML and Compose in it", () => {
    fc.assert(
      fc.property(
        text,
        fc.array(fc.tuple(place, fc.constantFrom(...SNIPPETS)), { minLength: 1, maxLength: 4 }),
        (one, all) => {
          expectAnEnd(
            all.reduce((now, [where, piece]) => now.slice(0, at(now, where)) + piece + now.slice(at(now, where)), one),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("ends in a result or an error with a value of another type", () => {
    const trees = TEXTS.filter((one) => !one.includes("!reset")).map((one) => parse(one, { merge: true }) as unknown);
    fc.assert(
      fc.property(fc.constantFrom(...trees), fc.nat(400), fc.constantFrom(...STRANGE), (tree, target, by) => {
        expectAnEnd(stringify(replaced(tree, { left: target }, by)));
      }),
      { numRuns: 500 },
    );
  });
});
