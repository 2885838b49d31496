import { z } from "zod";
import type { Health } from "../../facts/container";
import { secondsOf } from "../../facts/durations";
import { declared, type Fact, unknown } from "../../facts/fact";
import type { Entry } from "./entry";
import { flag, listOf, text, written } from "./shapes";

export const seconds = written(secondsOf, "a duration such as 1m30s");

const HEALTH = z.object({
  "healthcheck.disable": flag.optional(),
  "healthcheck.test": z.union([text, listOf(text)]).optional(),
  "healthcheck.interval": seconds.optional(),
  "healthcheck.timeout": seconds.optional(),
});

/** https://docs.docker.com/reference/dockerfile/#healthcheck */
const DEFAULT_SECONDS = 30;

/** What is not said the image says. https://docs.docker.com/reference/compose-file/services/#healthcheck */
export const healthOf = (service: Entry): Fact<Health> =>
  service.fact(
    HEALTH,
    (said): Fact<Health> => {
      const interval = said["healthcheck.interval"] ?? 0;
      const timeout = said["healthcheck.timeout"] ?? 0;
      // Zero is the default, too.
      const times = { intervalSeconds: interval || DEFAULT_SECONDS, timeoutSeconds: timeout || DEFAULT_SECONDS };
      const none = declared({ form: "none" as const, command: [], ...times });
      if (said["healthcheck.disable"]) return none;
      const test = said["healthcheck.test"];
      if (test === undefined) return unknown("image-decides");
      if (typeof test === "string") return declared({ form: "shell", command: [test], ...times });
      if (!test.isWhole) return unknown("expression");
      const [form, ...command] = test.known;
      if (form === undefined) return unknown("image-decides");
      // The engine runs nothing for any other word than these two.
      if (form !== "CMD" && form !== "CMD-SHELL") return none;
      return declared({ form: form === "CMD" ? "exec" : "shell", command, ...times });
    },
    unknown("image-decides"),
  );
