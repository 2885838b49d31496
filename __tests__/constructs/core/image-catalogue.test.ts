import { Image, ImageCatalogue, type ImagePin } from "../../../constructs/core";

import { IMAGE_NAMES } from "../../../constructs/core/image-catalogue";

/** The reference service is built; of lego, and of the Redis exporter's variant with a shell, no digest is certain. */
const NAMES = IMAGE_NAMES.filter((name) => !["reference-service", "redis-exporter", "lego"].includes(name));
const TAGS = { redis: "bulwark/redis:7.0-0123", "reference-service": "bulwark/reference-service:1-4567" };

describe("the upstream images", () => {
  const images = ImageCatalogue.upstream(TAGS);

  it.each(NAMES)("name %s by tag and digest", (name) => {
    expect(images.image(name).reference).toMatch(/^(docker|quay)\.io\/[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
  });

  it.each(NAMES)("know the version of %s from its tag", (name) => {
    const { reference, version } = images.image(name);
    expect(reference).toContain(version);
  });

  it("come from a mirror where one is used", () => {
    const mirrored = ImageCatalogue.upstream(TAGS, { registry: "mirror.example.com:5000/hub" });
    expect(mirrored.image("redis").reference).toMatch(/^mirror\.example\.com:5000\/hub\/library\/redis:/);
  });

  it("take the reference service from where it was built, also with a mirror", () => {
    const mirrored = ImageCatalogue.upstream(TAGS, { registry: "mirror.example.com" });
    expect(mirrored.image("reference-service").reference).toBe("bulwark/reference-service:1-4567");
  });

  it("never take another image from there", () => {
    expect(images.image("redis").reference).toContain("docker.io/library/redis");
  });
});

describe("a pinned image", () => {
  const DIGEST = `sha256:${"a".repeat(64)}`;
  const pinnedTo = (image: string, more: Partial<ImagePin> = {}) =>
    ImageCatalogue.upstream(TAGS, { pins: { postgres: { image, ...more } } }).image("postgres");

  it("takes the place of the listed one, as it is written, and of no other", () => {
    const reference = `mirror.example.com:5000/db/postgres:16.4@${DIGEST}`;
    const options = { registry: "other.example.com", pins: { postgres: { image: reference } } };
    const images = ImageCatalogue.upstream(TAGS, options);
    expect(images.image("postgres").reference).toBe(reference);
    expect(images.image("redis").reference).toContain("other.example.com/library/redis:");
  });

  it.each([
    ["mirror.example.com:5000/postgres:16.4-alpine", "16.4-alpine"],
    [`docker.io/library/postgres:16@${DIGEST}`, "16"],
    [`mirror.example.com:5000/postgres@${DIGEST}`, "17.11"],
    ["mirror.example.com:5000/postgres:hardened", "17.11"],
  ])("has of %s the version %s", (image, version) => expect(pinnedTo(image).version).toBe(version));

  it("runs as the listed user, and has the listed version, unless it says otherwise", () => {
    expect(pinnedTo("team/postgres:16").user).toBe("70:70");
    expect(pinnedTo("team/postgres:16", { user: "999:999", version: "15" })).toMatchObject({
      user: "999:999",
      version: "15",
    });
  });

  it("can be the reference service, where nothing is built", () => {
    const pins = { "reference-service": { image: "mirror/service:1.2" } };
    expect(ImageCatalogue.upstream({}, { pins }).image("reference-service")).toMatchObject({
      reference: "mirror/service:1.2",
      user: "10001:10001",
    });
  });

  it("names a version, like any other", () => {
    expect(() => pinnedTo("team/postgres:latest")).toThrow("names no version");
    expect(() => pinnedTo("team/postgres:16", { user: "0:0" })).toThrow("numeric uid:gid other than 0");
  });
});

describe("the Debian images", () => {
  const images = ImageCatalogue.debian(TAGS);

  it("have no Grafana, which the upstream ones have", () => {
    const tags = Object.fromEntries(IMAGE_NAMES.map((name) => [name, `bulwark/${name}:1-0123`]));
    expect(ImageCatalogue.debian(tags).has("grafana")).toBe(false);
    expect(ImageCatalogue.debian(tags).has("restic")).toBe(true);
    expect(ImageCatalogue.upstream(TAGS).has("grafana")).toBe(true);
  });

  it("are those that were built", () => {
    expect(images.image("redis").reference).toBe("bulwark/redis:7.0-0123");
  });

  it("run as the users that their recipes make", () => {
    expect(images.image("redis").user).toBe("999:999");
  });

  it("know their version, whatever the tag says", () => {
    expect(images.image("redis").version).toBe("7.0");
  });
});

describe("a catalogue", () => {
  const images = ImageCatalogue.debian(TAGS);

  it.each(["postgres", "constructor", "toString", ""])("says what it lists when asked for '%s'", (name) => {
    expect(() => images.image(name)).toThrow(
      `no image is listed as '${name}'; listed are: redis, reference-service\nPass Image.of("registry/name:tag@sha256:…") for your own image.`,
    );
  });

  it("resolves a listed name", () => {
    expect(images.resolve("reference-service")).toEqual(images.image("reference-service"));
  });

  it("lets a listed image run as another user", () => {
    const { reference, user, version } = images.resolve("reference-service", "20000:20000");
    expect({ reference, user, version }).toEqual({
      reference: TAGS["reference-service"],
      user: "20000:20000",
      version: "1",
    });
  });

  it("resolves any other image by its reference", () => {
    expect(images.resolve("team/api:2.1", "20000:20000")).toMatchObject({
      reference: "team/api:2.1",
      user: "20000:20000",
    });
  });

  it("takes an image as it is, and as another user where one is given", () => {
    const own = Image.of("registry.example.com/api:1.4.2", { user: "1000:1000" });
    const catalogue = ImageCatalogue.upstream({});
    expect(catalogue.resolve(own)).toBe(own);
    expect(catalogue.resolve(own, "1001:1001")).toMatchObject({ reference: own.reference, user: "1001:1001" });
  });
});
