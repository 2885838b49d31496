import { locationOf, onHost, secretFile } from "../../../operations/secrets/paths";

describe("the path of a secret", () => {
  const location = { environment: "trial", uid: 70, name: "postgres-api" };

  it("is the one that containers have bound", () => {
    expect(onHost(secretFile(location))).toBe("/var/lib/bulwark/trial/secrets/70/postgres-api");
  });

  it("leads back to what it names", () => expect(locationOf("trial", onHost(secretFile(location)))).toEqual(location));

  it.each([
    "/var/lib/bulwark/other/secrets/70/postgres-api",
    "/var/lib/bulwark/trial/secrets/70",
    "/var/lib/bulwark/trial/secrets/70/a/b",
    "/var/lib/docker/volumes/trial/_data",
  ])("is not %s", (path) => expect(locationOf("trial", path)).toBeUndefined());
});
