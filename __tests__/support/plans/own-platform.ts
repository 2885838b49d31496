/** Synthesizes a platform of one container into the folders `from` and `to` of the current one: its health check differs. */
import { App, TerraformStack } from "cdktf";
import { DockerTarget, Lifecycle } from "../../../index";
import { FakeComponent } from "../constructs/fake-component";
import { HEALTH, plainSpec } from "../edits/plain";

for (const [outdir, file] of [
  ["from", "/version"],
  ["to", "/bin/cat"],
] as const) {
  const app = new App({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, "own");
  new DockerTarget(stack, "docker");
  const health = { ...HEALTH, command: ["/bin/cat", file] };
  new FakeComponent(stack, "web", { ...plainSpec(Lifecycle.EXCLUSIVE), health });
  app.synth();
}
