import { synthMedians, synthReport, timesBulwark, Way, type SynthResult } from "../../../bench/synth/results";

const synthesized = (way: Way, seconds: number, load = 0.5) => ({
  platform: "local",
  way,
  load,
  figures: { seconds, cpuSeconds: seconds / 2, peakMiB: 100 },
});

const synth: SynthResult = {
  date: "2026-01-01T00:00:00.000Z",
  machine: { cpus: 2, model: "processor", memoryMiB: 4096, kernel: "6.1", node: "20.19.0" },
  repetitions: 3,
  resources: { local: 27 },
  measurements: [
    synthesized(Way.BULWARK, 0.5),
    synthesized(Way.BULWARK, 0.4),
    synthesized(Way.BULWARK, 9, 4),
    synthesized(Way.STOCK, 4),
    synthesized(Way.STOCK_NPX, 5),
  ],
};

describe("the results of synthesis", () => {
  it("are medians, so that one slow run does not count", () => {
    expect(synthMedians(synth, "local", Way.BULWARK)).toEqual({ seconds: 0.5, cpuSeconds: 0.25, peakMiB: 100 });
  });

  it("say how often Bulwark's time another way takes: above 1 Bulwark is faster", () => {
    expect(timesBulwark(synth, "local", Way.STOCK)).toEqual({ seconds: 8, cpuSeconds: 8 });
  });

  it("are shown side by side, with what they were measured on", () => {
    const shown = synthReport(synth);
    expect(shown).toMatch(/^local \(27 resources\) +Bulwark +0\.50 +0\.25 +100 +1\.0 +1\.0$/m);
    expect(shown).toMatch(/^local \(27 resources\) +stock template, ts-node +4\.00 +2\.00 +100 +8\.0 +8\.0$/m);
    expect(shown).toContain("Machine: 2 x processor, 4096 MiB, Linux 6.1, Node.js 20.19.0");
    expect(shown).toContain("Load before each measurement: 0.5 in the median, 4.0 at most");
  });
});
