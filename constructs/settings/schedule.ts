import { z } from "zod";
import { EVERY_MINUTES, TIME_OF_DAY, WEEKDAYS } from "../core";

const timeOfDay = z.string().regex(TIME_OF_DAY, 'a time of day in UTC from "00:00" to "23:59"');

/** When something runs, as YAML says it. */
export const schedule = z.union([
  z.strictObject({
    everyMinutes: z.literal([...EVERY_MINUTES]).describe("at the minutes of each hour that are a multiple of it"),
  }),
  z.strictObject({ hourly: z.number().int().min(0).max(59).describe("each hour, at this minute") }),
  z.strictObject({ daily: timeOfDay.describe('each day at this time in UTC, such as "03:00"') }),
  z.strictObject({
    weekly: z
      .strictObject({
        day: z.enum(WEEKDAYS).describe("day of the week"),
        at: timeOfDay.describe('time in UTC, such as "03:00"'),
      })
      .describe("each week, on one day"),
  }),
]);

export type ScheduleSettings = z.output<typeof schedule>;
