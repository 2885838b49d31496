import type { Finding } from "../problem";
import type { Settings } from "../schema";

type Layers = Settings["platform"]["layers"];

/** No layer needs itself, not even by way of others: each cycle is shown once, from the name that comes first. */
export function cycleFindings({ platform: { layers } }: Settings): Finding[] {
  const found = new Map<string, Finding>();
  for (const name of Object.keys(layers).sort()) {
    const cycle = cycleFrom(name, layers);
    if (cycle) found.set([...cycle].sort().join(" "), finding(cycle, layers));
  }
  return [...found.values()];
}

function finding(cycle: readonly string[], layers: Layers): Finding {
  const [first, second] = [cycle[0]!, cycle[1] ?? cycle[0]!];
  return {
    path: ["platform", "layers", first, "uses", layers[first]!.uses.indexOf(second)],
    message: `a cycle: ${[...cycle, first].join(" -> ")}; take one of these out`,
  };
}

/** The shortest way from a layer back to itself through layers that sort after it. */
function cycleFrom(start: string, layers: Layers): readonly string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const used of layers[way.at(-1)!]?.uses ?? []) {
      if (used === start) return way;
      if (used < start || seen.has(used)) continue;
      seen.add(used);
      ways.push([...way, used]);
    }
  }
  return undefined;
}
