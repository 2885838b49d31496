import { z } from "zod";
import { Severity } from "../../core";

const secretFile = (what: string) => z.string().min(1).describe(`file with ${what}, beside this file`);

const webhook = z.strictObject({ urlFile: secretFile("the address that is called") });

const slack = z.strictObject({
  urlFile: secretFile("the address of the incoming webhook"),
  channel: z.string().min(1).describe("channel or user, such as #alerts"),
});

const email = z.strictObject({
  to: z.email().describe("who gets it"),
  from: z.email().describe("who it is from"),
  smarthost: z
    .string()
    .regex(/^[\w.-]+:\d+$/, "a mail server and its port, such as smtp.example.com:587")
    .describe("mail server and port; it must offer TLS"),
  username: z.string().min(1).optional().describe("account at the mail server; none when left out"),
  passwordFile: secretFile("the password of that account").optional(),
});

const pagerduty = z.strictObject({ routingKeyFile: secretFile("the integration key of Events API v2") });

const receiver = z.union([
  z.strictObject({
    webhook: webhook.describe("called with a JSON body; Alertmanager before 0.26 logs the address when a call fails"),
  }),
  z.strictObject({ slack: slack.describe("a message in Slack") }),
  z.strictObject({ email: email.describe("a mail") }),
  z.strictObject({ pagerduty: pagerduty.describe("an incident in PagerDuty") }),
]);

const receiverName = z
  .string()
  .regex(
    /^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/,
    "use 1 to 30 lower-case letters, digits and hyphens, starting with a letter",
  );

const route = z.strictObject({
  when: z
    .strictObject({
      severity: z.enum([Severity.CRITICAL, Severity.WARNING]).optional().describe("critical or warning"),
      component: z.string().min(1).optional().describe("the layer or component that the alert is about"),
      alert: z.string().min(1).optional().describe("the name of the alert, such as TargetDown"),
    })
    .refine((wanted) => Object.keys(wanted).length > 0, "name a severity, a component or an alert")
    .describe("alerts for which all of this holds"),
  receivers: z.array(z.string()).min(1).describe("who gets them, in place of everybody"),
});

export const alertmanagerSettings = z.strictObject({
  memoryMiB: z.number().int().min(32).default(64).describe("memory limit of the server"),
  receivers: z
    .record(receiverName, receiver)
    .refine((all) => Object.keys(all).length > 0, "name at least one receiver")
    .describe("who is told, by name; each gets every alert that no route takes"),
  routes: z.array(route).default([]).describe("alerts that only some receivers get; the first that fits counts"),
  heartbeat: z
    .strictObject({
      urlFile: secretFile("the address that is called"),
      everySeconds: z.number().int().min(30).max(3600).default(60).describe("time between two calls"),
    })
    .optional()
    .describe("a dead-man's switch: a service that raises the alarm when it is no longer called"),
});

export type AlertmanagerSettings = z.output<typeof alertmanagerSettings>;
export type Receiver = AlertmanagerSettings["receivers"][string];
export type AlertRoute = AlertmanagerSettings["routes"][number];
export type Heartbeat = NonNullable<AlertmanagerSettings["heartbeat"]>;
