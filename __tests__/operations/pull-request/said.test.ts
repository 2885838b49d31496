import { commentBody, isOwn } from "../../../operations/pull-request/sticky";
import { checkOf, programsIn, refusedVerdict, verdictOf } from "../../../operations/pull-request/verdict";
import { reviewMarkdown } from "../../../review/formats/markdown";
import { change, review } from "../../support/review";

const LINK = "https://github.com/acme/shop/actions/runs/1";
const BOT = "github-actions[bot]";

describe("the comment", () => {
  const body = commentBody("## ⛔ Bulwark: stop.\n", ["@ann, look: [here](https://evil.example)"], LINK);

  it("begins with the headline, and shows what strangers wrote as text", () => {
    expect(body.split("\n")[0]).toBe("## ⛔ Bulwark: stop.");
    expect(body).not.toMatch(/@ann|\[here\]\(/);
    expect(body).toContain(`[The whole report](${LINK})`);
  });

  it("is known by its marker and its author", () => {
    expect(isOwn(body, BOT, BOT)).toBe(true);
    expect(isOwn(`${body.replaceAll("\n", "\r\n")}\r\n`, BOT, BOT)).toBe(true);
    expect(isOwn(body, "mallory", BOT)).toBe(false);
    expect(isOwn(body, undefined, BOT)).toBe(false);
    expect(isOwn("something else", BOT, BOT)).toBe(false);
  });

  it("has room for the longest review and many notes", () => {
    const changes = Array.from({ length: 3000 }, (_, at) =>
      change({ risk: "weakened", address: `docker_container.${"long".repeat(20)}${at}`, reasons: [`reason ${at}`] }),
    );
    const markdown = reviewMarkdown(review(changes));
    const notes = Array.from({ length: 500 }, (_, at) => `note ${at} ${"ж".repeat(500)}`);
    expect(Buffer.byteLength(commentBody(markdown, notes, LINK))).toBeLessThanOrEqual(65_536);
    expect(isOwn(commentBody(markdown, notes, LINK), BOT, BOT)).toBe(true);
  });
});

describe("the check", () => {
  const told = { programs: [], approvals: [] };

  it.each([
    ["success", review([change()]), told],
    ["failure", review([change({ risk: "weakened" })]), told],
    ["neutral", review([change()]), { ...told, programs: ["main.ts"] }],
    ["failure", review([change({ risk: "weakened" })]), { ...told, programs: ["main.ts"] }],
  ])("is a %s", (conclusion, of, all) => {
    expect(verdictOf(of, "## x\n", all).conclusion).toBe(conclusion);
  });

  it("is a failure where nothing was reviewed, in harmless words", () => {
    const { conclusion, markdown } = refusedVerdict("`x` @ann\n::error::y\n<script>");
    expect([conclusion, markdown.split("\n")[0]]).toEqual(["failure", "## ⛔ Bulwark: stop. Nothing was reviewed"]);
    expect(markdown).not.toMatch(/@ann|^::|<script/m);
  });

  it("has the headline as title, and no longer a text than GitHub takes", () => {
    const check = checkOf({ conclusion: "failure", markdown: `## ${"long ".repeat(30_000)}`, notes: [] }, LINK);
    expect(check.title.length).toBeLessThanOrEqual(255);
    expect(check.summary.length).toBeLessThanOrEqual(65_535);
    expect(check).toMatchObject({ name: "bulwark review", conclusion: "failure", detailsUrl: LINK });
  });
});

it("knows which files write the artifact", () => {
  const data = ["environments/shop.yaml", "environments/shop/a.sql", "docs/a.ts", "README.md", ".github/CODEOWNERS"];
  const programs = [
    "main.ts",
    "package-lock.json",
    ".github/workflows/review-synth.yml",
    "cdktf.json",
    "src/environments/a.ts",
  ];
  expect(programsIn([...data, ...programs])).toEqual(programs);
  expect(programsIn(Array.from({ length: 3000 }, () => "README.md"))).toEqual(["more files than GitHub lists"]);
});
