import { Composer, LineCounter } from "yaml";
import { isObject, type Unknowns } from "../../policies/readers/objects";
import { yamlTokens } from "../../policies/readers/yaml-tokens";
import type { Json } from "../model";

/** A release is kept in a Secret, and has no room for more. https://helm.sh/docs/topics/advanced/#storage-backends */
const LONGEST = 1024 * 1024;

class TooDeep extends RangeError {}

/** The values of a Helm release as one map, the later texts over the earlier ones; undefined for what is none. */
export function releaseValues(texts: readonly Json[]): Json | undefined {
  const maps = texts.map((text) => (typeof text === "string" ? mapIn(text) : undefined));
  if (maps.length === 0 || !maps.every((map) => map !== undefined)) return undefined;
  return maps.reduce<Unknowns>((all, map) => merged(all, map), {}) as Json;
}

function mapIn(text: string): Unknowns | undefined {
  if (text.length > LONGEST || !/^\s*(\{|[^\s:]{1,200}:(\s|$))|\n[^\s:#]{1,200}:(\s|$)/.test(text)) return undefined;
  try {
    const tokens = yamlTokens(text, new LineCounter(), () => new TooDeep());
    const [document, ...others] = new Composer({ uniqueKeys: false, logLevel: "silent" }).compose(tokens);
    if (!document || others.length > 0 || document.errors.length > 0) return undefined;
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    return isObject(value) ? value : undefined;
  } catch {
    // Whatever is wrong with it, Helm says it.
    return undefined;
  }
}

/** https://helm.sh/docs/chart_template_guide/values_files/ */
function merged(under: Unknowns, over: Unknowns): Unknowns {
  const both = Object.entries(over).map(([key, value]) => {
    const below = Object.hasOwn(under, key) ? under[key] : undefined;
    return [key, isObject(below) && isObject(value) ? merged(below, value) : value] as const;
  });
  return { ...under, ...Object.fromEntries(both) };
}
