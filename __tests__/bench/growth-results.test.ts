import { growthOf, growthReport, SIZES, type GrowthResult } from "../../bench/growth-results";

const growth: GrowthResult = {
  date: "2026-01-01T00:00:00.000Z",
  machine: { cpus: 2, model: "processor", memoryMiB: 4096, kernel: "6.1", node: "20.19.0" },
  repetitions: 3,
  measurements: SIZES.map((layers) => ({
    layers,
    load: 1,
    figures: { seconds: layers / 100, cpuSeconds: layers / 200, peakMiB: 50 + layers / 2 },
  })),
};

describe("the results of growth", () => {
  it("are compared with the smallest platform", () => {
    expect(growthOf(growth, 1000).times).toEqual({ seconds: 10, cpuSeconds: 10, peakMiB: 5.5 });
    expect(growthOf(growth, 100).times).toEqual({ seconds: 1, cpuSeconds: 1, peakMiB: 1 });
  });

  it("are shown one size below the other", () => {
    expect(growthReport(growth)).toMatch(/^1000 layers +10\.00 +5\.00 +550 +10\.0 +10\.0 +5\.5$/m);
  });
});
