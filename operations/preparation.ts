import type { Environment, ImageSource } from "../config";
import { openDeployment, type Deployment } from "./deployment";
import { answeringEngineAt } from "./engine/connect";
import { decideImageSource, ensureImages } from "./platform/images";
import { preflight } from "./platform/preflight";
import type { Lane } from "./progress";
import { projectPaths } from "./project";
import { CopyState, init } from "./secrets";

/** What needs no Terraform, so that it goes on while Terraform or its provider is still being built. */
export class Preparation {
  private opened: Deployment | undefined;
  private said: readonly string[] = [];

  constructor(
    private readonly environment: Environment,
    private readonly wantedImages?: ImageSource,
  ) {}

  get deployment(): Deployment {
    return this.opened!;
  }

  /** What an operator should read, also after the list of tasks is gone: secrets that were not as they should be. */
  get notes(): readonly string[] {
    return this.said;
  }

  readonly lane: Lane = [
    { title: "Synthesize", run: () => this.synthesize() },
    // Before the images, which take minutes on a new machine.
    { title: "Host", run: () => preflight(this.deployment.docker, this.deployment.manifest) },
    { title: "Images", run: (report) => ensureImages(this.deployment, report) },
    { title: "Secrets", run: (report) => this.secrets(report) },
  ];

  private async synthesize(): Promise<void> {
    const paths = projectPaths();
    const docker = await answeringEngineAt(this.environment.settings.hosts.main.docker);
    await decideImageSource(docker, this.environment, paths.root, this.wantedImages);
    this.opened = await openDeployment(this.environment, paths);
  }

  private async secrets(report: (line: string) => void): Promise<string> {
    const { docker, manifest, paths } = this.deployment;
    const { secrets, notes } = await init(docker, manifest, { projectFolder: paths.root });
    const made = secrets.filter(({ state }) => state !== CopyState.PRESENT);
    const mended = made.filter(({ state }) => state !== CopyState.CREATED);
    this.said = [...mended.map(({ path, state, detail }) => `secret ${path} was ${state}: ${detail}`), ...notes];
    this.said.forEach(report);
    return made.length > 0 ? `${made.length} files written` : `${secrets.length} files present`;
  }
}
