import { Schedule, WEEKDAYS, type EveryMinutes, type Weekday } from "../../../constructs/core";

/** The first time a run is due after a given one. */
function next({ periodSeconds, offsetSeconds }: Schedule, after: string): string {
  const at = Date.parse(after) / 1000;
  const due = Math.floor((at - offsetSeconds) / periodSeconds) * periodSeconds + offsetSeconds + periodSeconds;
  return new Date(due * 1000).toISOString().slice(0, 16);
}

describe("a schedule", () => {
  it.each([
    [Schedule.everyMinutes(1), "every minute", "2026-11-21T17:01"],
    [Schedule.everyMinutes(15), "every 15 minutes", "2026-11-21T17:15"],
    [Schedule.hourly(0), "hourly at minute 0", "2026-11-21T18:00"],
    [Schedule.hourly(30), "hourly at minute 30", "2026-11-21T17:30"],
    [Schedule.daily("03:00"), "daily at 03:00 UTC", "2026-11-22T03:00"],
    [Schedule.daily("23:59"), "daily at 23:59 UTC", "2026-11-21T23:59"],
    [Schedule.weekly("saturday", "03:00"), "weekly on saturday at 03:00 UTC", "2026-11-28T03:00"],
    [Schedule.weekly("sunday", "00:00"), "weekly on sunday at 00:00 UTC", "2026-11-22T00:00"],
  ])("%#: %s is due when its words say", (schedule, words, due) => {
    expect(schedule.toString()).toBe(words);
    expect(next(schedule, "2026-11-21T17:00:10Z")).toBe(due);
  });

  it.each(WEEKDAYS)("on %s is on that day of the week", (day) => {
    expect(new Date(`${next(Schedule.weekly(day, "12:00"), "2026-11-21T17:00:10Z")}Z`).getUTCDay()).toBe(
      WEEKDAYS.indexOf(day),
    );
  });

  it.each([
    [() => Schedule.everyMinutes(7 as EveryMinutes), "every 7 minutes"],
    [() => Schedule.hourly(60), "minute 60"],
    [() => Schedule.hourly(1.5), "minute 1.5"],
    [() => Schedule.daily("24:00"), '"24:00"'],
    [() => Schedule.daily("3:00"), '"3:00"'],
    [() => Schedule.weekly("mon" as Weekday, "03:00"), "mon"],
    [() => Schedule.weekly("monday", "03:60"), '"03:60"'],
  ])("%#: that means nothing is refused where it is written", (make, got) => {
    expect(make).toThrow(`got: ${got}\nPass, for example, Schedule.daily("03:00"), in UTC.`);
  });
});
