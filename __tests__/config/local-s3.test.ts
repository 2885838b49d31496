import { join } from "node:path";
import { loadEnvironment } from "../../config";

describe("environment local-s3", () => {
  const { settings } = loadEnvironment(join(__dirname, "../../environments/local-s3.yaml"));

  it("shows where a state in a bucket is said, and leaves the rest to defaults", () => {
    expect(settings.state).toEqual({ s3: { bucket: "your-bucket-for-state", region: "eu-west-1" } });
  });

  it("is small: one layer behind the way in", () => {
    expect(Object.keys(settings.platform.layers)).toEqual(["items"]);
    expect(settings.platform.postgres).toBeUndefined();
  });
});
