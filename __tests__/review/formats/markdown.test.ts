import fc from "fast-check";
import { reviewMarkdown } from "../../../review/formats/markdown";
import type { Risk } from "../../../review/model";
import { change, review } from "../../support/review";

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
    expect(text.split("\n")[1]).toBe("**shop** · 3 of 58 resources change, 0 not examined · before → after");
  });

  it("has the gravest first, in a table and then one by one", () => {
    const lines = reviewMarkdown(review([change(), lost])).split("\n");
    const rows = lines.filter((line) => line.startsWith("| 🔴") || line.startsWith("| ⚪"));
    expect(rows.map((row) => row.slice(0, 20))).toEqual(
      ["| 🔴 | **Data loss**", "| ⚪ | **Change** | d"].map((row) => row.slice(0, 20)),
    );
    expect(lines.find((line) => line.startsWith("### "))).toMatch(/^### 1 🔴 Data loss: docker/);
  });

  it("is two lines where nothing changes", () => {
    expect(reviewMarkdown(review([]))).toBe(
      "## ✅ Bulwark: no changes\n0 of 58 resources change, 0 not examined · before → after\n",
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
    expect(grave.filter(({ address }) => !text.includes(address.replaceAll("_", "&#95;")))).toEqual([]);
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
