import fc from "fast-check";
import { encodingsOf } from "../../../review/redaction/encodings";
import { isRandom } from "../../../review/redaction/random";
import { Search } from "../../../review/redaction/search";

const hide = (patterns: readonly string[], text: string) => new Search(patterns).hide(text);

describe("a search", () => {
  it.each([
    [["abcd"], "xabcdx", "x(redacted)x"],
    [["abcd"], "abcd", "(redacted)"],
    [["abcd", "abcdef"], "abcdefg", "(redacted)g"],
    [["abcd", "cdef"], "abcdefg", "(redacted)g"],
    [["abcd", "efgh"], "abcdefgh", "(redacted)"],
    [["abcde", "abcdx"], "abcd abcdx", "abcd (redacted)"],
    [["abcdabcd"], "abcdabcabcdabcd", "abcdabc(redacted)"],
    [["redacted"], "a redacted (redacted)", "a (redacted) (redacted)"],
    [["abcd"], "abc", "abc"],
    [[], "abcd", "abcd"],
  ])("for %j in %j gives %j", (patterns, text, shown) => {
    expect(hide(patterns, text)).toBe(shown);
  });

  it("hides exactly what looking for each by itself would", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 4, maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 60 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), text, (patterns, said) => {
        expect(hide(patterns, said)).toBe(oneByOne(patterns, said));
      }),
    );
  });
});

function oneByOne(patterns: readonly string[], text: string): string {
  const hidden = Array.from(text, () => false);
  for (const pattern of patterns)
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1))
      hidden.fill(true, at, at + pattern.length);
  const marked = Array.from(text, (sign, at) => (hidden[at] ? "#" : sign)).join("");
  return marked.replace(/#+/g, "(redacted)");
}

describe("the encodings of a secret", () => {
  const secret = `it's "a" <b> & c/ü\n$\{d}`;

  it.each([
    ["JSON", JSON.stringify(secret).slice(1, -1)],
    ["JSON in JSON", JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    [
      "JSON of Go",
      JSON.stringify(secret).slice(1, -1).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"),
    ],
    ["a template", secret.replace("${", "$${")],
    ["a URL", encodeURIComponent(secret)],
    ["a form", encodeURIComponent(secret).replace("'", "%27").replaceAll("%20", "+")],
    ["YAML", secret.replace("'", "''")],
    ["a shell", secret.replace("'", "'\\''")],
    ["HTML", "it&#39;s &quot;a&quot; &lt;b&gt; &amp; c/ü\n${d}"],
    ["hex", Buffer.from(secret).toString("hex")],
  ])("include that of %s", (_name, written) => {
    expect(encodingsOf(secret)).toContain(written);
  });

  it.each(["", "x", "xy", "xyz"])("find it in base64 behind %j", (start) => {
    const shown = hide(
      [...encodingsOf("hunter2-and-more")],
      Buffer.from(`${start}hunter2-and-more!`).toString("base64"),
    );
    expect(shown).toMatch(/^.{0,5}\(redacted\).{0,4}$/);
  });
});

describe("a random word", () => {
  it.each([
    "Zk3jfD92kfLw0PqaV3xY",
    "0123456789abcdef0f1e2d3c4b5a6978",
    "x/7aMGfQm9XfL1ab2WeX08",
    "qL+9dZ/3kfLw0PqaV3xYaa==",
  ])("is %s", (word) => {
    expect(isRandom(word)).toBe(true);
  });

  it.each([
    "AmazonEC2ContainerServiceforEC2Role",
    "AmazonEKSWorkerNodePolicy",
    "/var/lib/bulwark/story-portal/secrets/999/redis-admin",
    "l01-data-layer-a5a94052-1",
    "sharedBuffersMiB",
    "HostOutOfMemoryKill",
    "platform_redis-exporter_job-install",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  ])("is not %s", (word) => {
    expect(isRandom(word)).toBe(false);
  });
});
