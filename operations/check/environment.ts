import type { Platform } from "../../policies/facts/subject";
import { kubernetesPlatform } from "../../policies/readers/kubernetes";
import { synthesizedReleases } from "../kubernetes/releases";
import { runLanes } from "../progress";
import { renderReleases } from "../render";
import { prepare } from "../setup";

/** What a cluster would be given: the rules look at the rendered manifests, not at the values. */
export async function manifestDocuments(stackFolder: string): Promise<readonly Platform[]> {
  const { lanes, result } = prepare({ want: { helm: true } });
  await runLanes(lanes, { quiet: true });
  const objects = await renderReleases(result.helm.path, synthesizedReleases(stackFolder));
  const documents = objects.map(({ kind, namespace, name, text }) => ({ file: `${namespace}/${kind}/${name}`, text }));
  return [kubernetesPlatform(documents)];
}
