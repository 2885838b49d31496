import { complaints } from "../platform-text";

const withJobs = (...jobs: readonly string[]) => [
  "layers:",
  "  api:",
  "    image: a:1",
  "    port: 1",
  "    jobs:",
  ...jobs.map((job) => `      ${job}`),
];
const said = (...jobs: readonly string[]) => complaints(withJobs(...jobs));

describe("a job of a layer", () => {
  it.each([
    "migrate: { command: [node, migrate.js], before: roll }",
    "report: { command: [report], schedule: { everyMinutes: 15 } }",
    "report: { command: [report], schedule: { hourly: 30 }, deadlineSeconds: 60 }",
    'report: { command: [report], schedule: { daily: "03:00" } }',
    "report: { command: [report], schedule: { daily: 03:00 } }",
    'report: { command: [report], schedule: { weekly: { day: monday, at: "03:00" } } }',
  ])("is fine: %s", (job) => {
    expect(said(job)).toEqual([]);
  });

  it.each([
    [
      "migrate: { command: [x] }",
      ": never runs; say 'before: roll' for a migration, or 'schedule: { daily: \"03:00\" }'",
    ],
    [
      "migrate: { command: [x], before: roll, schedule: { hourly: 1 } }",
      ".schedule: runs before each roll and at set times; take one out, or make two jobs of it (line 8)",
    ],
    ["migrate: { command: [], before: roll }", ".command: got an empty list, at least 1 entry"],
    ["migrate: { command: [x], before: start }", '.before: got "start", must be roll'],
    ["migrate: { comand: [x], before: roll }", ': unknown key "comand", did you mean "command"?'],
    ["migrate: { command: [x], schedule: { dialy: 03:00 } }", '.schedule: unknown key "dialy", did you mean "daily"?'],
    [
      "migrate: { command: [x], schedule: { daily: 03:00, hourly: 1 } }",
      ".schedule: give exactly one of: everyMinutes, hourly, daily, weekly",
    ],
    [
      "migrate: { command: [x], schedule: { daily: 25:00 } }",
      '.schedule.daily: got "25:00", a time of day in UTC from "00:00" to "23:59"',
    ],
    [
      "migrate: { command: [x], schedule: { everyMinutes: 7 } }",
      ".schedule.everyMinutes: got 7, one of: 1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30",
    ],
    [
      "migrate: { command: [x], schedule: { weekly: { day: mnday, at: 03:00 } } }",
      '.schedule.weekly.day: got "mnday", one of: sunday, monday, tuesday, wednesday, thursday, friday, saturday, did you mean "monday"?',
    ],
  ])("is refused: %s", (job, wanted) => {
    expect(said(job)).toEqual([expect.stringContaining(`platform.layers.api.jobs.migrate${wanted}`)]);
  });

  it("has a name that nothing else has, and that fits into the name of a container", () => {
    const twice = said("a: { command: [x], before: roll }", "a: { command: [y], before: roll }");
    expect(twice).toEqual([expect.stringContaining('"a"')]);
    expect(said("Migrate: { command: [x], before: roll }")).toEqual([
      expect.stringContaining('"Migrate" cannot be a name here: use 1 to 30 lower-case letters'),
    ]);
  });
});
