import { CONNECTIONS, proxyRatios, proxyReport, Route, type ProxyResult } from "../../../bench/proxy/results";

const measured = (route: Route, perSecond: number, clientShare = 0.4) =>
  CONNECTIONS.map((connections) => ({
    route,
    connections,
    load: 1,
    figures: { requests: perSecond * 5, perSecond, p50Ms: 1000 / perSecond, p99Ms: 4000 / perSecond, clientShare },
  }));

const result: ProxyResult = {
  date: "2026-01-01T00:00:00.000Z",
  machine: { cpus: 2, model: "processor", memoryMiB: 4096, kernel: "6.1", node: "20.19.0" },
  repetitions: 1,
  measurements: [...measured(Route.DIRECT, 4000, 0.95), ...measured(Route.WAY_IN, 2000)],
};

describe("the results of the way in", () => {
  it("are those of the way in divided by those without it", () => {
    expect(proxyRatios(result, 16)).toEqual({ perSecond: 0.5, p50Ms: 2, p99Ms: 2 });
  });

  it("are shown side by side, and say where the client was measured", () => {
    const shown = proxyReport(result);
    expect(shown).toMatch(/^direct, HTTP +16 +4000 +0\.25 +1\.00 +20000 +95 %, the bottleneck$/m);
    expect(shown).toMatch(/^way in, HTTPS and token +16 +2000 +0\.50 +2\.00 +10000 +40 %$/m);
    expect(shown).toMatch(/^way in divided by direct +0\.50 +2\.00 +2\.00$/m);
  });
});
