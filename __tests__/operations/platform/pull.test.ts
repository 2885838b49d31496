import { problemOf } from "../../../operations/platform/pull";

const REFERENCE = "mirror:5000/library/redis:8.1";
const LOGIN = { username: "me", password: "planted", serveraddress: "mirror:5000" };
const told = (words: string, login?: typeof LOGIN, reference = REFERENCE) =>
  problemOf(reference, words, { login, file: "/etc/docker/config.json" });

describe("an image that could not be pulled", () => {
  it("is told with its registry's own words", () => {
    expect(told("connection refused")).toMatch(
      /^mirror:5000\/library\/redis:8\.1: mirror:5000 said: connection refused\n/,
    );
  });

  it.each([
    ["unauthorized: authentication required", LOGIN, "refused the login in /etc/docker/config.json"],
    ["no basic auth credentials", undefined, "has no login in /etc/docker/config.json"],
    ["denied: requested access to the resource is denied", undefined, "has no login in /etc/docker/config.json"],
  ])("because of '%s' is cured by a login", (words, login, expected) => {
    expect(told(words, login)).toContain(`${expected}; log in: docker --config /etc/docker login mirror:5000`);
    expect(told(words, login)).not.toContain("planted");
  });

  it("needs no name of a registry for Docker's own", () => {
    expect(told("unauthorized", undefined, "redis:8.1")).toMatch(/docker --config \/etc\/docker login$/);
  });

  it("that the registry lacks must be pushed there, or named as it is", () => {
    expect(told("manifest for x not found: manifest unknown")).toContain("mirror:5000 does not have it; push it there");
  });

  it("that no registry can be asked for may be built from Debian packages", () => {
    expect(told("dial tcp: connection refused")).toContain("pass --images debian");
  });
});
