import { Image } from "../../../constructs/core";

const DIGEST = `sha256:${"a".repeat(64)}`;

describe("Image", () => {
  it.each([
    "redis:8.10.2",
    `redis@${DIGEST}`,
    `registry.example.com:5000/team/redis:8.10.2@${DIGEST}`,
    "localhost:5000/redis:8",
  ])("takes '%s'", (reference) => {
    expect(Image.of(reference).reference).toBe(reference);
  });

  it.each([
    "redis",
    "redis:latest",
    `redis:latest@${DIGEST}`,
    "localhost:5000/redis",
    "redis@sha256:abc",
    "redis:",
    "${redis}:8",
    "redis :8",
  ])("refuses '%s', which changes by itself or names nothing", (reference) => {
    expect(() => Image.of(reference)).toThrow(
      `image '${reference}' names no version\nAdd a tag or, better, a digest: '${reference}:1.2.3@sha256:…'. 'latest' is refused.`,
    );
  });

  it("runs as a numeric user other than root when none is given", () => {
    expect(Image.of("redis:8").user).toBe("10001:10001");
  });

  it("knows user and group as numbers", () => {
    const { uid, gid } = Image.of("redis:8", { user: "999:1000" });
    expect({ uid, gid }).toEqual({ uid: 999, gid: 1000 });
  });

  it.each(["0:0", "0:1000", "root", "nobody:nogroup", "999", "", "00:1"])("refuses user '%s'", (user) => {
    expect(() => Image.of("redis:8", { user })).toThrow(
      `a container runs as a numeric uid:gid other than 0, got: '${user}'\nWrite, for example, 10001:10001.`,
    );
  });

  it("takes its version from the tag", () => {
    expect(Image.of(`postgres:17.11-alpine3.24@${DIGEST}`).majorVersion).toBe(17);
  });

  it("prefers a version that is given", () => {
    expect(Image.of("team/database:stable", { version: "15" }).majorVersion).toBe(15);
  });
});
