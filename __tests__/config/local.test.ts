import { join } from "node:path";
import { loadEnvironment, networkCount } from "../../config";

describe("environment local", () => {
  const { settings, schemas } = loadEnvironment(join(__dirname, "../../environments/local.yaml"));

  it("has every component once", () => {
    const { layers, external, ...components } = settings.platform;
    expect(Object.keys(components).sort()).toEqual(["haproxy", "nodeExporter", "postgres", "prometheus", "redis"]);
    expect(Object.keys(external)).toEqual([]);
    expect(Object.values(layers).map(({ env }) => env.ROLE ?? "worker")).toEqual([
      "gateway",
      "hub",
      "worker",
      "worker",
    ]);
  });

  it("has a worker for each server, one of them with two replicas", () => {
    const { items, sessions } = settings.platform.layers;
    expect([items?.uses, sessions?.uses, items?.replicas]).toEqual([["postgres"], ["redis"], 2]);
  });

  it("brings the table of its worker", () => {
    expect(schemas.items).toContain("CREATE TABLE IF NOT EXISTS items");
  });

  it("is small", () => {
    const { postgres, redis, prometheus, haproxy, nodeExporter, layers } = settings.platform;
    const servers = [postgres, redis, prometheus, haproxy, nodeExporter].map((one) => one!.memoryMiB);
    const replicas = Object.values(layers).map(({ memoryMiB, replicas: count }) => memoryMiB * count);
    expect([...servers, ...replicas].reduce((sum, one) => sum + one)).toBeLessThanOrEqual(1536);
    expect(networkCount(settings)).toBe(9);
  });
});
