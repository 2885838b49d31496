import { interpolated, Unresolved } from "../../../policies/readers/compose/interpolation";
import { shellWords } from "../../../policies/readers/compose/words";

/** As `docker compose config` 2.40 answers without any variable set, but for those that it takes as empty. */
describe("variables of a compose file", () => {
  it.each([
    ["plain", "plain"],
    ["$$", "$"],
    ["$$HOME", "$HOME"],
    ["$${A}", "${A}"],
    ["$1", "$1"],
    ["a$", "a$"],
    ["}", "}"],
    ["${A:-d}", "d"],
    ["${A-d}", "d"],
    ["${A:-}", ""],
    ["${A:-a${B:-b}c}", "abc"],
    ["${A:-x:y}/z", "x:y/z"],
    ["a\n${A:-b}\n", "a\nb\n"],
  ])("%j is %j", (text, expected) => {
    expect(interpolated(text)).toBe(expected);
  });

  it.each([
    "$A",
    "${A}",
    "x${A}y",
    "${A:-$B}",
    "${A:-${B}}",
    "${A:?must be}",
    "${A?}",
    "${A:+set}",
    "${A+set}",
    "$A$$",
  ])("%j cannot be told", (text) => {
    expect(interpolated(text)).toBeInstanceOf(Unresolved);
  });

  it.each(["${", "${}", "${A", "${A:-b", "${A!}", "${1}", "${A:=b}"])("%j is none", (text) => {
    expect(interpolated(text)).toBeUndefined();
  });

  it("ends soon for defaults within defaults without end", () => {
    const depth = 100_000;

    expect(interpolated("${A:-".repeat(depth) + "x" + "}".repeat(depth))).toBe("x");
    expect(interpolated("${A:-".repeat(depth))).toBeUndefined();
  });
});

describe("words of a command line", () => {
  it.each([
    ["", []],
    ["  a  b ", ["a", "b"]],
    ["sh -c 'echo \"hi\" there'", ["sh", "-c", 'echo "hi" there']],
    ['a "b \\"c\\" d"', ["a", 'b "c" d']],
    ["a\\ b c", ["a b", "c"]],
    ["--x='a b'c \"\"", ["--x=a bc", ""]],
  ])("%j", (line, expected) => {
    expect(shellWords(line)).toEqual(expected);
  });

  it("ends soon for a line without end", () => {
    const line = `"${'a\\"'.repeat(1_000_000)}" ${"b\\ ".repeat(1_000_000)}`;

    expect(shellWords(line)).toHaveLength(2);
    expect(shellWords(line.slice(0, 2_000_000))).toBeUndefined();
  });

  it.each(["'a", 'a "b', "a\\"])("%j does not end", (line) => {
    expect(shellWords(line)).toBeUndefined();
  });
});
