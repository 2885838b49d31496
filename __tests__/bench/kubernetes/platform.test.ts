import { EDITED, servicesPlatform } from "../../../bench/kubernetes/platform";
import { loadEnvironment } from "../../../config";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-bench-platform-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const platformOf = (platform: object) => {
  const file = join(folder, "bench.yaml");
  writeFileSync(file, stringify({ target: "kubernetes", platform }));
  return loadEnvironment(file).settings.platform;
};

describe("the platform that is brought to a cluster", () => {
  it.each([15, 18, 100])("is valid with %i services", (services) => {
    expect(Object.keys(platformOf(servicesPlatform({ services })).layers)).toHaveLength(services);
  });

  it("has 15 services when nobody says how many", () => {
    expect(servicesPlatform()).toEqual(servicesPlatform({ services: 15 }));
  });

  it("differs between versions in one image", () => {
    const [first, second] = ["1", "2"].map((version) => platformOf(servicesPlatform({ version })));
    const { image } = second!.layers[EDITED]!;
    expect(image).not.toBe(first!.layers[EDITED]!.image);
    const layers = { ...first!.layers, [EDITED]: { ...first!.layers[EDITED]!, image } };
    expect({ ...first!, layers }).toEqual(second);
  });
});
