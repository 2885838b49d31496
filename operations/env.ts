import type { Environment } from "../config";
import { ensureSecrets } from "./ensure-secrets";
import { createHostFolders } from "./platform/host-folders";
import { createDataVolumes } from "./platform/volumes";
import { Preparation } from "./preparation";
import { runLanes, type Task } from "./progress";
import { setUpLanes } from "./set-up";
import { exportLines } from "./setup";

/**
 * Everything that `terraform` and `cdktf` do not do themselves: tools, provider, engine, images, secrets, and labels on
 * data volumes. Returns the lines that a shell must evaluate.
 */
export async function prepareForPlainTools(
  environment: Environment,
  options: { readonly quiet: boolean },
): Promise<readonly string[]> {
  const { tools, engine, terraform } = setUpLanes(environment.settings.hosts.main.docker);
  const preparation = new Preparation(environment);
  const secrets: Task = {
    title: "Secrets",
    run: async (report) => (await ensureSecrets(preparation.deployment, report)).ending,
  };
  const dataVolumes: Task = {
    title: "Data volumes",
    run: async () => {
      const { docker, manifest } = preparation.deployment;
      await createDataVolumes(docker, manifest);
      await createHostFolders(docker, manifest);
    },
  };
  await runLanes([tools, [...engine, ...preparation.lane, secrets, dataVolumes]], options);
  return exportLines(terraform().env);
}
