import { Duration, type HealthCheck, type Spec } from "../../../constructs/core";
import type { Edit, SpecEdits } from "./edit";
import { EVERYWHERE } from "./everywhere";
import { HEALTH } from "./plain";
import { health } from "./readings";

const seconds = (amount: number) => Duration.seconds(amount);
type Field = Parameters<typeof health>[0];

/** Other values than the plain ones, so that each edit is of one field. */
const edit = (
  field: Field,
  [from, to]: readonly [Partial<HealthCheck>, Partial<HealthCheck>],
  shows: Edit<Spec>["shows"],
): Edit<Spec> => ({
  from: { health: { ...HEALTH, ...from } },
  to: { health: { ...HEALTH, ...to } },
  reading: health(field),
  shows,
});

/** The value is left out, the default takes its place. */
function removal(field: Field, name: keyof HealthCheck, shows: Edit<Spec>["shows"]): Edit<Spec> {
  const value = field === "Retries" ? shows[0] : seconds(shows[0] as number);
  return edit(field, [{ [name]: value }, { [name]: undefined }], shows);
}

const command = (file: string) => ["/bin/cat", file];
/** One that rolls is waited for. */
const interval = seconds(2);

export const HEALTH_EDITS: SpecEdits["health"] = {
  each: {
    command: {
      edited: [
        {
          ...edit(
            "Test",
            [
              { command: command("/version"), interval },
              { command: command("/bin/cat"), interval },
            ],
            [
              ["CMD", ...command("/version")],
              ["CMD", ...command("/bin/cat")],
            ],
          ),
          on: EVERYWHERE,
        },
      ],
    },
    interval: {
      edited: [edit("Interval", [{ interval: seconds(20) }, { interval: seconds(90) }], [20, 90])],
      removed: [removal("Interval", "interval", [20, 5])],
    },
    timeout: {
      edited: [edit("Timeout", [{ timeout: seconds(7) }, { timeout: Duration.milliseconds(1500) }], [7, 1.5])],
      removed: [removal("Timeout", "timeout", [7, 3])],
    },
    retries: {
      edited: [edit("Retries", [{ retries: 7 }, { retries: 9 }], [7, 9])],
      removed: [removal("Retries", "retries", [7, 3])],
    },
    startPeriod: {
      edited: [edit("StartPeriod", [{ startPeriod: seconds(7) }, { startPeriod: seconds(9) }], [7, 9])],
      removed: [removal("StartPeriod", "startPeriod", [7, 30])],
    },
  },
};
