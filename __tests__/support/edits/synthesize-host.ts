/** Synthesizes the stack of host settings, each version into a folder of its name. */
import { App } from "cdktf";
import { HOSTS, hostStack, type HostVersion } from "./host-edits";

for (const version of Object.keys(HOSTS) as HostVersion[]) {
  const app = new App({ outdir: version, stackTraces: false });
  hostStack(app, version);
  app.synth();
}
