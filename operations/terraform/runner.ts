import { rm } from "node:fs/promises";
import { join } from "node:path";
import { run, type RunResult } from "../process";

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
    await this.terraform(["init", "-input=false", "-no-color"]);
  }

  /** True when there is something to change. The plan is kept in `plan.tfplan` for `apply`. */
  async plan(options: readonly string[] = []): Promise<boolean> {
    const args = ["plan", "-input=false", "-no-color", "-detailed-exitcode", `-out=${PLAN}`, ...options];
    const { exitCode } = await this.terraform(args, [0, 2]);
    return exitCode === 2;
  }

  /** The plan as JSON. https://developer.hashicorp.com/terraform/internals/json-format */
  async show(): Promise<TerraformPlan> {
    const { stdout } = await run(this.tool.path, ["show", "-json", PLAN], { cwd: this.folder, env: this.env });
    return JSON.parse(stdout) as TerraformPlan;
  }

  /** Applies the kept plan and removes it: a plan holds what the state holds. */
  async apply(): Promise<void> {
    try {
      await this.terraform(["apply", "-input=false", "-no-color", PARALLELISM, PLAN]);
    } finally {
      await this.forgetPlan();
    }
  }

  async destroy(): Promise<void> {
    await this.terraform(["destroy", "-input=false", "-no-color", "-auto-approve", PARALLELISM]);
  }

  /** Addresses in the state; none where there is no state. */
  async stateAddresses(): Promise<readonly string[]> {
    const { stdout } = await run(this.tool.path, ["state", "list"], {
      cwd: this.folder,
      env: this.env,
      acceptExitCodes: [0, 1],
    });
    return stdout.split("\n").filter((line) => line !== "");
  }

  async forgetPlan(): Promise<void> {
    await rm(join(this.folder, PLAN), { force: true });
  }

  private get env(): Readonly<Record<string, string>> {
    return { ...this.tool.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" };
  }

  private terraform(args: readonly string[], acceptExitCodes: readonly number[] = [0]): Promise<RunResult> {
    return run(this.tool.path, args, {
      cwd: this.folder,
      env: this.env,
      onLine: (line) => {
        if (isProgress(line)) this.report(line);
      },
      acceptExitCodes,
    });
  }
}

/** Terraform prints the whole plan once more; only what happens now is progress. */
const isProgress = (line: string) => /^(\S+: |Plan: |Initializing|Error: )/.test(line);

const PLAN = "plan.tfplan";

/** The provider sleeps 2 s per network it reads, and ten waiting layers would block a database. */
const PARALLELISM = "-parallelism=64";

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
