import { parseDocument } from "yaml";

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | boolean | number>>;
}

export type Permissions = Readonly<Record<string, string>> | string;

export interface Job {
  readonly if?: string;
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly permissions?: Permissions;
  readonly secrets?: unknown;
  readonly strategy?: { readonly matrix: Readonly<Record<string, string>> };
  readonly "timeout-minutes"?: number;
}

export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>> | readonly string[] | string;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A workflow as data. YAML 1.2, in which `on` is a word. */
export const workflowOf = (text: string): Workflow => parseDocument(text, { merge: true }).toJS() as Workflow;

export function triggersOf({ on }: Workflow): readonly string[] {
  if (typeof on === "string") return [on];
  return Array.isArray(on) ? (on as readonly string[]) : Object.keys(on);
}

/** What a workflow does that strangers could make use of; nothing where it is right. */
export function faultsOf(text: string): readonly string[] {
  const workflow = workflowOf(text);
  const triggers = triggersOf(workflow);
  const isStrangers = triggers.includes("pull_request");
  return [
    ...(triggers.includes("pull_request_target") ? ["runs on pull_request_target"] : []),
    ...(workflow.permissions === undefined ? ["leaves its permissions open"] : []),
    ...(isStrangers && /\bsecrets\b/.test(text) ? ["has secrets where strangers run"] : []),
    ...pinFaults(text),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
      jobFaults(workflow, job, isStrangers).map((fault) => `${name} ${fault}`),
    ),
  ];
}

const pinFaults = (text: string): readonly string[] =>
  [...text.matchAll(/^\s*(?:- )?uses:\s*(.*)$/gm)]
    .map(([, uses]) => uses!)
    .filter(
      (uses) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|^\.\/\.github\/workflows\/[\w-]+\.yml$/.test(uses),
    )
    .map((uses) => `uses ${uses}`);

function jobFaults(workflow: Workflow, job: Job, isStrangers: boolean): readonly string[] {
  const permissions = job.permissions ?? workflow.permissions ?? "write-all";
  const steps = job.steps ?? [];
  return [
    ...(typeof permissions === "string" ? [`has ${permissions}`] : []),
    ...(isStrangers && JSON.stringify(permissions).includes("write") ? ["may write where strangers run"] : []),
    ...(job.secrets === undefined ? [] : ["hands secrets on"]),
    ...(job.uses === undefined && job["timeout-minutes"] === undefined ? ["has no time limit"] : []),
    ...steps.flatMap((step) => stepFaults(step, triggersOf(workflow))),
  ];
}

function stepFaults({ run = "", uses = "", with: given = {} }: Step, triggers: readonly string[]): readonly string[] {
  const isCheckout = uses.startsWith("actions/checkout@");
  const isTrusted = triggers.some((trigger) => /^(workflow_run|pull_request_target)$/.test(trigger));
  const refs = `${given["ref"] ?? ""} ${given["repository"] ?? ""}`;
  return [
    // Of a text that is put into a script before it is run, anybody who wrote a part of it writes the script.
    ...(run.includes("${{") ? ["has an expression in a script"] : []),
    ...(/\bnpm (ci|install|i)\b(?!.*--ignore-scripts)/.test(run) ? ["runs the scripts of packages"] : []),
    ...(isCheckout && given["persist-credentials"] !== false ? ["leaves the token with what it checks out"] : []),
    ...(isCheckout && isTrusted && /head|event|pull/.test(refs) ? ["checks out the head beside its rights"] : []),
    ...(uses.startsWith("actions/github-script@") ? ["has a script in an expression's reach"] : []),
  ];
}
