import { invalidSchedule } from "./errors";

export const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/** Those that divide an hour: then a run is due at the same minutes of every hour. */
export const EVERY_MINUTES = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30] as const;

export type EveryMinutes = (typeof EVERY_MINUTES)[number];

/** A time of day in UTC, from `00:00` to `23:59`. */
export const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** The epoch began on a Thursday. */
const EPOCH_WEEKDAY = WEEKDAYS.indexOf("thursday");

/** When something runs, again and again, in UTC. No finer than a minute: a crontab, which others render it to, is not either. */
export class Schedule {
  /** At the minutes of every hour that are a multiple of the number. */
  static everyMinutes(minutes: EveryMinutes): Schedule {
    if (!EVERY_MINUTES.includes(minutes)) {
      throw invalidSchedule(`every ${minutes} minutes`, `one of every ${EVERY_MINUTES.join(", ")} minutes`);
    }
    return new Schedule(minutes * MINUTE, 0, minutes === 1 ? "every minute" : `every ${minutes} minutes`);
  }

  /** Once an hour, at that minute of it. */
  static hourly(minute: number): Schedule {
    if (!Number.isInteger(minute) || minute < 0 || minute > 59) {
      throw invalidSchedule(`minute ${minute}`, "at a minute of the hour from 0 to 59");
    }
    return new Schedule(HOUR, minute * MINUTE, `hourly at minute ${minute}`);
  }

  /** Once a day. @param time such as `03:00` */
  static daily(time: string): Schedule {
    return new Schedule(DAY, secondsOf(time), `daily at ${time} UTC`);
  }

  /** Once a week. @param time such as `03:00` */
  static weekly(weekday: Weekday, time: string): Schedule {
    const index = WEEKDAYS.indexOf(weekday);
    if (index < 0) throw invalidSchedule(weekday, `on one of ${WEEKDAYS.join(", ")}`);
    const days = (index - EPOCH_WEEKDAY + WEEKDAYS.length) % WEEKDAYS.length;
    return new Schedule(WEEK, days * DAY + secondsOf(time), `weekly on ${weekday} at ${time} UTC`);
  }

  private constructor(
    /** Seconds from one run to the next. */
    readonly periodSeconds: number,
    /** A run is due at every second since 1970-01-01T00:00:00Z that leaves this remainder when it is divided by the period. */
    readonly offsetSeconds: number,
    private readonly words: string,
  ) {}

  /** `daily at 03:00 UTC` */
  toString(): string {
    return this.words;
  }
}

function secondsOf(time: string): number {
  if (!TIME_OF_DAY.test(time)) throw invalidSchedule(`"${time}"`, "at a time of day from 00:00 to 23:59");
  const [hours, minutes] = time.split(":").map(Number);
  return hours! * HOUR + minutes! * MINUTE;
}
