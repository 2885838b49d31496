import { HAProxy } from "../../../../../constructs/components/haproxy";
import { Prometheus } from "../../../../../constructs/components/prometheus";
import { containersOf, manifestOf, synthesized } from "../../../../support/constructs/synthesized";

const stack = synthesized((scope) => {
  new HAProxy(scope, "haproxy");
  new Prometheus(scope, "prometheus");
});
const { checks, configVolumes, containers } = manifestOf(stack);
const checkOf = (wanted: string) => checks.find(({ component }) => component === wanted)!;

describe("a check of configuration", () => {
  it("is no resource of Terraform's: an apply that has begun has changed something", () => {
    expect(Object.keys(containersOf(stack)).filter((address) => address.includes("check"))).toEqual([]);
  });

  it("runs as its component does", () => {
    const server = containers.find(({ component }) => component === "haproxy")!;
    const { image, user, memoryMiB } = checkOf("haproxy");
    expect({ image, user, memoryMiB }).toEqual({ image: server.image, user: server.user, memoryMiB: 128 });
  });

  it("reads the files that the job or the server will read, and the same secrets", () => {
    const prometheus = containersOf(stack).prometheus!;
    expect(checkOf("prometheus").configVolume).toBe(
      prometheus.mounts!.find(({ target }) => target === "/config")!.source,
    );
    expect(configVolumes).toContain(checkOf("haproxy").configVolume);
    expect(checkOf("haproxy").secrets.map(({ target }) => target)).toEqual([
      "/run/secrets/way-in-certificate",
      "/run/secrets/way-in-token",
      "/run/secrets/way-in-operators",
    ]);
  });
});
