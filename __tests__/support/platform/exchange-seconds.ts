import { outcomeOf } from "../engine/engine";

/** Seconds from the first container that was created to the last one that was removed since a time, as the engine tells. */
export async function exchangeSeconds(environment: string, since: Date): Promise<number> {
  const filters = ["event=create", "event=destroy", `label=bulwark.environment=${environment}`];
  const { stdout } = await outcomeOf("docker", [
    ...["events", "--since", since.toISOString(), "--until", new Date().toISOString(), "--format", "{{.TimeNano}}"],
    ...filters.flatMap((filter) => ["--filter", filter]),
  ]);
  const times = stdout
    .trim()
    .split("\n")
    .map((nanoseconds) => Number(nanoseconds) / 1e9);
  return Math.max(...times) - Math.min(...times);
}
