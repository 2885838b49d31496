import { z } from "zod";
import type { Health } from "../../facts/container";
import { declared, type Fact, unknown } from "../../facts/fact";
import { type Entry, flag, text, written } from "./entry";

const SECONDS = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 } as const;

/** `1m30s`, `500ms`. https://docs.docker.com/reference/compose-file/extension/#specifying-durations */
const seconds = written((value) => {
  if (value === "0") return 0;
  if (!/^(\d+(\.\d+)?(ms|us|µs|ns|[wdhms]))+$/.test(value)) return undefined;
  const parts = [...value.matchAll(/([\d.]+)([a-zµ]+)/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * SECONDS[unit as keyof typeof SECONDS], 0);
}, "a duration such as 1m30s");

const HEALTH = z.object({
  "healthcheck.disable": flag.optional(),
  "healthcheck.test": z.union([text, z.array(text)]).optional(),
  "healthcheck.interval": seconds.optional(),
  "healthcheck.timeout": seconds.optional(),
});

/** What is not said the image says. https://docs.docker.com/reference/compose-file/services/#healthcheck */
export const healthOf = (service: Entry): Fact<Health> =>
  service.fact(
    HEALTH,
    (said): Fact<Health> => {
      const times = { intervalSeconds: said["healthcheck.interval"], timeoutSeconds: said["healthcheck.timeout"] };
      const none = declared({ form: "none" as const, command: [], ...times });
      if (said["healthcheck.disable"]) return none;
      const test = said["healthcheck.test"];
      if (test === undefined || test.length === 0) return unknown("image-decides");
      const [form, ...command] = typeof test === "string" ? ["CMD-SHELL", test] : test;
      // The engine runs nothing for any other word than these two.
      if (form !== "CMD" && form !== "CMD-SHELL") return none;
      return declared({ form: form === "CMD" ? "exec" : "shell", command, ...times });
    },
    unknown("image-decides"),
  );
