import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

import { generatedPlatform } from "../../../bench/synth/generated-platform";
import { loadEnvironment } from "../../../config";

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "bulwark-generated-"))));
afterAll(() => rmSync(folder, { recursive: true }));

function loaded(layers: number) {
  const file = join(folder, `generated-${layers}.yaml`);
  writeFileSync(file, stringify(generatedPlatform(layers)));
  return loadEnvironment(file).settings;
}

describe("a generated platform", () => {
  it.each([20, 1000])("of %d layers is a valid environment", (layers) => {
    expect(Object.keys(loaded(layers).platform.layers)).toHaveLength(layers);
  });

  it("has ten layers in a row, the first of them twice and with a route", () => {
    const { layers } = loaded(30).platform;
    expect(layers["layer-11"]).toMatchObject({ replicas: 2, route: { path: "/layer-11" }, uses: ["postgres"] });
    expect(layers["layer-20"]).toMatchObject({ replicas: 1, uses: ["redis", "layer-19"] });
    expect(layers["layer-20"]?.route).toBeUndefined();
  });

  it("keeps the shape of one layer whatever its size, so that sizes can be compared", () => {
    const names = (count: number) => Object.keys(loaded(count).platform.layers["layer-12"]!.uses);
    expect(names(60)).toEqual(names(20));
  });
});
