import { lineOfComponent, type Environment } from "../../config";
import { evaluate } from "../../policies/evaluate";
import type { Platform } from "../../policies/facts/subject";
import { kubernetesPlatform } from "../../policies/readers/kubernetes";
import type { Finding, Rule } from "../../policies/rule";
import { waive } from "../../policies/waivers";
import { isOnKubernetes } from "../kubernetes/deployment";
import { synthesizedReleases } from "../kubernetes/releases";
import { runLanes } from "../progress";
import { projectPaths, stackFolder } from "../project";
import { renderReleases } from "../render";
import { prepare } from "../setup";
import { synth } from "../synth";
import { platformsIn } from "./inputs";
import { exceptionsOf, resultOf, type CheckResult } from "./result";

/**
 * Synthesizes an environment, and asks the rules of what would run: of a cluster, of the rendered manifests too.
 *
 * @param today as `2026-12-31`; waivers end
 */
export async function checkEnvironment(
  environment: Environment,
  rules: readonly Rule[],
  today = new Date().toISOString().slice(0, 10),
): Promise<CheckResult> {
  const paths = projectPaths();
  await synth(paths, [environment.file]);
  const folder = stackFolder(paths, environment.name);
  const rendered = isOnKubernetes(environment) ? [await renderedPlatform(folder)] : [];
  const { allowed: registries } = environment.settings.images;
  const platforms = [...platformsIn([folder]), ...rendered].map((one) => (registries ? { ...one, registries } : one));
  const report = evaluate(platforms, rules);
  const asked = new Set(rules.map(({ id }) => id));
  const waivers = environment.settings.waivers.filter(({ rule }) => asked.has(rule));
  const exceptions = exceptionsOf(platforms);
  return resultOf(report, waive(report.findings, { waivers, exceptions, today }), {
    exceptions,
    placeOf: (finding) => placeOf(finding, environment),
  });
}

/** People change the line of the layer, not what was made of it. */
function placeOf({ subject }: Finding, { file, text }: Environment) {
  return subject.path === undefined ? subject.at : { file, line: lineOfComponent(text, subject.path) };
}

async function renderedPlatform(folder: string): Promise<Platform> {
  const { lanes, result } = prepare({ want: { helm: true } });
  await runLanes(lanes, { quiet: true });
  const objects = await renderReleases(result.helm.path, synthesizedReleases(folder));
  return kubernetesPlatform(
    objects.map(({ kind, namespace, name, text }) => ({ file: `${namespace}/${kind}/${name}`, text })),
  );
}
