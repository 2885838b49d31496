import { EVERY_MINUTES, Schedule, WEEKDAYS } from "../../../../../constructs/core";
import { cronOf } from "../../../../../constructs/targets/kubernetes/private/cron";

const MINUTE = 60_000;
/** Over the end of a month, of a leap year's February and of two weeks. */
const FIRST = Date.UTC(2028, 1, 20);
const MINUTES = Array.from({ length: 15 * 24 * 60 }, (_, index) => FIRST + index * MINUTE);
const TIMES = ["00:00", "00:59", "03:07", "12:30", "23:00", "23:59"];

const SCHEDULES = [
  ...EVERY_MINUTES.map((minutes) => Schedule.everyMinutes(minutes)),
  ...Array.from({ length: 60 }, (_, minute) => Schedule.hourly(minute)),
  ...TIMES.map((time) => Schedule.daily(time)),
  ...WEEKDAYS.flatMap((weekday) => TIMES.map((time) => Schedule.weekly(weekday, time))),
];

/** The fields of a crontab, read as crontab(5) says: numbers, `*` and a step after it. */
function isDue(cron: string, time: number): boolean {
  const date = new Date(time);
  const now = [
    date.getUTCMinutes(),
    date.getUTCHours(),
    date.getUTCDate(),
    date.getUTCMonth() + 1,
    date.getUTCDay(),
  ] as const;
  const fields = cron.split(" ");
  return fields.length === now.length && fields.every((field, index) => fits(field, now[index]!));
}

function fits(field: string, value: number): boolean {
  const [all, step] = field.split("/");
  if (all !== "*") return Number(field) === value;
  return step === undefined || value % Number(step) === 0;
}

const runsOfCron = (cron: string) => MINUTES.filter((time) => isDue(cron, time));
const runsOf = ({ periodSeconds, offsetSeconds }: Schedule) =>
  MINUTES.filter((time) => (time / 1000) % periodSeconds === offsetSeconds);

describe("a crontab", () => {
  const cases = SCHEDULES.map((schedule) => [schedule.toString(), schedule] as const);

  it.each(cases)("is due whenever the schedule is, and never else: %s", (_words, schedule) => {
    const runs = runsOf(schedule);
    expect(runs.length).toBeGreaterThan(1);
    expect(runsOfCron(cronOf(schedule))).toEqual(runs);
  });

  it("of another schedule is told apart", () => {
    expect(runsOfCron(cronOf(Schedule.weekly("monday", "03:00")))).not.toEqual(
      runsOf(Schedule.weekly("tuesday", "03:00")),
    );
  });

  it.each([
    [Schedule.everyMinutes(1), "* * * * *"],
    [Schedule.everyMinutes(15), "*/15 * * * *"],
    [Schedule.hourly(7), "7 * * * *"],
    [Schedule.daily("03:30"), "30 3 * * *"],
    [Schedule.weekly("sunday", "04:00"), "0 4 * * 0"],
    [Schedule.weekly("saturday", "23:59"), "59 23 * * 6"],
  ])("of %s is as somebody would write it", (schedule, cron) => {
    expect(cronOf(schedule)).toBe(cron);
  });
});
