import { existsSync, statSync } from "node:fs";
import { join, parse } from "node:path";
import { environmentFiles, componentLines, type Environment } from "../../config";
import { CATALOGUE } from "../../policies/catalogue";
import type { Location } from "../../policies/facts/fact";
import type { Platform } from "../../policies/facts/subject";
import { kubernetesPlatform } from "../../policies/readers/kubernetes";
import type { Finding, Rule } from "../../policies/rule";
import { todaysDate, waive } from "../../policies/waivers";
import { environmentOf } from "../deployment";
import { isOnKubernetes } from "../kubernetes/deployment";
import { synthesizedReleases } from "../kubernetes/releases";
import { runLanes } from "../progress";
import { projectPaths, stackFolder } from "../project";
import { renderReleases } from "../render";
import { prepare } from "../setup";
import { synth } from "../synth";
import { answersTo } from "./answers";
import { noSuchAmong } from "./errors";
import { readInput } from "./files";
import { platformsIn } from "./inputs";
import { exceptionsOf, resultOf, type CheckResult } from "./result";

/**
 * The environment that is meant, by its name, even where a folder is called the same, or by its file. Undefined for files
 * and folders of anything else.
 *
 * @throws BulwarkError or InvalidEnvironment with exit code 2 for what is neither
 */
export function environmentAmong(inputs: readonly string[], mostMegabytes: number): Environment | undefined {
  const missing = inputs.find((input) => !existsSync(input));
  if (inputs.length > 1 && missing !== undefined) throw noSuchAmong(missing);
  const [only = ""] = inputs;
  const isMeant = inputs.length === 1 && (missing === only || isNamed(only) || describesOne(only, mostMegabytes));
  return isMeant ? environmentOf(only) : undefined;
}

const isNamed = (word: string): boolean =>
  environmentFiles(join(projectPaths().root, "environments")).some((file) => parse(file).name === word);

const describesOne = (file: string, mostMegabytes: number): boolean =>
  /\.ya?ml$/.test(file) && statSync(file).isFile() && isEnvironment(readInput(file, mostMegabytes).text);

const isEnvironment = (text: string): boolean =>
  [/^target[ \t]*:/m, /^platform[ \t]*:/m].every((key) => key.test(text));

/**
 * Synthesizes an environment, and asks the rules of what would run: of a cluster, of the rendered manifests too.
 *
 * @param today as `2026-12-31`; waivers end
 */
export async function checkEnvironment(
  environment: Environment,
  rules: readonly Rule[],
  today = todaysDate(),
): Promise<CheckResult> {
  const paths = projectPaths();
  await synth(paths, [environment.file]);
  const folder = stackFolder(paths, environment.name);
  const rendered = isOnKubernetes(environment) ? [await renderedPlatform(folder)] : [];
  const { allowed: registries } = environment.settings.images;
  const platforms = [...platformsIn([folder]), ...rendered].map((one) => (registries ? { ...one, registries } : one));
  const report = answersTo(rules, platforms);
  const waivers = environment.settings.waivers.filter(({ rule }) => isAsked(rule, rules));
  const exceptions = exceptionsOf(platforms);
  return resultOf(report, waive(report.findings, { waivers, exceptions, today }), {
    exceptions,
    placeOf: placesIn(environment),
  });
}

/** A rule that was left out has no findings to accept. One by Bulwark's name that nobody knows is a waiver of nothing. */
const isAsked = (id: string, rules: readonly Rule[]): boolean =>
  rules.some((rule) => rule.id === id) || (id.startsWith("BWK-") && CATALOGUE.every((rule) => rule.id !== id));

/** People change the line of the layer, not what was made of it. */
function placesIn({ file, text }: Environment): (finding: Finding) => Location {
  const lineOf = componentLines(text);
  return ({ subject }) => (subject.path === undefined ? subject.at : { file, line: lineOf(subject.path) });
}

async function renderedPlatform(folder: string): Promise<Platform> {
  const { lanes, result } = prepare({ want: { helm: true } });
  await runLanes(lanes, { quiet: true });
  const objects = await renderReleases(result.helm.path, synthesizedReleases(folder));
  return kubernetesPlatform(
    objects.map(({ kind, namespace, name, text }) => ({ file: `${namespace}/${kind}/${name}`, text })),
  );
}
