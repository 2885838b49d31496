import type { Way } from "../../../review/model";
import { drawingOf, isDrawable, svgOf } from "../../../review/formats/html/drawing";
import { reviewHtml } from "../../../review/formats/html";
import { review } from "../../support/review";

const way = (from: string, to: string, via: string, when: Way["when"]): Way => ({ stack: "shop", from, to, via, when });

const mesh = (count: number): readonly Way[] =>
  Array.from({ length: count }, (_, at) => way(`layer${at}`, `layer${(at + 1) % count}`, "network back", "both"));

describe("the drawing of who reaches whom", () => {
  it("has both directions of a network, and one of a port", () => {
    const { cells } = drawingOf([way("a", "b", "network n", "both"), way("host", "a", "port 80", "after")]);
    expect([cells.get("a")!.get("b"), cells.get("b")!.get("a")]).toEqual(["same", "same"]);
    expect([cells.get("host")!.get("a"), cells.get("a")!.has("host")]).toEqual(["new", false]);
  });

  it("shows who is new above all, and then who stays", () => {
    const states = (...all: readonly Way["when"][]) =>
      drawingOf(all.map((when, at) => way("a", "b", `port ${at}`, when)))
        .cells.get("a")!
        .get("b");
    expect([states("both", "after"), states("before", "both"), states("before")]).toEqual(["new", "same", "gone"]);
  });

  it("begins with those who are reached by nobody: the host", () => {
    const { rows } = drawingOf([way("a", "b", "network n", "both"), way("the host", "a", "port 80", "both")]);
    expect(rows).toEqual(["the host", "a", "b"]);
  });

  it("says in words what is drawn", () => {
    const drawing = drawingOf([way("a", "b", "network n", "after"), way("c", "a", "port 1", "before")]);
    expect(svgOf(drawing, "x", "title").text).toContain("2 squares are new, 1 are gone, 0 are as before.");
  });

  it("is drawn of 60 layers, and only told of more than can be read", () => {
    expect([isDrawable(drawingOf(mesh(60))), isDrawable(drawingOf(mesh(81)))]).toEqual([true, false]);
    expect(reviewHtml(review([], { ways: mesh(60) }))).toContain("<svg");
    const many = reviewHtml(review([], { ways: mesh(81) }));
    expect(many).not.toContain("<svg");
    expect(many).toContain("81 layers are not drawn, only up to 80");
  });
});
