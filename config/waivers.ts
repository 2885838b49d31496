import { z } from "zod";

/** Findings of `bulwark check` that an environment accepts, each for a while. */
export const waiverSettings = z
  .array(
    z.strictObject({
      rule: z
        .string()
        .regex(/^[A-Z]+-[a-z0-9-]+$/, "the id of a rule, such as BWK-read-only-root")
        .describe("id of the rule, as `bulwark rules` lists it"),
      subject: z
        .string()
        .regex(
          /^[^*?\s]+$/,
          "one subject, without wildcards: a path such as platform/items, or the id that reports show",
        )
        .describe("the one subject: its construct path, or its id as reports show it"),
      value: z.string().min(1).describe("what is accepted, as reports show it; anything else is a new finding"),
      reason: z.string().min(10, "a reason that others understand").describe("why it is right here"),
      owner: z.string().min(1).describe("who answers for it"),
      until: z.iso.date("a day such as 2027-06-30").describe("the last day on which it counts"),
    }),
  )
  .default([]);
