import {
  comparisonOf,
  kubernetesReport,
  Side,
  stepsOf,
  type KubernetesResult,
} from "../../../bench/kubernetes/results";

const measurement = (side: Side, up: number, steps?: Readonly<Record<string, number>>) => ({
  services: 15,
  side,
  load: 1,
  loadAfter: 2,
  figures: { up, noChange: 2, upgrade: 3, destroy: 4 },
  ...(steps ? { steps } : {}),
});

const result: KubernetesResult = {
  date: "2026-01-01T00:00:00.000Z",
  machine: { cpus: 2, model: "processor", memoryMiB: 4096, kernel: "6.1", node: "20.19.0" },
  sizes: [{ services: 15, releases: 27, pods: 33 }],
  measurements: [
    ...[10, 30, 20].map((up) => measurement(Side.BULWARK, up, { plan: up / 10, apply: up / 2 })),
    ...[4, 6, 5].map((up) => measurement(Side.DIRECT, up)),
  ],
  layers: 100,
  renderings: [{ load: 3, loadAfter: 3, figures: { seconds: 9, cpuSeconds: 4, peakMiB: 200 } }],
};

describe("the results of the cluster", () => {
  it("are medians beside those of the API alone", () => {
    expect(comparisonOf(result, 15)[0]).toEqual({ name: "up", bulwark: 20, direct: 5, ratio: 4 });
  });

  it("say what an up is made of", () => {
    expect(stepsOf(result, 15)).toEqual({ plan: 2, apply: 10 });
  });

  it("are shown with what they were measured on", () => {
    const report = kubernetesReport(result);
    expect(report).toMatch(/^15 SERVICES, 27 RELEASES, 33 PODS +BULWARK +API ALONE +RATIO$/m);
    expect(report).toMatch(/^up: all pods ready, s +20\.0 +5\.0 +4\.0$/m);
    expect(report).toMatch(/^ +of up: apply, s +10\.0/m);
    expect(report).toMatch(/^100 layers +9\.0 +200$/m);
    expect(report).toContain("Load before each measurement: 1.0 in the median, 3.0 at most");
    expect(report).toContain("Load after each measurement: 2.0 in the median, 3.0 at most");
    expect(report).toContain("Medians of 3, 2026-01-01T00:00:00.000Z");
  });
});
