import type { Environment } from "../../config";
import type { Confirm } from "../confirm";
import { BulwarkError } from "../errors";
import { EnvironmentLock } from "../installation";
import { runLanes, type Lane } from "../progress";
import { projectPaths } from "../project";
import { namespacesMissing } from "../saved-plan/errors";
import { reviewedPlan, takePlan, type Reviewed, type SavedStack } from "../saved-plan/saved-plan";
import { setUpLanes } from "../set-up";
import { statusTable } from "../status";
import { synthChecked } from "../synth";
import { TerraformRunner, type TerraformTool } from "../terraform/runner";
import type { TerraformState } from "../terraform/state";
import { Cluster } from "./client";
import { synthesized, type KubernetesDeployment } from "./deployment";
import { releaseEffects, summaryOf, type ReleaseEffect } from "./effects";
import { ApplyWatch } from "./failed-apply";
import { withoutFailed } from "./failed-releases";
import { NAMESPACES } from "./manifest";
import { waitUntilReady } from "./readiness";
import { ensureSecrets } from "./secrets";
import { SECRET_AND_KEY, statusIn } from "./status";
import { KUBERNETES_TOOLS } from "./tools";

export interface UpOptions {
  readonly quiet: boolean;
  /** Asked before releases of components that are gone are removed. */
  readonly confirm: Confirm;
  /** Applies exactly this plan, or refuses. @default - what a plan of now says */
  readonly reviewed?: Reviewed;
}

/**
 * From a validated environment to a healthy platform in its cluster. Returns the table that it ends with.
 *
 * @throws BulwarkError with exit code 1 while another run changes the environment, and when releases did not come up, with
 * what the cluster said of each; 3 when the cluster cannot be used
 */
export async function upOnKubernetes(environment: Environment, options: UpOptions): Promise<string> {
  const saved = options.reviewed && (await reviewedPlan(options.reviewed, environment.name));
  const { tools, terraform } = setUpLanes("", KUBERNETES_TOOLS);
  const lock = new EnvironmentLock(projectPaths(), environment.name, "up");
  let deployment: KubernetesDeployment | undefined;
  const preparation: Lane = [
    { title: "Lock", run: () => lock.take() },
    { title: "Synthesize and reach the cluster", run: async () => void (deployment = await opened(environment)) },
  ];
  try {
    await runLanes([tools, preparation], options);
    const application = new Application(deployment!, terraform(), { ...options, saved });
    await runLanes([application.lane], options);
    return await application.result();
  } finally {
    await lock.free();
  }
}

async function opened(environment: Environment): Promise<KubernetesDeployment> {
  const made = await synthesized(environment, projectPaths(), synthChecked);
  return { ...made, cluster: await Cluster.connect(made.manifest) };
}

/** Helm has waited for each release already. */
const READY_SECONDS = 300;

class Application {
  private effects: readonly ReleaseEffect[] = [];
  private changed = false;
  private readonly notes: string[] = [];

  constructor(
    private readonly deployment: KubernetesDeployment,
    private readonly tool: TerraformTool,
    private readonly options: UpOptions & { readonly saved: SavedStack | undefined },
  ) {}

  readonly lane: Lane = [
    { title: "Namespaces", run: (report) => this.namespaces(report) },
    { title: "Secrets", run: () => this.secrets() },
    { title: "Plan", run: (report) => this.plan(report) },
    { title: "Apply", run: (report) => this.apply(report) },
    { title: "Readiness", run: () => this.readiness() },
  ];

  /** What an operator should read, who is where and how, and what was done. */
  async result(): Promise<string> {
    const { cluster, manifest, environment } = this.deployment;
    const table = statusTable(await statusIn(cluster, manifest), SECRET_AND_KEY);
    const leftOut = manifest.leftOut.map((one) => `left out: ${one}`);
    const done = `${environment.name}: ${this.changed ? "applied" : "no changes"}`;
    return [...this.notes, `${table}\n`, ...leftOut, done].join("\n");
  }

  /** Secrets must be there before the pods that mount them, and namespaces before Secrets. */
  private async namespaces(report: (line: string) => void): Promise<string> {
    const { cluster, manifest, environment } = this.deployment;
    const terraform = this.terraform(report);
    await terraform.init();
    const found = await Promise.all(
      manifest.namespaces.map((name) => cluster.tryAsk(({ core }) => core.readNamespace({ name }))),
    );
    const missing = manifest.namespaces.filter((_, index) => found[index] === undefined);
    if (missing.length > 0 && this.options.saved) throw namespacesMissing(environment.name, missing);
    await this.takeReviewed(terraform);
    if (missing.length === 0) return "there";
    await terraform.plan([`-target=${NAMESPACES}`]);
    await terraform.apply();
    this.changed = true;
    return `made ${missing.join(", ")}`;
  }

  /** Refuses before anything of the platform is touched. */
  private async takeReviewed(terraform: TerraformRunner): Promise<void> {
    const { saved } = this.options;
    const { folder, environment } = this.deployment;
    if (saved) await takePlan(saved, { stackFolder: folder, terraform, environmentFile: environment.file, images: {} });
  }

  private async secrets(): Promise<string> {
    const { ending, notes } = await ensureSecrets(this.deployment.cluster, this.deployment.manifest);
    this.notes.push(...notes);
    return ending;
  }

  private async plan(report: (line: string) => void): Promise<string> {
    const terraform = this.terraform(report);
    if (!this.options.saved) await terraform.plan();
    try {
      this.effects = releaseEffects(await terraform.show(), this.deployment.manifest);
      await this.confirmRemovals();
    } catch (error) {
      await terraform.forgetPlan();
      throw error;
    }
    return summaryOf(this.effects);
  }

  private async apply(report: (line: string) => void): Promise<string> {
    const terraform = this.terraform(report);
    if (this.effects.length === 0) {
      await terraform.forgetPlan();
      return "nothing to do";
    }
    const [before, watch] = [await terraform.pullState(), await ApplyWatch.begin(this.deployment)];
    try {
      watch.requireNonePending();
      await terraform.apply();
    } catch (error) {
      await terraform.forgetPlan();
      throw (await this.explained(error as Error, watch, { terraform, before })) ?? error;
    }
    this.changed = true;
    return "done";
  }

  /** What the cluster says of releases that failed; undefined when none did. The next plan holds them again. */
  private async explained(
    error: Error,
    watch: ApplyWatch,
    { terraform, before }: { readonly terraform: TerraformRunner; readonly before: TerraformState | undefined },
  ): Promise<Error | undefined> {
    // Interrupted, or never begun.
    if (error instanceof BulwarkError && error.exitCode !== 4) return undefined;
    const failed = await watch.failed(this.effects);
    if (failed.length === 0) return undefined;
    const explained = await watch.explained(failed, error.message);
    const after = await terraform.pullState();
    const addresses = failed.map(({ address }) => address);
    if (after) await terraform.pushState(withoutFailed(after, before, addresses));
    return explained;
  }

  private async readiness(): Promise<string> {
    const { cluster, manifest, environment } = this.deployment;
    const states = await waitUntilReady(
      cluster,
      manifest,
      environment.settings.cluster.timeoutSeconds ?? READY_SECONDS,
    );
    return `${states.length} components ready`;
  }

  private async confirmRemovals(): Promise<void> {
    const gone = this.effects.filter(({ effect }) => effect === "removed").map(({ component }) => component);
    if (gone.length > 0) await this.options.confirm(`this removes the releases ${gone.join(", ")}; their data stays`);
  }

  private terraform(report: (line: string) => void): TerraformRunner {
    return new TerraformRunner(this.tool, this.deployment.folder, report);
  }
}
