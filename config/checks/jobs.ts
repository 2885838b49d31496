import type { Finding } from "../problem";
import type { Settings } from "../schema";

/** A job runs before each roll or at set times: one of the two, never both. */
export function jobFindings({ platform: { layers } }: Settings): Finding[] {
  return Object.entries(layers).flatMap(([layer, { jobs }]) =>
    Object.entries(jobs).flatMap(([name, { before, schedule }]) => {
      const path = ["platform", "layers", layer, "jobs", name];
      if (before === undefined && schedule === undefined) {
        return [
          { path, message: "never runs; say 'before: roll' for a migration, or 'schedule: { daily: \"03:00\" }'" },
        ];
      }
      if (before === undefined || schedule === undefined) return [];
      const message = "runs before each roll and at set times; take one out, or make two jobs of it";
      return [{ path: [...path, "schedule"], message, other: [...path, "before"] }];
    }),
  );
}
