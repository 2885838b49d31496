import { z } from "zod";
import { schedule } from "../../settings/schedule";

const jobName = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/,
    "use 1 to 30 lower-case letters, digits and hyphens, starting with a letter",
  );

const job = z.strictObject({
  command: z.array(z.string().min(1)).min(1).describe("program of the layer's image, and its arguments"),
  before: z
    .literal("roll")
    .optional()
    .describe("roll: once before each new generation of the layer, which starts only when it has succeeded"),
  schedule: schedule.optional().describe("at these times, in UTC; a run that was missed is not made up"),
  deadlineSeconds: z
    .number()
    .int()
    .min(1)
    .max(86_400)
    .default(600)
    .describe("a run that takes longer is ended and has failed"),
});

export type JobSettings = z.output<typeof job>;

/** Each says one of `before` and `schedule`; the checks of an environment see to that. */
export const jobsSettings = z
  .record(jobName, job)
  .default({})
  .describe("commands beside the service, by name: migrations and scheduled work; the image needs /bin/sh");
