import { isComplete } from "../../bench/watch";

const container = (Id: string, Status: string) => ({
  Id,
  Status,
  State: Status.startsWith("Up") ? "running" : "exited",
  Names: [`/${Id}`],
});

const HEALTHY = container("api", "Up 3 seconds (healthy)");
const DONE = container("job", "Exited (0) 2 seconds ago");
const expected = { label: "a=b", healthy: 1, jobsDone: 1 };

describe("a platform", () => {
  it("is complete once all are healthy and all jobs are done", () => {
    expect(isComplete([HEALTHY, DONE], expected)).toBe(true);
  });

  it.each([
    ["one is still starting", [container("api", "Up 1 second (health: starting)"), DONE]],
    ["one is unhealthy", [HEALTHY, container("late", "Up 9 seconds (unhealthy)"), DONE]],
    ["one is missing", [DONE]],
    ["a job runs", [HEALTHY, container("job", "Up Less than a second")]],
    ["a job has failed", [HEALTHY, container("job", "Exited (1) 2 seconds ago")]],
  ])("is not complete while %s", (_why, found) => {
    expect(isComplete(found, expected)).toBe(false);
  });

  it("is not complete while an earlier generation is there", () => {
    const old = { ...container("old", "Exited (0) 1 second ago") };
    expect(isComplete([HEALTHY, DONE, old], { ...expected, gone: new Set(["old"]) })).toBe(false);
    expect(isComplete([HEALTHY, DONE], { ...expected, gone: new Set(["old"]) })).toBe(true);
  });
});
