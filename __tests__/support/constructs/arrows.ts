import type { Import } from "./imports";

/**
 * Which way imports may point (`ARCHITECTURE.md` says why): for each place what it may import. The longest place that
 * fits is the one that counts, and everybody may import what is in the same place. `npm:` is a package and what is below
 * it, `node:` is Node itself, `type ` allows types only.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "main.ts": ["config/", "stacks/", "policies/synth.ts", "npm:cdktf"],
  "index.ts": ["constructs/"],
  "stacks/": [
    "constructs/platform.ts",
    "constructs/core/",
    "constructs/targets/",
    "constructs/aws/",
    "type config/",
    "npm:cdktf",
    "npm:@cdktf/",
    "npm:constructs",
  ],
  // The schemas of settings lie beside the components that they are for.
  "config/": ["constructs/platform.ts", "constructs/core/", "node:", "npm:zod", "npm:yaml", "npm:fastest-levenshtein"],
  "constructs/platform.ts": [
    "constructs/components/",
    "constructs/settings/",
    "constructs/core/",
    "npm:constructs",
    "npm:zod",
  ],
  "constructs/core/": ["npm:constructs"],
  "constructs/settings/": ["constructs/core/", "npm:zod"],
  "constructs/components/": ["constructs/core/", "constructs/settings/", "npm:constructs", "npm:zod", "npm:yaml"],
  "constructs/components/grafana/": ["constructs/core/", "npm:@grafana/grafana-foundation-sdk"],
  "constructs/aws/": ["constructs/core/errors.ts", "node:", "npm:cdktf", "npm:constructs", "npm:@cdktf/provider-aws"],
  "constructs/targets/docker/": [
    "constructs/core/",
    "node:crypto",
    "npm:cdktf",
    "npm:constructs",
    "npm:@cdktf/provider-docker",
  ],
  "constructs/targets/kubernetes/": [
    "constructs/core/",
    "node:",
    "npm:cdktf",
    "npm:constructs",
    "npm:ajv",
    "npm:yaml",
    "npm:@cdktf/provider-helm",
  ],
  "functions/": ["node:", "npm:pg", "npm:@aws-sdk/client-secrets-manager"],
  "images/": ["node:"],
  "policies/": ["node:", "npm:yaml", "npm:zod"],
  "review/": ["policies/", "node:", "npm:yaml", "npm:zod"],
  "evidence/": ["policies/", "node:", "npm:dockerode", "npm:zod"],
  "operations/": ["config/", "evidence/", "policies/", "review/", "images/", "node:", "npm:"],
  "bench/": ["operations/", "config/", "node:", "npm:@kubernetes/client-node", "npm:dockerode", "npm:yaml", "npm:zod"],
  "scripts/": ["operations/", "config/", "bench/", "node:", "npm:commander"],
};

/** Packages that only few places may load, whatever else they may. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  "operations/": ["npm:cdktf", "npm:cdktn", "npm:@cdktf/", "npm:constructs"],
};

/** Imports that point the wrong way, in words. */
export function wrongImports(imports: readonly Import[]): readonly string[] {
  return imports.filter((one) => !isAllowed(one)).map(({ from, to }) => `${from} imports ${to}`);
}

function isAllowed(one: Import): boolean {
  const place = placeOf(one.from);
  if (place === undefined) return false;
  if (NEVER[place]?.some((wanted) => isBelow(one.to, wanted))) return false;
  return isOwn(one, place) || MAY_IMPORT[place]!.some((allowed) => matches(one, allowed));
}

const placeOf = (file: string): string | undefined =>
  Object.keys(MAY_IMPORT)
    .filter((place) => file.startsWith(place))
    .sort((a, b) => b.length - a.length)[0];

/** A component is a file and the folder of its name: the next component is not the same place. */
function isOwn({ from, to }: Import, place: string): boolean {
  const own = place === "constructs/components/" ? componentOf(from) : place;
  return own.endsWith("/") ? to.startsWith(own) : to === `${own}.ts` || to.startsWith(`${own}/`);
}

const componentOf = (file: string): string => file.replace(/^(constructs\/components\/[\w-]+).*$/, "$1");

function matches({ to, typeOnly }: Import, allowed: string): boolean {
  if (!allowed.startsWith("type ")) return isBelow(to, allowed);
  return typeOnly && isBelow(to, allowed.slice("type ".length));
}

const isBelow = (to: string, wanted: string): boolean =>
  to === wanted || (/[/:]$/.test(wanted) ? to.startsWith(wanted) : to.startsWith(`${wanted}/`));

/** What lies in `private/` is known to the folder around it only. */
export function privateImports(imports: readonly Import[]): readonly string[] {
  return imports
    .filter(({ from, to }) => {
      const owner = /^(.*\/)private\//.exec(to)?.[1];
      return owner !== undefined && !from.startsWith(owner);
    })
    .map(({ from, to }) => `${from} imports ${to}`);
}

/** Files that need themselves when they are loaded: each cycle once, from the name that comes first. */
export function cycles(imports: readonly Import[]): readonly string[] {
  const needs = new Map<string, string[]>();
  for (const { from, to, typeOnly } of imports) if (!typeOnly) needs.set(from, [...(needs.get(from) ?? []), to]);
  const found = new Map<string, string>();
  for (const start of [...needs.keys()].sort()) {
    const way = wayBack(start, needs);
    const key = [...(way ?? [])].sort().join();
    if (way && !found.has(key)) found.set(key, [...way, start].join(" -> "));
  }
  return [...found.values()];
}

function wayBack(start: string, needs: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of needs.get(way.at(-1)!) ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
