import { parseImage } from "../../../policies/facts/image-reference";

const ID = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("an image's name", () => {
  it.each([
    ["redis", "docker.io", "library/redis", undefined, undefined],
    ["redis:7.4", "docker.io", "library/redis", "7.4", undefined],
    ["docker.io/redis", "docker.io", "library/redis", undefined, undefined],
    ["index.docker.io/library/redis", "docker.io", "library/redis", undefined, undefined],
    ["grafana/grafana:12.1.0", "docker.io", "grafana/grafana", "12.1.0", undefined],
    ["ghcr.io/shop/api:1", "ghcr.io", "shop/api", "1", undefined],
    ["ghcr.io/api", "ghcr.io", "api", undefined, undefined],
    ["localhost/api:dev", "localhost", "api", "dev", undefined],
    ["registry:5000/api", "registry:5000", "api", undefined, undefined],
    ["registry:5000/api:2", "registry:5000", "api", "2", undefined],
    ["[::1]:5000/shop/api:2", "[::1]:5000", "shop/api", "2", undefined],
    ["Registry/api", "Registry", "api", undefined, undefined],
    [`redis@${ID}`, "docker.io", "library/redis", undefined, ID],
    [`quay.io/a/b/c:1.2@${ID}`, "quay.io", "a/b/c", "1.2", ID],
    [ID, "", "", undefined, ID],
    ["redis:7@sha256:0123", "docker.io", "library/redis", "7", undefined],
    [`redis@${ID.toUpperCase()}`, "docker.io", "library/redis", undefined, undefined],
    [`redis@sha512:${"0".repeat(128)}`, "docker.io", "library/redis", undefined, `sha512:${"0".repeat(128)}`],
  ])("'%s' is %s %s, tag %s, digest %s", (text, ...parts) => {
    const { registry, repository, tag, digest } = parseImage(text);
    expect([registry, repository, tag, digest]).toEqual(parts);
  });
});
