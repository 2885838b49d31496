import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generatedDocs } from "../../config/generate";
import { environmentSettings } from "../../config/schema";
import { rowsOf } from "../../config/settings-table";
import { shapeOf } from "../../config/shape";
import { smallSettings } from "./small-schema";

const ROOT = join(__dirname, "../..");

describe("the generated reference", () => {
  it.each(generatedDocs().map(({ path, content }) => [path, content]))(
    "%s is current: else run `npm run generate`",
    (path, content) => {
      expect(readFileSync(join(ROOT, path), "utf8")).toBe(content);
    },
  );

  it("has a meaning for every setting; the fields of a list's entries may share the list's", () => {
    const rows = rowsOf(shapeOf(environmentSettings));
    const meant = rows.filter(({ meaning }) => meaning !== "").map(({ key }) => key);
    const silent = rows.filter(({ key }) => !meant.includes(key) && !meant.includes(key.replace(/\[\]\.\w+$/, "")));
    expect(silent).toEqual([]);
  });

  it("says what is required, what has which default, and what is a name of the user's own", () => {
    const rows = new Map(rowsOf(shapeOf(smallSettings)).map((row) => [row.key, row]));
    expect(rows.get("replicas")).toEqual({
      key: "replicas",
      type: "a whole number from 1 to 5",
      preset: "`1`",
      meaning: "how many",
    });
    expect(rows.get("tags")).toMatchObject({ type: "a list of text", preset: "`[]`" });
    expect(rows.get("image")).toMatchObject({ type: "text", preset: "" });
    expect(rows.get("platform.layers.<name>.port")).toMatchObject({ preset: "required" });
    expect(rows.get("state.s3.bucket")).toMatchObject({ preset: "required" });
    expect(rows.get("state.local")).toMatchObject({ type: "true", preset: "" });
  });

  it("is what the files in environments/ point editors to", () => {
    const [first] = readFileSync(join(ROOT, "environments/local.yaml"), "utf8").split("\n");
    expect(first).toBe("# yaml-language-server: $schema=../docs/reference/environment.schema.json");
  });
});
