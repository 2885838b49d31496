import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "./catalogue";
import { evaluate } from "./evaluate";
import type { Location } from "./facts/fact";
import type { Platform } from "./facts/subject";
import { synthPlatform } from "./readers/synth";
import { SEVERITIES, type Finding, type Rule, type Severity } from "./rule";
import { todaysDate, waive, type Waiver } from "./waivers";

export interface SynthCheckOptions {
  /** @default - every rule of Bulwark */
  readonly rules?: readonly Rule[];
  /** What is agreed on for a stack. @default - nothing */
  readonly agreedOf?: (stack: string) => Agreed;
  /** Where people would change what a construct of a stack is. @default - the stack's JSON */
  readonly placeOf?: (stack: string, constructPath: string) => Location | undefined;
  /** Findings of this severity and of graver ones fail. @default "high" */
  readonly failOn?: Severity;
}

export interface Agreed {
  /** Findings that are accepted. @default - none */
  readonly waivers?: readonly Waiver[];
  /** Where images may come from: `ghcr.io`, `registry.example.com/shop`. @default - anywhere */
  readonly registries?: readonly string[] | undefined;
}

/**
 * Asks the rules of every stack that `app.synth()` has just written, and says on standard error what they find. With a
 * finding of `failOn` or graver the process ends with exit code 1, once it ends. Waivers that have ended or that nothing
 * needs are told and do not fail: what was deployable stays so.
 *
 * @param outdir `app.outdir`
 */
export function checkSynthesized(outdir: string, options: SynthCheckOptions = {}): void {
  const { failOn = "high" } = options;
  const told = stacksIn(outdir).map((stack) => checkStack(stack, options));
  const isGrave = ({ rule }: Finding) => SEVERITIES.indexOf(rule.severity) <= SEVERITIES.indexOf(failOn);
  const failed = told.flatMap(({ failures }) => failures);
  const lines = told.flatMap(({ name, failures, notes }) => [
    ...failures.filter(isGrave).flatMap((finding) => findingLines(finding, name, options)),
    ...notes,
    ...lesserLine(name, failures.filter((finding) => !isGrave(finding)).length),
  ]);
  if (lines.length > 0) process.stderr.write(`${lines.join("\n")}\n`);
  if (failed.some(isGrave)) process.exitCode = 1;
}

interface Stack {
  readonly name: string;
  readonly file: string;
}

/** What this run wrote; stacks of earlier runs lie beside them. */
function stacksIn(outdir: string): readonly Stack[] {
  const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    readonly stacks: Readonly<Record<string, { readonly name: string; readonly synthesizedStackPath: string }>>;
  };
  return Object.values(manifest.stacks).map(({ name, synthesizedStackPath: path }) => ({
    name,
    file: join(outdir, path),
  }));
}

function checkStack({ name, file }: Stack, { rules = CATALOGUE, agreedOf = () => ({}) }: SynthCheckOptions) {
  const { waivers: agreed = [], registries } = agreedOf(name);
  const read = synthPlatform(JSON.parse(readFileSync(file, "utf8")) as object, file);
  const platform = registries ? { ...read, registries } : read;
  const { findings } = evaluate([platform], rules);
  const today = todaysDate();
  const { exceptions = [] } = platform;
  const waivable = agreed.filter(({ rule }) => isAskedHere(rule, rules, platform));
  const { standing, waivers } = waive(findings, { waivers: waivable, exceptions, today: NEVER_ENDED });
  return {
    name,
    failures: standing.filter(({ verdict }) => verdict === "fail"),
    notes: waivers.flatMap(({ waiver, message }) => {
      const ended = waiver.until < today ? `it ended on ${waiver.until}` : undefined;
      const said = message === "" ? ended : message;
      return said === undefined ? [] : [`${name}: the waiver of ${waiver.rule} for ${waiver.subject}: ${said}`];
    }),
  };
}

/** Of what is rendered later, and by rules of somebody's own, `bulwark check` finds something that waivers are for. */
function isAskedHere(id: string, rules: readonly Rule[], { subjects }: Platform): boolean {
  const rule = rules.find((one) => one.id === id);
  return rule === undefined ? id.startsWith("BWK-") : subjects.some(({ kind }) => kind === rule.on);
}

/** A day before all others: here a waiver that has ended still counts, or an old commit could not be deployed. */
const NEVER_ENDED = "";

function findingLines(finding: Finding, stack: string, { placeOf }: SynthCheckOptions): readonly string[] {
  const { rule, subject, message } = finding;
  const told = subject.path === undefined ? undefined : placeOf?.(stack, subject.path);
  const { file, line } = told ?? subject.madeAt ?? subject.at;
  const where = line === undefined ? file : `${file}:${line}`;
  return [`${where}: ${subject.path ?? subject.id} ${message} (${rule.id}, ${rule.severity})`, `  ${rule.fix}`];
}

const lesserLine = (stack: string, count: number): readonly string[] =>
  count === 0 ? [] : [`${stack}: ${count} lesser findings; 'npx bulwark check ${stack}' shows them`];
