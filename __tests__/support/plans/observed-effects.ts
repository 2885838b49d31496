import type Docker from "dockerode";
import type { Effect } from "../../../review/changes/docker-effects";
import { EFFECT_ROWS, type EffectRow } from "./effect-rows";
import type { PlanFolder, Reviewed } from "./plan-folder";

/** What became of an edit on the engine, and what reviews say of it. */
export interface ObservedEffect {
  readonly row: EffectRow;
  readonly effect: Effect;
  /** What the engine had before and has after the apply. */
  readonly shown: readonly [unknown, unknown];
  readonly address: string;
}

export interface Observed {
  readonly effects: readonly ObservedEffect[];
  /** Of the plan of all edits, and of the two configurations without a plan. */
  readonly planned: Reviewed;
  readonly compared: Reviewed;
}

type Side = "from" | "to";

const nameOf = ({ name }: EffectRow): string => `row-${name.replace(/[^a-z_]+/g, "-")}`;
const addressOf = (row: EffectRow): string => `docker_container.${nameOf(row)}`;

/** Makes every edit of the table at once: each is one of a container of its own. */
export async function observedEffects(docker: Docker, folder: PlanFolder): Promise<Observed> {
  folder.write(rootOf("from"));
  await folder.apply("-parallelism=20");
  const before = await readings(docker);
  folder.write(rootOf("to"));
  const planned = await folder.reviewed("effects");
  const actions = actionsIn(folder.read(planned.file));
  await folder.apply("-parallelism=20");
  const after = await readings(docker);
  const effects = EFFECT_ROWS.map((row) => {
    const shown = [before.get(row), after.get(row)] as const;
    return { row, shown, address: addressOf(row), effect: effectOf(row, actions.get(addressOf(row)), shown) };
  });
  return { effects, planned, compared: await folder.compared(rootOf("from"), rootOf("to")) };
}

const rootOf = (side: Side): object => ({
  resource: {
    docker_network: Object.fromEntries(["one", "two"].map((name) => [name, { name }])),
    docker_container: Object.fromEntries(EFFECT_ROWS.map((row) => [nameOf(row), containerOf(row, side)])),
  },
});

const containerOf = (row: EffectRow, side: Side): object => ({
  ...{ name: nameOf(row), image: "shell:1", depends_on: ["docker_network.one", "docker_network.two"] },
  ...(row.attribute === "command" ? {} : { command: ["/bin/sleep", "3000"] }),
  ...row[side],
});

function effectOf(row: EffectRow, actions: string | undefined, [before, after]: readonly [unknown, unknown]): Effect {
  if (actions === "delete,create") return "replaces";
  if (actions === "no-op") return "unseen";
  if (!row.reads) return "state-only";
  return before === after ? "nothing" : "in-place";
}

async function readings(docker: Docker): Promise<ReadonlyMap<EffectRow, unknown>> {
  const all = EFFECT_ROWS.map(async (row) => {
    const container = await docker.getContainer(nameOf(row)).inspect();
    return [row, row.reads && JSON.stringify(row.reads(container))] as const;
  });
  return new Map(await Promise.all(all));
}

function actionsIn(plan: unknown): ReadonlyMap<string, string> {
  const { resource_changes: all } = plan as {
    readonly resource_changes: readonly {
      readonly address: string;
      readonly change: { readonly actions: readonly string[] };
    }[];
  };
  return new Map(all.map(({ address, change }) => [address, change.actions.join()]));
}
