import { ensureSecrets } from "../../operations/kubernetes/secrets";
import { NAMESPACES } from "../../operations/kubernetes/manifest";
import { TerraformRunner, type TerraformTool } from "../../operations/terraform/runner";
import type { DirectApi } from "./api";
import { plannedWithoutChange } from "./errors";
import type { RenderedManifest, ServicesProject } from "./project";
import type { Steps } from "./results";

/** One way to have a platform in a cluster. */
export interface Way {
  /** What is ready before anything is measured. */
  prepare(): Promise<void>;
  up(): Promise<void>;
  again(): Promise<void>;
  upgrade(): Promise<void>;
  destroy(): Promise<void>;
  /** Parts of the last `up`. */
  readonly steps?: Steps;
}

/** As `bulwark up` goes about it, all but synthesis. */
export class ByTerraform implements Way {
  steps: Steps = {};
  private readonly terraform: TerraformRunner;

  constructor(
    private readonly project: ServicesProject,
    private readonly api: DirectApi,
    tool: TerraformTool,
  ) {
    this.terraform = new TerraformRunner(tool, project.terraformFolder, () => undefined);
  }

  prepare(): Promise<void> {
    return this.terraform.init();
  }

  async up(): Promise<void> {
    this.steps = {};
    await this.step("namespaces", async () => {
      await this.terraform.plan([`-target=${NAMESPACES}`]);
      await this.terraform.apply();
    });
    await this.step("secrets", () => ensureSecrets(this.api.cluster, this.project.clusterManifest()));
    await this.step("plan", () => this.terraform.plan());
    await this.step("apply", () => this.terraform.apply());
  }

  async again(): Promise<void> {
    if (await this.terraform.plan()) throw plannedWithoutChange();
  }

  async upgrade(): Promise<void> {
    await this.terraform.plan();
    await this.terraform.apply();
  }

  /** The namespaces stay otherwise, since data is in them. */
  destroy(): Promise<void> {
    return this.project.bulwark("down", ["--volumes", "--yes"]);
  }

  private async step(name: string, work: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    await work();
    this.steps = { ...this.steps, [name]: (performance.now() - began) / 1000 };
  }
}

/** The same objects, rendered before, sent to the API server. */
export class ByApi implements Way {
  private manifests: readonly RenderedManifest[] = [];

  constructor(
    private readonly project: ServicesProject,
    private readonly api: DirectApi,
    private readonly helm: string,
  ) {}

  async prepare(): Promise<void> {
    this.manifests = await this.project.manifests(this.helm);
  }

  async up(): Promise<void> {
    await this.api.apply(this.manifests.filter(isNamespace));
    await ensureSecrets(this.api.cluster, this.project.clusterManifest());
    await this.again();
  }

  again(): Promise<void> {
    return this.api.apply(this.manifests.filter((one) => !isNamespace(one)));
  }

  upgrade(): Promise<void> {
    return this.again();
  }

  destroy(): Promise<void> {
    return this.api.deleteNamespaces(this.project.clusterManifest());
  }
}

const isNamespace = ({ kind }: RenderedManifest) => kind === "Namespace";
