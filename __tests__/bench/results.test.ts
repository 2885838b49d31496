import { mediansOf, ratiosOf, Side, stepsOf, type BenchResult, type Measurement } from "../../bench/results";
import { benchReport } from "../../bench/table";

/** One side whose figures are all the same number of seconds. */
const measured = (side: Side, seconds: number, more: Partial<Measurement> = {}): Measurement => ({
  side,
  repetition: 1,
  load: 0.5,
  up: { firstContainerCreated: 1, lastContainerStarted: 2, allHealthy: seconds, commandEnded: seconds },
  noChange: { commandEnded: seconds },
  roll: { allHealthy: seconds, commandEnded: seconds, requests: 100, failed: 0, p50Ms: 5, p99Ms: 50, maxMs: 80 },
  ...more,
});

const ONE_FAILED = { ...measured(Side.BULWARK, 60).roll, failed: 1 };

const steps = (plan: number, apply: number) => {
  const all = { Plan: plan, Apply: apply };
  return { up: all, noChange: all, roll: all };
};

const result: BenchResult = {
  date: "2026-01-01T00:00:00.000Z",
  machine: { cpus: 2, model: "processor", memoryMiB: 4096, kernel: "6.1", node: "20.19.0", engine: "20.10.24" },
  composeVersion: "2.40.3",
  containers: 10,
  jobs: 5,
  measurements: [
    measured(Side.BULWARK, 8, { steps: steps(1, 5) }),
    measured(Side.BULWARK, 10, { steps: steps(3, 5), repetition: 2 }),
    measured(Side.BULWARK, 60, { steps: steps(2, 50), repetition: 3, load: 4, roll: ONE_FAILED }),
    measured(Side.COMPOSE_HEALTHY, 20),
    measured(Side.COMPOSE_BARE, 5),
  ],
};

describe("the results of a bench", () => {
  it("are medians, so that one slow run does not count", () => {
    expect(mediansOf(result)[Side.BULWARK].up["allHealthy"]).toBe(10);
  });

  it("say how often Bulwark needs the time of a rival: below 1 it is faster", () => {
    expect(ratiosOf(result)[Side.COMPOSE_HEALTHY]).toEqual({ allHealthy: 0.5, noChange: 0.5, roll: 0.5 });
    expect(ratiosOf(result)[Side.COMPOSE_BARE].allHealthy).toBe(2);
  });

  it("say how long Bulwark's own steps took", () => {
    expect(stepsOf(result, "roll")).toEqual({ Plan: 2, Apply: 5 });
  });

  it("are shown side by side, with what they were measured on", () => {
    const shown = benchReport(result);
    expect(shown).toMatch(/^all healthy, s +10 +20 +5$/m);
    expect(shown).toMatch(/^compose with service_healthy +0\.50 +0\.50 +0\.50$/m);
    expect(shown).toMatch(/^Plan +2 +2 +2$/m);
    expect(shown).toMatch(/^failed requests, each time +0 0 1 +0 +0$/m);
    expect(shown).toContain("Medians of 3, 2026-01-01T00:00:00.000Z; 10 containers and 5 jobs; docker compose 2.40.3");
    expect(shown).toContain("Load before each measurement: 0.5 in the median, 4.0 at most");
  });
});
