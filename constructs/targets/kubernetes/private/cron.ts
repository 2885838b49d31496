import type { Schedule } from "../../../core";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
/** The epoch began on a Thursday, the fourth day of a crontab's week. */
const EPOCH_WEEKDAY = 4;

/** As a CronJob takes it, in UTC. A schedule is no finer than a minute, and its period is a part of an hour, an hour, a day or a week. */
export function cronOf({ periodSeconds, offsetSeconds }: Schedule): string {
  const minute = Math.floor((offsetSeconds % HOUR) / MINUTE);
  const hour = Math.floor((offsetSeconds % DAY) / HOUR);
  if (periodSeconds === MINUTE) return "* * * * *";
  if (periodSeconds < HOUR) return `*/${periodSeconds / MINUTE} * * * *`;
  if (periodSeconds === HOUR) return `${minute} * * * *`;
  if (periodSeconds === DAY) return `${minute} ${hour} * * *`;
  return `${minute} ${hour} * * ${(Math.floor(offsetSeconds / DAY) + EPOCH_WEEKDAY) % 7}`;
}
