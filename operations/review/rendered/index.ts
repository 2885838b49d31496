import { releaseFrom, type DeclaredRelease } from "../../../review/rendered";
import { mapAtMost } from "../../at-most";
import type { Helm, Report } from "../../setup";
import { readChart, type ChartOrReason } from "./chart";
import { firstLine } from "./first-line";
import { Renderer } from "./helm";
import { Pairing, type Outcome, type Outcomes } from "./pairing";
import type { RenderedSides, Sides, StackReleases } from "./sides";

export type { RenderedSides, RenderedStack, Sides, StackReleases } from "./sides";

/** Two programs of two cores, and at most twice the memory of one. */
const AT_ONCE = 2;

/**
 * Renders the releases of both sides offline. A release that one side has and nobody can render is left out on both, or all of
 * it would look new.
 */
export async function renderSides(sides: Sides, report: Report): Promise<RenderedSides> {
  const all = [...sides.base, ...sides.head];
  if (all.every(({ releases }) => releases.length === 0)) {
    return { stacks: new Map(), leftOut: [], warnings: new Map() };
  }
  const { helm, why } = await helmOrReason(report);
  const shared = new Set<string>();
  const outcomes = helm ? await renderedBy(helm, all, { report, shared }) : noOutcomes(all, why);
  const result = new Pairing(sides, outcomes).result();
  return { ...result, leftOut: [...result.leftOut, ...shared] };
}

async function helmOrReason(report: Report): Promise<{ readonly helm?: Helm; readonly why: string }> {
  try {
    // What can set up an engine takes longer to load than a small review takes.
    const { setUp } = await import("../../setup/index.js");
    return { helm: (await setUp({ want: { helm: true }, report })).helm, why: "" };
  } catch (error) {
    return { why: `Helm cannot be had: ${(error as Error).message.split("\n")[0]!}` };
  }
}

const noOutcomes = (all: readonly StackReleases[], why: string): Outcomes =>
  new Map(all.flatMap(({ releases }) => releases.map((release) => [release, release.why ?? why] as const)));

interface Telling {
  readonly report: Report;
  /** Charts that both sides take from the project: what is edited in them is not compared. */
  readonly shared: Set<string>;
}

async function renderedBy(helm: Helm, all: readonly StackReleases[], { report, shared }: Telling): Promise<Outcomes> {
  const renderer = await Renderer.open(helm);
  if (renderer.confinement.hasNetwork) report("Helm renders without a network of its own: this machine allows none");
  const charts = new Map<string, ChartOrReason>();
  const jobs = all.flatMap((stack) => stack.releases.map((release) => ({ stack, release })));
  try {
    const outcomes = await mapAtMost(AT_ONCE, jobs, async ({ stack, release }) => {
      return [release, await outcomeOf(stack, release, { renderer, charts, shared })] as const;
    });
    return new Map(outcomes);
  } finally {
    await renderer.close();
  }
}

interface Means extends Pick<Telling, "shared"> {
  readonly renderer: Renderer;
  readonly charts: Map<string, ChartOrReason>;
}

async function outcomeOf(stack: StackReleases, release: DeclaredRelease, means: Means): Promise<Outcome> {
  if (release.why !== undefined) return release.why;
  const chart = chartOf(stack, release, means.charts);
  if (typeof chart === "string") return `its chart ${chart}`;
  const { version } = release;
  if (stack.output !== undefined && chart.root !== stack.output) {
    means.shared.add(`the chart ${release.chart} lies in the project, for both sides: edits of it are not compared`);
  }
  if (stack.isThere && version !== undefined && chart.version !== version)
    return `its chart on disk is version ${chart.version || "unknown"}, and what is there was made of ${version}`;
  const rendering = await means.renderer.render(release, chart);
  if ("why" in rendering) return `it ${rendering.why}`;
  try {
    return releaseFrom(rendering.texts, release);
  } catch (error) {
    return `what it renders cannot be read: ${firstLine(error)}`;
  }
}

function chartOf(
  { folders, roots }: StackReleases,
  { chart }: DeclaredRelease,
  known: Map<string, ChartOrReason>,
): ChartOrReason {
  const key = JSON.stringify([chart, folders, roots]);
  let found = known.get(key);
  if (found === undefined) {
    const all = folders.map((folder) => readChart(chart, folder, roots));
    found = all.find((one) => typeof one !== "string") ?? all.find((one) => one !== NOWHERE) ?? NOWHERE;
    known.set(key, found);
  }
  return found;
}

const NOWHERE = "is not on disk";
