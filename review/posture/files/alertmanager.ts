import { parse } from "yaml";
import { isObject, type Unknowns } from "../../../policies/readers/objects";
import type { FileWord } from "./order";

/** Nobody's routes are deeper. */
const DEEPEST = 20;

/** Whom it no longer tells, which routes are gone, and what it newly keeps quiet about. */
export function worseAlerts(before: string, after: string): readonly FileWord[] {
  const [was, is] = [documentOf(before), documentOf(after)];
  // Of a file that is not readable the lines are all there is to tell.
  if (!was || !is) return [];
  const [told, left] = [receiversIn(was), new Set(receiversIn(is))];
  const routes = new Set(routesIn(is["route"]));
  const quiet = new Set(silencesIn(was));
  return [
    ...told.filter((one) => !left.has(one)).map((one) => `no longer tells ${one}`),
    ...routesIn(was["route"])
      .filter((route) => !routes.has(route))
      .map((route) => `no longer has the route ${route}`),
    ...silencesIn(is)
      .filter((silence) => !quiet.has(silence))
      .map((silence) => `keeps quiet about more: ${silence}`),
  ].map((text) => ({ text, isExposure: false }));
}

const objectsIn = (value: unknown): readonly Unknowns[] => (Array.isArray(value) ? value.filter(isObject) : []);

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function documentOf(text: string): Unknowns | undefined {
  try {
    // What refers to itself has no end, and nobody writes such a file.
    const document: unknown = parse(text, { maxAliasCount: 0, logLevel: "silent" });
    return isObject(document) ? document : document === null ? {} : undefined;
  } catch {
    return undefined;
  }
}

/** Each way by which a receiver is told. */
const receiversIn = (document: Unknowns): readonly string[] =>
  objectsIn(document["receivers"]).flatMap((receiver) =>
    Object.entries(receiver)
      .filter(([key, configs]) => key.endsWith("_configs") && objectsIn(configs).length > 0)
      .map(([key]) => `${textOf(receiver["name"])} by ${key.replace(/_configs$/, "")}`),
  );

function routesIn(route: unknown, depth = 0): readonly string[] {
  if (!isObject(route) || depth > DEEPEST) return [];
  const fits = [route["matchers"], route["match"], route["match_re"]].filter((one) => one !== undefined);
  const to = route["receiver"] === undefined ? [] : [`of ${JSON.stringify(fits)} to ${textOf(route["receiver"])}`];
  return [...to, ...objectsIn(route["routes"]).flatMap((inner) => routesIn(inner, depth + 1))];
}

const silencesIn = (document: Unknowns): readonly string[] => [
  ...objectsIn(document["inhibit_rules"]).map((rule) => JSON.stringify(rule)),
  ...mutesIn(document["route"]),
];

function mutesIn(route: unknown, depth = 0): readonly string[] {
  if (!isObject(route) || depth > DEEPEST) return [];
  const own = Array.isArray(route["mute_time_intervals"]) ? route["mute_time_intervals"].map(textOf) : [];
  return [...own, ...objectsIn(route["routes"]).flatMap((inner) => mutesIn(inner, depth + 1))];
}
