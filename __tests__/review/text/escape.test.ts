import fc from "fast-check";
import { jsonText, markdownText, plainText, xmlText } from "../../../review/text/escape";

/** Whatever a stranger may put into a name: controls, marks of markup, halves of characters. */
const HOSTILE = fc.string({ unit: "binary", maxLength: 60 });

const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

describe("what a stranger wrote", () => {
  it("is one line of visible characters", () => {
    fc.assert(fc.property(HOSTILE, (text) => !CONTROLS.test(plainText(text))));
    expect(plainText("a\u001b[31mb\u202ec\nd")).toBe("a\\u001b[31mb\\u202ec d");
  });

  it("does nothing in Markdown", () => {
    fc.assert(fc.property(HOSTILE, (text) => !/[<>|`*_[\]]|@\w/.test(markdownText(text))));
    expect(markdownText("[x](y) | **b** <img> _i_ ~s~")).not.toMatch(/[[\]<>|*_~]/);
  });

  it.each(["@team", "a@b.example", "#12", "GH-12", "http://a.example", "www.a.example", "mailto:a", ":tada:"])(
    "is no mention, link, reference or emoji: %s",
    (text) => {
      expect(markdownText(text)).toContain("&#8203;");
      expect(markdownText(text).replaceAll("&#8203;", "")).toBe(text);
    },
  );

  it.each([
    ["- x", "&#45; x"],
    ["+ x", "&#43; x"],
    ["===", "&#61;=="],
    ["12) x", "12&#41; x"],
    ["1.", "1&#46;"],
    ["     x", "x"],
    ["10.0.0.1", "10.0.0.1"],
  ])("begins no list, line or block of code in Markdown: %j", (text, shown) => {
    expect(markdownText(text)).toBe(shown);
  });

  it("leaves alone what has no meaning there", () => {
    expect(markdownText("compose.yaml:3, BWK-user (2 of 3)!")).toBe("compose.yaml:3, BWK-user (2 of 3)!");
  });

  it("is no reference to a commit, and reads the same", () => {
    const text = markdownText("image 0123456789abcdef");
    expect(text).not.toMatch(/[0-9a-f]{7}/);
    expect(text.replaceAll("&#8203;", "")).toBe("image 0123456789abcdef");
  });

  it("stays text in XML", () => {
    fc.assert(fc.property(HOSTILE, (text) => !/[<>"']|&(?!(amp|lt|gt|quot|apos);)/.test(xmlText(text))));
    expect(xmlText(`</a b="c">\u0000]]>`)).toBe("&lt;/a b=&quot;c&quot;&gt;\\u0000]]&gt;");
  });

  it("keeps whole characters of two halves, and shows a lone half as one that is missing", () => {
    expect(plainText("😀\ud800")).toBe("😀\ufffd");
  });
});

describe("a log that a build server reads", () => {
  it.each([
    ["::error::x", "\\u003a:error::x"],
    ["  ::add-mask::x", "\\u003a:add-mask::x"],
    ["a ##vso[task.complete]", "a \\u0023#vso[task.complete]"],
    ["a ##[warning]x", "a \\u0023#[warning]x"],
    ["a##TeamCity[x]", "a\\u0023#TeamCity[x]"],
  ])("finds no command in %j", (text, shown) => {
    expect(plainText(text)).toBe(shown);
  });

  it.each(["a::b", "## title", "#[x]", "::"])("keeps %j but for what begins a command", (text) => {
    expect(plainText(`x${text}`)).toBe(`x${text}`);
  });
});

it("what takes no room is visible, in words of tags too", () => {
  expect(plainText("a\u{e0041}b\u3164c\u034fd")).toBe("a\\udb40\\udc41b\\u3164c\\u034fd");
});

it("JSON has the same value, and nothing in it does anything", () => {
  const value = { a: ["\u009b2J", "\u202e", "##vso[x]", "\\##[error]", "\u{e0041}", "line\nbreak", "\ud800"] };
  const text = jsonText(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text).toMatch(/^[\n -~]*$/);
  expect(text).not.toContain("##");
});
