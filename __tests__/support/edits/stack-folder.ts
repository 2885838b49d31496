import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TerraformPlan } from "../../../operations/terraform/runner";
import { outcomeOf, type Outcome } from "../engine/engine";
import { programFailed } from "./errors";

const TYPESCRIPT = join(__dirname, "..", "constructs", "run-typescript.js");

/** What Terraform plans, by address: `no-op`, `update`, `delete,create`, … */
export type Actions = Readonly<Record<string, string>>;

interface Tools {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A stack in a folder of its own, applied with the real Terraform in one version after the other. */
export class StackFolder {
  /** Runs a script that synthesizes versions of the stack into folders of the current one. */
  static async synthesized(script: string, stack: string): Promise<StackFolder> {
    const folder = mkdtempSync(join(tmpdir(), "bulwark-edits-"));
    mkdirSync(join(folder, "applied"));
    const [tools] = await Promise.all([inTypeScript(folder, "print-tools.ts"), inTypeScript(folder, script)]);
    return new StackFolder(folder, stack, JSON.parse(tools.stdout) as Tools);
  }

  private constructor(
    private readonly folder: string,
    private readonly stack: string,
    private readonly tools: Tools,
  ) {}

  /** The Terraform JSON of a version. */
  json(version: string): string {
    return readFileSync(join(this.folder, version, "stacks", this.stack, "cdk.tf.json"), "utf8");
  }

  /** Where the applied version lies. */
  get applied(): string {
    return join(this.folder, "applied");
  }

  async init(json: string): Promise<void> {
    this.write(json);
    await this.terraform("init");
  }

  /** @returns what was planned */
  async apply(json: string): Promise<Actions> {
    this.write(json);
    const actions = await this.plan();
    await this.terraform("apply", "-parallelism=64", "plan.tfplan");
    return actions;
  }

  /** What a plan would change now; nothing when all has landed. */
  async pending(): Promise<Actions> {
    const actions = Object.entries(await this.plan());
    return Object.fromEntries(actions.filter(([, action]) => action !== "no-op"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private write(json: string): void {
    writeFileSync(join(this.applied, "cdk.tf.json"), json);
  }

  private async plan(): Promise<Actions> {
    await this.terraform("plan", "-parallelism=64", "-out=plan.tfplan");
    const { stdout } = await this.terraform("show", "-json", "plan.tfplan");
    const { resource_changes = [] } = JSON.parse(stdout) as TerraformPlan;
    return Object.fromEntries(resource_changes.map(({ address, change }) => [address, change.actions.join()]));
  }

  private terraform(verb: string, ...args: readonly string[]): Promise<Outcome> {
    const all = ["-C", this.applied, this.tools.path, verb, "-no-color", ...(verb === "show" ? [] : ["-input=false"])];
    return succeeded("env", [...all, ...args], { ...process.env, ...this.tools.env });
  }
}

const inTypeScript = (folder: string, script: string) =>
  succeeded("env", ["-C", folder, process.execPath, "-r", TYPESCRIPT, join(__dirname, script)]);

async function succeeded(program: string, args: readonly string[], env = process.env): Promise<Outcome> {
  const outcome = await outcomeOf(program, args, env);
  if (outcome.code !== 0) throw programFailed([program, ...args], outcome);
  return outcome;
}
