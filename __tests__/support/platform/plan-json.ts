import type { TestProject } from "./project";

/** What the tests read of Terraform's plan. */
export interface PlanJson {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly previous_address?: string;
    readonly change: { readonly actions: readonly string[] };
  }[];
}

/** What `up` would do, as Terraform says it. */
export async function planOf(project: TestProject, environment: string): Promise<PlanJson> {
  const file = project.path(`${environment}-plan.json`);
  await project.succeed("plan", environment, "--json", file);
  return JSON.parse(await project.read(`${environment}-plan.json`)) as PlanJson;
}

/** What is changed by a plan, as `address: actions`, sorted. */
export function changesOf({ resource_changes = [] }: PlanJson): readonly string[] {
  return resource_changes
    .filter(({ change }) => change.actions.join() !== "no-op")
    .map(({ address, change }) => `${address}: ${change.actions.join(" ")}`)
    .sort();
}

/** The addresses of volumes, wherever in a plan they are: Terraform could delete what it knows. */
export function volumesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  const { type, address } = value as { readonly type?: unknown; readonly address?: unknown };
  const own = type === "docker_volume" ? [String(address)] : [];
  return [...new Set([...own, ...Object.values(value).flatMap(volumesIn)])];
}
