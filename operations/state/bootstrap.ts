import { rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Environment } from "../../config";
import { whileLocked } from "../installation";
import { runLanes } from "../progress";
import { projectPaths, stackFolder } from "../project";
import { setUpLanes } from "../set-up";
import type { TerraformTool } from "../terraform/runner";
import { TerraformRunner } from "../terraform/runner";
import { accountOf, requireAccount } from "./account";
import { backendIn, bootstrapStackOf, synthBootstrap, writeBackend, type S3Backend } from "./backend";
import { StateObject } from "./bucket";
import { bucketNotOfAws, moveFailed, notInBucket, twoBootstraps } from "./errors";
import { LocalCopy } from "./local-copy";
import { makeAll } from "./make-all";
import { initialize, toldForStack } from "./state-folder";
import { difference, tryState, type StateJson } from "./state-json";
import { AWS_TOOLS } from "./tools";
import type { StateOptions } from "./unlock";

/** The JSON of `bulwark state <environment> bootstrap`. */
export const stateBootstrapSchema = z.strictObject({
  schemaVersion: z.literal(1),
  command: z.literal("state bootstrap"),
  environment: z.string(),
  stack: z.string(),
  bucket: z.string(),
  key: z.string().describe("where its own state lies in the bucket"),
  changed: z.boolean().describe("false when all was there as it is declared"),
  moved: z.boolean().describe("its own state came from this machine into the bucket"),
});

export type StateBootstrap = z.output<typeof stateBootstrapSchema>;

type Report = (line: string) => void;

/**
 * Makes the bucket that an environment's states lie in, and then moves the state of just that into it. Can be run again at any
 * time: it goes on where a killed run has ended, and finds nothing to do when all is there.
 *
 * @throws BulwarkError with exit code 2 for an environment without `aws` or `state.s3`, 3 for credentials of another account
 */
export async function bootstrapState(environment: Environment, options: StateOptions): Promise<StateBootstrap> {
  requireBucketOfAws(environment);
  await requireAccount(environment);
  const { tools, terraform } = setUpLanes("", AWS_TOOLS);
  return whileLocked(projectPaths(), environment.name, "state bootstrap", async () => {
    let result: StateBootstrap | undefined;
    const apply = async (report: Report) => {
      const bootstrap = new Bootstrap(environment, terraform(), { report, confirm: options.confirm });
      result = await toldForStack(environment.name, bootstrapStackOf(environment.name), () => bootstrap.run());
    };
    const synthesize = () => synthBootstrap(projectPaths(), environment);
    await runLanes(
      [[...tools, { title: "Synthesize", run: synthesize }, { title: "State bucket", run: apply }]],
      options,
    );
    return result!;
  });
}

export function bootstrapText({ stack, bucket, key, changed, moved }: StateBootstrap): string {
  const where = `its state lies in ${bucket}/${key}`;
  if (moved) return `${stack}: applied; ${where}, and no longer on this machine`;
  return `${stack}: ${changed ? "applied" : "no changes"}; ${where}`;
}

function requireBucketOfAws(environment: Environment): void {
  const { name, settings } = environment;
  accountOf(environment);
  if ("local" in settings.state) throw notInBucket(name);
  const { endpoint } = settings.state.s3;
  if (endpoint !== undefined) throw bucketNotOfAws(name, endpoint);
}

interface Surroundings {
  readonly report: Report;
  readonly confirm: StateOptions["confirm"];
}

/** One run, in the synthesized stack's folder. */
class Bootstrap {
  private readonly stack: string;
  private readonly folder: string;
  private readonly backend: S3Backend;
  private readonly copy: LocalCopy;

  constructor(
    private readonly environment: Environment,
    private readonly tool: TerraformTool,
    private readonly around: Surroundings,
  ) {
    const paths = projectPaths();
    this.stack = bootstrapStackOf(environment.name);
    this.folder = stackFolder(paths, this.stack);
    this.backend = backendIn(this.folder, environment.name);
    this.copy = new LocalCopy(paths, environment.name, this.stack);
  }

  async run(): Promise<StateBootstrap> {
    const stored = await this.stored();
    if (!stored) await this.makeAndMove();
    else this.forgetCopy(stored);
    const changed = stored ? await this.applyInPlace() : true;
    const { bucket, key } = this.backend;
    const { name } = this.environment;
    const said = { schemaVersion: 1, command: "state bootstrap", environment: name } as const;
    return { ...said, stack: this.stack, bucket, key, changed, moved: !stored };
  }

  /** Nothing is in the bucket yet: all is made with a state on this machine, which is then moved. */
  private async makeAndMove(): Promise<void> {
    const { report } = this.around;
    writeBackend(this.folder, this.copy.backendFrom(this.folder));
    this.forgetInitialization();
    const terraform = this.terraform();
    await terraform.init();
    const { accountId } = accountOf(this.environment);
    await makeAll(terraform, { ...this.around, tool: this.tool, folder: this.folder, accountId });
    report("moving the state into the bucket");
    const copy = this.copy.read();
    writeBackend(this.folder, { s3: this.backend });
    await initialize(this.tool, this.folder, "-migrate-state", "-force-copy");
    const moved = await this.stored();
    if (!moved || !copy || !isSame(copy, moved)) throw moveFailed(this.backend.key);
    this.copy.remove();
  }

  private async applyInPlace(): Promise<boolean> {
    this.forgetInitialization();
    const terraform = this.terraform();
    await terraform.init();
    const { accountId } = accountOf(this.environment);
    return makeAll(terraform, { ...this.around, tool: this.tool, folder: this.folder, accountId });
  }

  /** A run that was killed after the move and before this left it. */
  private forgetCopy(stored: StateJson): void {
    const copy = this.copy.read();
    if (copy && !isSame(copy, stored)) throw twoBootstraps(this.copy.file, this.backend.key);
    this.copy.remove();
  }

  private async stored(): Promise<StateJson | undefined> {
    const object = new StateObject(this.backend);
    try {
      const text = await object.read();
      return text === undefined ? undefined : tryState(text);
    } finally {
      object.close();
    }
  }

  private terraform(): TerraformRunner {
    return new TerraformRunner(this.tool, this.folder, this.around.report);
  }

  /** Terraform notes here which backend it used last, and asks for a move when it is another one. */
  private forgetInitialization(): void {
    rmSync(join(this.folder, ".terraform", "terraform.tfstate"), { force: true });
  }
}

/** By what they know: a state that moves into a bucket begins a lineage of its own. */
function isSame(one: StateJson, other: StateJson): boolean {
  const { added, removed, changed } = difference(one, other);
  return added.length + removed.length + changed.length === 0;
}
