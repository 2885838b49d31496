import type { Finding, Path } from "../problem";
import type { Settings } from "../schema";

/** How many replicas there are is said once, and not the wrong way round. */
export function scaleFindings({ platform: { layers } }: Settings): Finding[] {
  return Object.entries(layers).flatMap(([name, { replicas, scale }]) => {
    if (!scale) return [];
    const path = ["platform", "layers", name];
    return [
      ...(replicas > 1 ? [saidTwice(path, replicas)] : []),
      ...(scale.min > scale.max ? [wrongWayRound([...path, "scale"], scale)] : []),
    ];
  });
}

/** One is the default, and nobody can see whether it was written. */
const saidTwice = (layer: Path, replicas: number): Finding => ({
  path: [...layer, "replicas"],
  message: `got ${replicas}, and scale says how many as well; take one out`,
  other: [...layer, "scale"],
});

const wrongWayRound = (scale: Path, { min, max }: { readonly min: number; readonly max: number }): Finding => ({
  path: [...scale, "min"],
  message: `got ${min}, at most max, ${max}`,
  other: [...scale, "max"],
});
