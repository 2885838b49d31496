import type { Environment, ImageSource } from "../config";
import { openDeployment, type Deployment } from "./deployment";
import { answeringEngineAt } from "./engine/connect";
import { decideImageSource, ensureImages } from "./platform/images";
import { preflight } from "./platform/preflight";
import type { Lane } from "./progress";
import { projectPaths } from "./project";
import { synthChecked } from "./synth";

/** What needs no Terraform, so that it goes on while Terraform or its provider is still being built. */
export class Preparation {
  private opened: Deployment | undefined;

  constructor(
    private readonly environment: Environment,
    private readonly wantedImages?: ImageSource,
  ) {}

  get deployment(): Deployment {
    return this.opened!;
  }

  readonly lane: Lane = [
    { title: "Synthesize", run: () => this.synthesize() },
    // Before the images, which take minutes on a new machine.
    { title: "Host", run: () => preflight(this.deployment.docker, this.deployment.manifest) },
    { title: "Images", run: (report) => ensureImages(this.deployment, report) },
  ];

  private async synthesize(): Promise<void> {
    const paths = projectPaths();
    const docker = await answeringEngineAt(this.environment.settings.hosts.main.docker);
    await decideImageSource(docker, this.environment, paths.root, this.wantedImages);
    this.opened = await openDeployment(this.environment, paths, synthChecked);
  }
}
