import { complaints } from "../platform-text";

describe("a registry's login", () => {
  it("needs the registry that it is for", () => {
    expect(complaints(["{}"], ["images: { authFile: ~/.docker/config.json }"])).toEqual([
      "line 4, images.authFile: a login for no registry; add 'images.registry'",
    ]);
  });

  it("is fine with one", () => {
    expect(complaints(["{}"], ["images: { registry: 'mirror:5000', authFile: /etc/login.json }"])).toEqual([]);
  });
});

describe("a registry's login without a mirror", () => {
  it.each([
    ["a layer's own image", ["layers: { api: { image: 'registry.example.com/api:1', port: 1 } }"], ""],
    ["a pinned image", ["{}"], ", pins: { redis: { image: 'registry.example.com/redis:8.1' } }"],
  ])("may be for %s", (_what, platform, more) => {
    expect(complaints(platform, [`images: { authFile: ~/.docker/config.json${more} }`])).toEqual([]);
  });
});

describe("pins", () => {
  const pinned = (pins: string, source = "registry") =>
    complaints(["{}"], [`images: { source: ${source}, pins: { ${pins} } }`]);

  it("name images by tag or digest", () => {
    expect(
      pinned(`redis: { image: 'mirror:5000/redis@sha256:${"a".repeat(64)}', user: '999:999', version: '7.0' }`),
    ).toEqual([]);
    expect(pinned("redis: { image: 'mirror:5000/redis:7.0' }")).toEqual([]);
  });

  it("refuse an image without a version", () => {
    expect(pinned("redis: { image: 'mirror:5000/redis' }")).toEqual([
      'line 4, images.pins.redis.image: got "mirror:5000/redis", an image by tag or digest, such as mirror.example.com/postgres:17.11@sha256:…',
    ]);
    expect(pinned("redis: { image: 'redis:latest' }")).toEqual([
      'line 4, images.pins.redis.image: got "redis:latest"; latest changes by itself, name a version',
    ]);
  });

  it("are of images that there are", () => {
    expect(pinned("redsi: { image: 'redis:8.1' }")).toEqual([
      'line 4, images.pins: unknown key "redsi", did you mean "redis"?',
    ]);
  });

  it("make no sense where nothing is pulled", () => {
    expect(pinned("redis: { image: 'redis:8.1' }", "debian")).toEqual([
      "line 4, images.pins: images built from Debian packages are not pulled; take the pins out",
    ]);
  });
});
