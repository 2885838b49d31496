import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { outcomeOf } from "../engine/engine";
import { ROOT } from "../constructs/source-tree";
import { holds, replaced, type Contexts } from "./expressions";
import type { Job, Step, Workflow } from "./rules";

/** What stands in for an action: it does the like of it on this machine, or says that it cannot. */
export type StandIn = (run: ActionRun) => Promise<void> | void;

export interface ActionRun {
  readonly with: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly contexts: Contexts;
}

/** That something is not run here; a test lists each with its reason. */
export class NotHere extends Error {}

export interface Machine {
  /** A folder of its own for each job. */
  readonly root: string;
  /** By the action's name, without its version. */
  readonly actions: Readonly<Record<string, StandIn>>;
  /** Steps with a script that cannot be run here, by name. */
  readonly notHere?: Readonly<Record<string, Missing>>;
  /** Programs that are found before the machine's own, by name. */
  readonly programs?: Readonly<Record<string, string>>;
}

export interface Missing {
  readonly why: string;
  /** What a later step needs of it. @default - nothing */
  readonly instead?: (temp: string) => void;
}

export interface StepRun {
  readonly step: string;
  readonly ended: "ok" | "failed" | "left out" | "not here";
  readonly said: string;
}

export interface JobRun {
  readonly steps: readonly StepRun[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly temp: string;
  readonly summary: string;
}

/** GitHub's machines have less than 7 GB and end a job by themselves; here a step may take this long. */
const SECONDS = 200;

/**
 * Runs the steps of one job as GitHub's runner does: each script as a file, by `bash -e`, with the variables of the job and of
 * the step alone. https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
export async function runJob(machine: Machine, workflow: Workflow, name: string, given: Contexts): Promise<JobRun> {
  const job = workflow.jobs[name]!;
  const folder = mkdtempSync(join(machine.root, `${name}-`));
  const place = placeOf(machine, folder);
  const contexts: Contexts = {
    ...given,
    github: { ...(given["github"] as object), workspace: place.workspace },
    runner: { temp: place.temp, os: "Linux" },
  };
  const outputs: Record<string, { outputs: Readonly<Record<string, string>> }> = {};
  const steps: StepRun[] = [];
  for (const [at, step] of (job.steps ?? []).entries()) {
    const now = { ...contexts, steps: outputs };
    const ended = await runStep({ machine, place, job, step, contexts: now, at });
    steps.push(ended);
    if (step.id !== undefined) outputs[step.id] = { outputs: keyValues(join(place.files, `output-${at}`)) };
    if (ended.ended === "failed") break;
  }
  const said = Object.entries(job.outputs ?? {}).map(([key, text]) => [
    key,
    replaced(text, { ...contexts, steps: outputs }),
  ]);
  const summary = join(place.files, "summary");
  return {
    ...{ steps, workspace: place.workspace, temp: place.temp },
    outputs: Object.fromEntries(said) as Record<string, string>,
    summary: existsSync(summary) ? readFileSync(summary, "utf8") : "",
  };
}

interface Place {
  readonly workspace: string;
  readonly temp: string;
  readonly files: string;
  readonly home: string;
  readonly bin: string;
}

/** Where the workspace of the job before this one is kept. */
export const formerWorkspace = (root: string): string => join(root, "former");

/** On each of GitHub's machines the workspace has the same path. */
function placeOf({ root, programs = {} }: Machine, folder: string): Place {
  const workspace = join(root, "work");
  rmSync(formerWorkspace(root), { recursive: true, force: true });
  if (existsSync(workspace)) renameSync(workspace, formerWorkspace(root));
  const of = (name: string) => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const place = { temp: of("temp"), files: of("files"), home: of("home"), bin: of("bin"), workspace };
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(place.bin, name), text);
    chmodSync(join(place.bin, name), 0o755);
  }
  return place;
}

interface StepOptions {
  readonly machine: Machine;
  readonly place: Place;
  readonly job: Job;
  readonly step: Step;
  readonly contexts: Contexts;
  readonly at: number;
}

async function runStep(options: StepOptions): Promise<StepRun> {
  const { machine, place, step, contexts } = options;
  const name = step.name ?? step.uses?.replace(/@.*/, "") ?? step.run ?? "";
  if (!holds(step.if, contexts)) return { step: name, ended: "left out", said: "" };
  const missing = machine.notHere?.[name];
  if (missing !== undefined) {
    missing.instead?.(place.temp);
    return { step: name, ended: "not here", said: missing.why };
  }
  if (step.run !== undefined) return { step: name, ...(await runScript(options, step.run)) };
  const action = machine.actions[step.uses!.replace(/@.*/, "")];
  if (!action) throw new Error(`nothing stands in for the action ${step.uses}`);
  const given = Object.entries(step.with ?? {}).map(([key, value]) => [key, replaced(`${value}`, contexts, HASHES)]);
  try {
    await action({ with: Object.fromEntries(given) as Record<string, string>, workspace: place.workspace, contexts });
    return { step: name, ended: "ok", said: "" };
  } catch (error) {
    const isNotHere = error instanceof NotHere;
    return { step: name, ended: isNotHere ? "not here" : "failed", said: (error as Error).message };
  }
}

const HASHES = { hashFiles: () => "hash" };

async function runScript({ place, job, step, contexts, at }: StepOptions, script: string) {
  const file = join(place.files, `step-${at}.sh`);
  writeFileSync(file, replaced(script, contexts));
  const own = { ...job.env, ...step.env };
  const env = Object.entries({ ...own }).map(([key, value]) => `${key}=${replaced(value, contexts)}`);
  const words = ["-i", "-C", place.workspace, ...variables(place, contexts, at), ...env];
  const { code, stdout, stderr } = await outcomeOf("timeout", [`${SECONDS}`, "env", ...words, "bash", "-e", file]);
  return { ended: code === 0 ? ("ok" as const) : ("failed" as const), said: `${stdout}${stderr}` };
}

/** What GitHub sets, and where this machine keeps programs that Bulwark has built. */
function variables({ temp, files, home, bin, workspace }: Place, contexts: Contexts, at: number): readonly string[] {
  const github = contexts["github"] as Readonly<Record<string, string>>;
  const all: Readonly<Record<string, string | undefined>> = {
    PATH: [bin, process.env.PATH].join(delimiter),
    HOME: home,
    LANG: "C.UTF-8",
    CI: "true",
    BULWARK_CACHE: process.env.BULWARK_CACHE ?? join(homedir(), ".cache", "bulwark"),
    GITHUB_ACTIONS: "true",
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: join(files, `output-${at}`),
    GITHUB_STEP_SUMMARY: join(files, "summary"),
    GITHUB_API_URL: github["api_url"],
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: github["repository"],
    GITHUB_REF_NAME: github["ref_name"],
    GITHUB_SHA: github["sha"],
    GITHUB_RUN_ID: github["run_id"],
    RUNNER_TEMP: temp,
  };
  return Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
}

const keyValues = (file: string): Readonly<Record<string, string>> =>
  existsSync(file)
    ? Object.fromEntries(
        [...readFileSync(file, "utf8").matchAll(/^([\w-]+)=(.*)$/gm)].map(([, key, value]) => [key, value]),
      )
    : {};

/** In place of `npm`: `npm ci` takes the packages that lie here, where the lock file is the same; all else is npm's. */
export const npmStandIn = (npm: string): string =>
  `#!/usr/bin/env bash
set -eu
if [ "\${1:-}" != ci ]; then exec '${npm}' "$@"; fi
case " $* " in *" --ignore-scripts "*) ;; *) echo "npm ci runs the scripts of packages"; exit 1 ;; esac
cmp package-lock.json '${join(ROOT, "package-lock.json")}'
mkdir -p node_modules
# By links, so that what is written beside the packages stays in the clone.
find '${join(ROOT, "node_modules")}' -mindepth 1 -maxdepth 1 ! -name .bulwark-installed ! -name .cache \
  -exec ln -sfn -t node_modules {} +
`;
