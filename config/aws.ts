import { z } from "zod";

export const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region such as eu-west-1");

/** What the platform stands on in AWS. */
export const awsSettings = z.strictObject({
  accountId: z
    .string()
    .regex(/^\d{12}$/, "an account id: twelve digits, in quotes")
    .describe("account that everything lies in; with credentials of another one nothing is done"),
  region: region.describe("region that everything lies in"),
});
