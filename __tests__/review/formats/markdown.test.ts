import fc from "fast-check";
import { reviewMarkdown } from "../../../review/formats/markdown";
import type { Risk } from "../../../review/model";
import { change, review } from "../../support/review";
import { sampleReview } from "../../support/review-sample";

const lost = change({
  address: "docker_volume.data",
  type: "docker_volume",
  risk: "data-loss",
  reasons: ["is destroyed and created empty, forced by labels.team: all that is on the volume is lost"],
  remedy: "take the change out again",
});

const attribute = (path: string, before: string, after: string) => ({
  ...{ path, before, after },
  ...({ verdict: "neutral", forcesReplacement: false, ignoredByProvider: false } as const),
});

describe("a review as Markdown", () => {
  it("says in its first line whether to stop", () => {
    const text = reviewMarkdown(
      review([lost, change({ risk: "weakened" }), change({ address: "docker_container.db" })]),
    );
    expect(text.split("\n")[0]).toBe("## ⛔ Bulwark: stop. 1 loses data, 1 is weaker, 1 other change");
    expect(text.split("\n")[1]).toBe("**shop** · 3 of 58 resources change, 0 not examined · `before` → `after`");
  });

  it("has the gravest first, in a table and then one by one", () => {
    const lines = reviewMarkdown(review([change(), lost])).split("\n");
    const rows = lines.filter((line) => line.startsWith("| 🔴") || line.startsWith("| ⚪"));
    expect(rows.map((row) => row.slice(0, 20))).toEqual(
      ["| 🔴 | **Data loss**", "| ⚪ | **Change** | c"].map((row) => row.slice(0, 20)),
    );
    expect(lines.find((line) => line.startsWith("### "))).toMatch(/^### 1 🔴 Data loss: `data` is destroyed/);
  });

  it("is two lines where nothing changes", () => {
    expect(reviewMarkdown(review([]))).toBe(
      "## ✅ Bulwark: no changes\n0 of 58 resources change, 0 not examined · `before` → `after`\n",
    );
  });

  it("is never 'no changes' for a plan that is not whole", () => {
    const text = reviewMarkdown(
      review([], { warnings: ["shop: the plan is not complete"], verdict: "needs-acknowledgement" }),
    );
    expect(text).toMatch(/^## ⛔ Bulwark: stop\.\n/);
    expect(text).toContain("> ⚠️ shop: the plan is not complete");
  });

  it("tells one cause once", () => {
    const all = Array.from({ length: 21 }, (_, at) =>
      change({ address: `docker_container.layer_${at}`, attributes: [attribute("labels.team", "a", "b")] }),
    );
    const text = reviewMarkdown(review(all));
    expect(text).toContain("21 containers replaced: labels.team");
    expect(text.match(/### /g)).toHaveLength(1);
  });

  it("is never longer than a comment may be, and keeps every grave line", () => {
    const grave = Array.from({ length: 150 }, (_, at) => change({ ...lost, address: `docker_volume.data_${at}` }));
    const rest = Array.from({ length: 3_000 }, (_, at) =>
      change({
        address: `docker_container.layer_${at}`,
        attributes: [attribute(`env.A${at}`, "x".repeat(90), "y".repeat(90))],
      }),
    );
    const text = reviewMarkdown(review([...grave, ...rest]));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_000);
    expect(grave.filter(({ address }) => !text.includes(`volume of \`${address.split(".")[1]!}\``))).toEqual([]);
    expect(text).toContain("3000 other changes");
  });

  it("is no longer where every name is as long as it can be", () => {
    const long = "|".repeat(400);
    const all = Array.from({ length: 400 }, (_, at) =>
      change({ stack: long, address: `${at}${long}`, risk: "exposure", reasons: [long], remedy: long }),
    );
    const text = reviewMarkdown(review(all, { warnings: [long, long], base: { name: long } }));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_000);
    expect(text).toContain("400 are exposed");
  });

  it("keeps the first 200 grave lines and the number of the others, whatever their names are", () => {
    const grave = Array.from({ length: 230 }, (_, at) =>
      change({ address: `${at}.${"<".repeat(300)}`, risk: "weakened", remedy: "|".repeat(300), path: "@".repeat(300) }),
    );
    const text = reviewMarkdown(review(grave, { warnings: ["|".repeat(900)], reach: ["#".repeat(900)] }));
    expect(text.match(/^\| 🔴 \|/gm)).toHaveLength(200);
    expect(text).toContain("and 30 more that are as grave");
    expect(text.split("\n").at(-2)).toMatch(/^Digest/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_000);
  });

  it("shows what forces a replacement, where it is written, who is affected and what to do", () => {
    const text = reviewMarkdown(sampleReview());
    expect(text).toContain(
      [
        "### 1 🔴 Data loss: `agentic-postgres/data` is destroyed and created empty",
        "Forced by `labels` (a volume cannot be changed there in place): `team` unset → `platform` · `environments/story-portal.yaml:14`",
        "",
        "* all that is on the volume is lost",
      ].join("\n"),
    );
    expect(text).toMatch(/^Used by 11 layers: `l01-api-gateway`.*\.\n\*\*Do:\*\* take the label out again/m);
    expect(text).toContain("| 🟠 | **No effect** | healthcheck of `agentic-redis` |");
    expect(text).toContain("NetworkPolicy/portal/search");
    expect(text).toContain("its chart is not on this disk");
  });

  it("shows a file as a difference, which nothing in it can end", () => {
    const file = { stack: "shop", subject: "web", target: "/etc/a", lines: ["+ ````", "- ::error::x"] };
    expect(reviewMarkdown(review([], { files: [file] }))).toContain(
      "### `/etc/a` of `web`\n\n`````diff\n+ ````\n- ::error::x\n`````\n",
    );
  });

  it("has a name as code only where it cannot break out of it", () => {
    const said = (path: string) => reviewMarkdown(review([change({ path, risk: "weakened", reasons: ["x"] })]));
    expect(said("platform/items/1")).toContain("container of `platform/items/1`");
    for (const hostile of ["a`b", "a|b", "a b", "<a>", "a\nb"]) expect(said(hostile)).not.toContain("container of `");
  });

  it("says what was not examined where nothing changes, and nothing more", () => {
    const text = reviewMarkdown(review([], { leftOut: ["a chart is not here"], notExamined: { aws_x: 2 } }));
    expect(text).toBe(
      "## ✅ Bulwark: no changes\n0 of 58 resources change, 3 not examined · `before` → `after`\n\n* a chart is not here\n",
    );
  });

  it("is not broken by what strangers wrote", () => {
    const hostile = fc.string({ unit: "binary", maxLength: 80 });
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, value, reason) => {
        const risk: Risk = "weakened";
        const text = reviewMarkdown(
          review([change({ risk, path: name, reasons: [reason], attributes: [attribute(name, value, value)] })]),
        );
        const lines = text.split("\n");
        expect(lines.filter((line) => line.startsWith("## "))).toHaveLength(1);
        expect(lines.filter((line) => line.startsWith("| 🔴"))).toHaveLength(1);
        expect(text).not.toMatch(/<[a-z!/]/i);
      }),
    );
  });
});
