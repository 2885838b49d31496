import { copyFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { run, type RunOptions, type RunResult } from "../process";
import { StateLocked } from "./errors";
import { putBackCutOffState } from "./local-state";
import { lockProblem, useCommittedLock } from "./lock-file";
import type { TerraformState } from "./state";
import type { StateLock } from "./state-lock";
import { stateProblem } from "./state-problem";

export interface TerraformTool {
  readonly path: string;
  /** TF_CLI_CONFIG_FILE and what else the set-up found out. */
  readonly env: Readonly<Record<string, string>>;
}

type Report = (line: string) => void;

/** Terraform in one stack's folder. Its own words are passed on line by line, and shown when it fails. */
export class TerraformRunner {
  constructor(
    private readonly tool: TerraformTool,
    private readonly folder: string,
    private readonly report: Report,
  ) {}

  async init(): Promise<void> {
    if (putBackCutOffState(this.folder)) this.report("a killed Terraform had cut off its state: put back its backup");
    const isLocked = await useCommittedLock(this.folder);
    await this.terraform(["init", "-input=false", "-no-color", ...(isLocked ? ["-lockfile=readonly"] : [])]);
  }

  /** Terraform and each provider that the stack uses, by name, as `init` chose them. */
  async versions(): Promise<Readonly<Record<string, string>>> {
    const { stdout } = await run(this.tool.path, ["version", "-json"], { cwd: this.folder, env: this.env });
    const said = JSON.parse(stdout) as VersionJson;
    const providers = Object.entries(said.provider_selections ?? {});
    return {
      terraform: said.terraform_version,
      ...Object.fromEntries(providers.map(([name, version]) => [`provider ${name}`, version])),
    };
  }

  /** True when there is something to change. The plan is kept in `plan.tfplan` for `apply`. */
  async plan(options: readonly string[] = []): Promise<boolean> {
    const args = ["plan", "-input=false", "-no-color", "-detailed-exitcode", LOCK_PATIENCE, `-out=${PLAN}`, ...options];
    const { exitCode } = await this.terraform(args, { acceptExitCodes: [0, 2] });
    return exitCode === 2;
  }

  /** The kept plan as JSON. https://developer.hashicorp.com/terraform/internals/json-format */
  async showText(): Promise<string> {
    const { stdout } = await run(this.tool.path, ["show", "-json", PLAN], { cwd: this.folder, env: this.env });
    return stdout;
  }

  async show(): Promise<TerraformPlan> {
    return JSON.parse(await this.showText()) as TerraformPlan;
  }

  /** Where Terraform writes a plan to, and applies it from. */
  get planFile(): string {
    return join(this.folder, PLAN);
  }

  /** Keeps a plan that was made before, for `apply`. */
  async takePlan(file: string): Promise<void> {
    await copyFile(file, this.planFile);
  }

  /** Applies the kept plan and removes it: a plan holds what the state holds. */
  async apply(): Promise<void> {
    try {
      await this.change(["apply", "-input=false", "-no-color", PARALLELISM, LOCK_PATIENCE, PLAN]);
    } finally {
      await this.forgetPlan();
    }
  }

  async destroy(options: readonly string[] = []): Promise<void> {
    const args = ["destroy", "-input=false", "-no-color", "-auto-approve", PARALLELISM, LOCK_PATIENCE, ...options];
    await this.change(args);
  }

  /** Undefined where nothing was applied yet. */
  async pullState(): Promise<TerraformState | undefined> {
    const { stdout } = await this.terraform(["state", "pull"]);
    if (stdout.trim() === "") return undefined;
    const state = JSON.parse(stdout) as TerraformState;
    // Of a bucket without one Terraform makes up an empty one, which has no lineage yet.
    return state.lineage === "" ? undefined : state;
  }

  /**
   * Writes an edited state in place of the one that it was made of.
   *
   * @throws BulwarkError with exit code 1 while another run, of any machine, holds the state
   */
  async pushState(state: TerraformState): Promise<TerraformState> {
    const next = { ...state, serial: state.serial + 1 };
    await this.terraform(["state", "push", LOCK_PATIENCE, "-"], { input: JSON.stringify(next) });
    return next;
  }

  /** Who holds the state; undefined when nobody does, for which the lock is taken and given back. */
  async stateLock(): Promise<StateLock | undefined> {
    try {
      // Of all that takes the lock this alone needs no provider and changes nothing.
      await this.terraform(["untaint", "-no-color", "-lock-timeout=0s", "-allow-missing", "docker_container.none"]);
      return undefined;
    } catch (error) {
      if (error instanceof StateLocked) return error.lock;
      throw error;
    }
  }

  /** Takes the lock away, whoever holds it; another one that was taken meanwhile stays. */
  async unlockState({ id }: StateLock): Promise<void> {
    await this.terraform(["force-unlock", "-force", id]);
  }

  async forgetPlan(): Promise<void> {
    await rm(this.planFile, { force: true });
  }

  private get env(): Readonly<Record<string, string>> {
    return { ...this.tool.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  }

  /** What Terraform has begun it ends, also when Bulwark is interrupted: a hard stop would lose what it just made. */
  private async change(args: readonly string[]): Promise<void> {
    await this.terraform(args, { passOnInterrupts: true });
  }

  private async terraform(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    try {
      return await run(this.tool.path, args, {
        ...options,
        cwd: this.folder,
        env: this.env,
        onLine: (line) => {
          if (isProgress(line)) this.report(line);
        },
      });
    } catch (error) {
      const said = (error as Error).message;
      throw stateProblem(said, this.folder) ?? lockProblem(said, this.folder) ?? error;
    }
  }
}

/** Terraform prints the whole plan once more; only what happens now is progress. */
const isProgress = (line: string) => /^(\S+: |Plan: |Initializing|Error: )/.test(line);

const PLAN = "plan.tfplan";

/** The provider sleeps 2 s per network it reads, and ten waiting layers would block a database. */
const PARALLELISM = "-parallelism=64";

/** A Terraform whose caller was killed ends with its next line of output, and holds a state on disk until then. */
const LOCK_PATIENCE = "-lock-timeout=20s";

/** https://developer.hashicorp.com/terraform/cli/commands/version */
interface VersionJson {
  readonly terraform_version: string;
  readonly provider_selections?: Readonly<Record<string, string>>;
}

export interface TerraformPlan {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: {
      readonly actions: readonly string[];
      readonly replace_paths?: readonly unknown[];
      /** What Terraform knows of the resource now; of another type it has other attributes. */
      readonly before?: { readonly labels?: readonly { readonly label: string; readonly value: string }[] } | null;
    };
  }[];
}
