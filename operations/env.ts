import type { Environment } from "../config";
import { ensureSecrets } from "./ensure-secrets";
import { isOnKubernetes } from "./kubernetes/deployment";
import { KUBERNETES_TOOLS } from "./kubernetes/tools";
import { createHostFolders } from "./platform/host-folders";
import { createDataVolumes } from "./platform/volumes";
import { Preparation } from "./preparation";
import { runLanes, type Task } from "./progress";
import { setUpLanes } from "./set-up";
import { exportLines } from "./setup";

/**
 * Everything that `terraform` and `cdktf` do not do themselves: tools, provider, engine, images, secrets, and labels on
 * data volumes. Returns the lines that a shell must evaluate. On Kubernetes it brings the tools alone.
 */
export async function prepareForPlainTools(
  environment: Environment,
  options: { readonly quiet: boolean },
): Promise<readonly string[]> {
  if (isOnKubernetes(environment)) return exportLines(await terraformOf(options));
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

/** Secrets need namespaces, which are Terraform's: there `bulwark up` comes first. */
async function terraformOf(options: { readonly quiet: boolean }) {
  const { tools, terraform } = setUpLanes("", KUBERNETES_TOOLS);
  await runLanes([tools], options);
  return terraform().env;
}
