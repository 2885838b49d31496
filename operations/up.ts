import { hardeningSummary } from "../evidence/hardening";
import type { Environment, ImageSource } from "../config";
import type { Confirm } from "./confirm";
import type { Deployment } from "./deployment";
import { ensureSecrets } from "./ensure-secrets";
import { declaredGenerations, EnvironmentLock, Installation } from "./installation";
import { isOnKubernetes } from "./kubernetes/deployment";
import { refuseDockerOptions } from "./kubernetes/instead";
import { upOnKubernetes } from "./kubernetes/up";
import { rollFailed } from "./platform/errors";
import { failedRolls, waitUntilHealthy } from "./platform/health";
import { removeFailedJobs, withJobLogs } from "./platform/jobs";
import { RestartWatch } from "./platform/restarts";
import { checkConfiguration } from "./platform/checks";
import { createHostFolders } from "./platform/host-folders";
import { limitProcesses } from "./platform/process-limits";
import { createDataVolumes, removeStaleConfiguration } from "./platform/volumes";
import { Preparation } from "./preparation";
import { runLanes, type Lane, type Task } from "./progress";
import { otherStacks, projectPaths } from "./project";
import { apply, pending } from "./secrets";
import { imagesOn } from "./platform/images";
import { reviewedPlan, takePlan, type Reviewed, type SavedStack } from "./saved-plan/saved-plan";
import { setUpLanes } from "./set-up";
import { statusOf, statusTable } from "./status";
import { effectsOf, summaryOf } from "./terraform/effects";
import { TerraformRunner, type TerraformTool } from "./terraform/runner";

export interface UpOptions {
  readonly quiet: boolean;
  /** Where images come from, for an environment that lets `up` decide. @default - as decided before */
  readonly images?: ImageSource;
  /** Takes over the environment from another installation, or after its state was lost. */
  readonly adopt: boolean;
  /** Asked before containers of layers that are gone are removed. */
  readonly confirm: Confirm;
  /** Applies exactly this plan, or refuses. @default - what a plan of now says */
  readonly reviewed?: Reviewed;
}

/**
 * From a validated environment to a healthy platform. Returns the table that it ends with.
 *
 * @throws BulwarkError with exit code 1 while another run changes the environment, when it is another installation's, and
 * when a new generation never became healthy; then the one before serves on
 */
export async function up(environment: Environment, options: UpOptions): Promise<string> {
  const onKubernetes = isOnKubernetes(environment);
  if (onKubernetes) refuseDockerOptions(options);
  const result = await (onKubernetes ? upOnKubernetes : upOnDocker)(environment, options);
  return [...notApplied(environment), result].join("\n");
}

function notApplied({ name }: Environment): readonly string[] {
  const stacks = otherStacks(projectPaths(), name).join(" ");
  return stacks === "" ? [] : [`not applied by up, but by 'npx cdktf deploy ${stacks}', in this order`];
}

async function upOnDocker(environment: Environment, options: UpOptions): Promise<string> {
  const saved = options.reviewed && (await reviewedPlan(options.reviewed, environment.name));
  const { tools, engine, terraform } = setUpLanes(environment.settings.hosts.main.docker);
  const preparation = new Preparation(environment, options.images);
  const lock = new EnvironmentLock(projectPaths(), environment.name, "up");
  try {
    const own: Task = { title: "Lock", run: () => lock.take() };
    await runLanes([tools, [...engine, own, ...preparation.lane]], options);
    return await deploy(new Application(preparation.deployment, terraform(), { ...options, saved }), options);
  } finally {
    await lock.free();
  }
}

async function deploy(application: Application, options: UpOptions): Promise<string> {
  try {
    await runLanes([application.lane], options);
  } finally {
    application.end();
  }
  return [...application.notes, await application.result()].join("\n");
}

class Application {
  private readonly installation: Installation;
  private restarts: RestartWatch | undefined;
  private changed = false;

  constructor(
    private readonly deployment: Deployment,
    private readonly tool: TerraformTool,
    private readonly options: UpOptions & { readonly saved: SavedStack | undefined },
  ) {
    this.installation = new Installation(
      deployment,
      this.terraform(() => undefined),
    );
  }

  /** What an operator should read, also after the list of tasks is gone. */
  readonly notes: string[] = [];

  readonly lane: Lane = [
    { title: "Installation", run: (report) => this.openInstallation(report) },
    { title: "Reviewed plan", run: () => this.takeReviewed() },
    { title: "Secrets", run: (report) => this.writeSecrets(report) },
    { title: "Changed secrets", run: (report) => this.useSecrets(report) },
    { title: "Plan", run: (report) => this.plan(report) },
    { title: "Apply", run: (report) => this.apply(report) },
    { title: "Process limits", run: async () => `${await this.limitProcesses()} set` },
    { title: "Health", run: async (report) => this.health(report) },
    { title: "Tidy", run: () => this.tidy() },
  ];

  /** Who is where and how, and one line of what the engine says of the protections. */
  async result(): Promise<string> {
    const { docker, manifest, environment } = this.deployment;
    const table = statusTable(await statusOf(docker, manifest));
    const hardening = await hardeningSummary(docker, environment.name);
    const leftOut = manifest.leftOut.map((one) => `left out: ${one}\n`).join("");
    return `${table}\n\n${hardening}\n${leftOut}${environment.name}: ${this.changed ? "applied" : "no changes"}`;
  }

  /** Seconds that each component was away which had to restart. */
  end(): Readonly<Record<string, number>> {
    return this.restarts?.end() ?? {};
  }

  private async openInstallation(report: (line: string) => void): Promise<string> {
    await this.terraform(report).init();
    const mended = await this.installation.open(this.options);
    this.notes.push(...mended);
    return mended.length > 0 ? `${mended.length} things mended` : "as it was left";
  }

  private async writeSecrets(report: (line: string) => void): Promise<string> {
    const { ending, notes } = await ensureSecrets(this.deployment, report);
    this.notes.push(...notes);
    return ending;
  }

  /** Refuses before anything of the platform is touched. */
  private async takeReviewed(): Promise<string> {
    const { saved } = this.options;
    if (!saved) return "not asked for";
    const { docker, environment, folder, manifest } = this.deployment;
    const terraform = this.terraform(() => undefined);
    const images = await imagesOn(docker, manifest);
    await takePlan(saved, { stackFolder: folder, terraform, environmentFile: environment.file, images });
    return "the same as it was reviewed";
  }

  private async plan(report: (line: string) => void): Promise<string> {
    const terraform = this.terraform(report);
    this.changed = await this.hasChanges(terraform);
    if (!this.changed) {
      await terraform.forgetPlan();
      return "no changes";
    }
    try {
      const effects = effectsOf(await terraform.show(), this.deployment.manifest);
      await this.confirmRemovals(effects.filter(({ effect }) => effect === "stops").map(({ component }) => component));
      return summaryOf(effects);
    } catch (error) {
      await terraform.forgetPlan();
      throw error;
    }
  }

  private async hasChanges(terraform: TerraformRunner): Promise<boolean> {
    if (this.options.saved) return true;
    await removeFailedJobs(this.deployment);
    return terraform.plan();
  }

  private async apply(report: (line: string) => void): Promise<string> {
    if (!this.changed) return "nothing to do";
    await checkConfiguration(this.deployment);
    await createDataVolumes(this.deployment.docker, this.deployment.manifest);
    await createHostFolders(this.deployment.docker, this.deployment.manifest);
    this.restarts = await RestartWatch.begin(this.deployment.docker, this.deployment.manifest);
    try {
      await withJobLogs(this.deployment, () => this.terraform(report).apply());
    } catch (error) {
      const reasons = await failedRolls(this.deployment.docker, this.deployment.manifest);
      const mended = await this.installation.mend();
      throw reasons.length > 0 ? rollFailed(reasons, mended, (error as Error).message) : error;
    }
    return "done";
  }

  /**
   * A container keeps the secret that it was started with: what is older than its secrets runs again. Before the plan, or
   * a new container would wait for a database that knows the old password.
   */
  private async useSecrets(report: (line: string) => void): Promise<string> {
    const { docker, manifest } = this.deployment;
    const steps = await pending(docker, manifest);
    await apply(docker, steps, ({ action, container }) => report(`${action}: ${container}`));
    return steps.length > 0 ? `${steps.length} containers took new values` : "all in use";
  }

  private limitProcesses(): Promise<number> {
    return limitProcesses(this.deployment.docker, this.deployment.manifest);
  }

  private async health(report: (line: string) => void): Promise<string> {
    const states = await waitUntilHealthy(this.deployment.docker, this.deployment.manifest, report);
    this.notes.push(...states.flatMap(({ component, note }) => (note === undefined ? [] : [`${component} ${note}`])));
    return `${states.length} containers healthy`;
  }

  private async tidy(): Promise<string> {
    await this.installation.note(declaredGenerations(this.deployment), this.end());
    const removed = await removeStaleConfiguration(this.deployment.docker, this.deployment.manifest);
    return removed.length > 0 ? `removed ${removed.length} volumes of earlier configuration` : "nothing left over";
  }

  private async confirmRemovals(components: readonly string[]): Promise<void> {
    const gone = [...new Set(components)];
    if (gone.length > 0)
      await this.options.confirm(`this removes the containers of ${gone.join(", ")}; their data stays`);
  }

  private terraform(report: (line: string) => void): TerraformRunner {
    return new TerraformRunner(this.tool, this.deployment.folder, report);
  }
}
