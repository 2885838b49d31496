/**
 * Synthesizes the stack of edits before and after, into the folders `from` and `to` of the current one. A process of its
 * own, because a stack that names no backend keeps its state in the folder in which it is made.
 */
import { App } from "cdktf";
import { editsStack, Variant } from "./stack";

for (const variant of Object.values(Variant)) {
  const app = new App({ outdir: variant, stackTraces: false });
  editsStack(app, variant);
  app.synth();
}
