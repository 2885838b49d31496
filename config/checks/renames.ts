import type { Finding } from "../problem";
import type { Settings } from "../schema";
import { NAME } from "./names";

/** An earlier name says whose data, accounts and keys a layer goes on with: nobody else may have it. */
export function renameFindings({ platform: { layers } }: Settings): Finding[] {
  const claimed = new Map<string, string>();
  return Object.entries(layers).flatMap(([name, { renamedFrom }]) =>
    renamedFrom.flatMap((earlier, index) => {
      const message = fault(earlier, name, Object.keys(layers), claimed.get(earlier));
      claimed.set(earlier, name);
      return message === undefined ? [] : [{ path: ["platform", "layers", name, "renamedFrom", index], message }];
    }),
  );
}

function fault(
  earlier: string,
  layer: string,
  layers: readonly string[],
  claimant: string | undefined,
): string | undefined {
  const got = `got ${JSON.stringify(earlier)}`;
  if (!NAME.test(earlier)) return `${got}, which no layer can have been named`;
  if (claimant !== undefined) return `${got}, which is an earlier name of ${claimant} already`;
  return earlier !== layer && layers.includes(earlier)
    ? `${got}, which is the name of another layer now; what it keeps can belong to one of them`
    : undefined;
}
