import { rm } from "node:fs/promises";
import type { Environment } from "../config";
import { openDeployment, type Deployment } from "./deployment";
import { Installation, whileLocked, type Adoption } from "./installation";
import { isOnKubernetes } from "./kubernetes/deployment";
import { downOnKubernetes } from "./kubernetes/down";
import { dataVolumesOf, removeEnvironmentVolumes } from "./platform/volumes";
import { runLanes, type Task } from "./progress";
import { environmentFolder, projectPaths } from "./project";
import { removeSecrets } from "./secrets";
import { setUpLanes } from "./set-up";
import { TerraformRunner, type TerraformTool } from "./terraform/runner";

export interface DownOptions extends Adoption {
  readonly quiet: boolean;
  /** Removes data volumes, secrets and what is kept beside the state, too. */
  readonly volumes: boolean;
}

/** Removes an environment; what it stored stays, unless `volumes` is said. */
export async function down(environment: Environment, options: DownOptions): Promise<string> {
  if (isOnKubernetes(environment)) return downOnKubernetes(environment, options);
  const { tools, engine, terraform } = setUpLanes(environment.settings.hosts.main.docker);
  await runLanes([tools, engine], options);
  return whileLocked(projectPaths(), environment.name, "down", () => remove(environment, terraform(), options));
}

async function remove(environment: Environment, terraform: TerraformTool, options: DownOptions): Promise<string> {
  const deployment = await openDeployment(environment);
  const forget = options.volumes ? [forgetTask(deployment)] : [];
  const steps = [destroyTask(deployment, terraform, options), volumesTask(deployment, options), ...forget];
  await runLanes([steps], options);
  const kept = await dataVolumesOf(deployment.docker, environment.name);
  return kept.length > 0
    ? `${environment.name}: removed; kept the data volumes ${kept.join(", ")}`
    : `${environment.name}: removed`;
}

function destroyTask(deployment: Deployment, tool: TerraformTool, adoption: Adoption): Task {
  return {
    title: "Remove containers and networks",
    run: async (report) => {
      const terraform = new TerraformRunner(tool, deployment.folder, report);
      await terraform.init();
      await new Installation(deployment, terraform).recognise(adoption);
      await terraform.destroy();
    },
  };
}

function volumesTask({ docker, manifest }: Deployment, { volumes }: DownOptions): Task {
  return {
    title: volumes ? "Remove all volumes" : "Remove volumes of configuration",
    run: async () => {
      const removed = await removeEnvironmentVolumes(docker, manifest, { data: volumes });
      return `${removed.length} removed`;
    },
  };
}

function forgetTask({ docker, manifest, paths }: Deployment): Task {
  return {
    title: "Remove secrets and local records",
    run: async () => {
      const { left } = await removeSecrets(docker, manifest);
      await rm(environmentFolder(paths, manifest.environment), { recursive: true, force: true });
      return left === undefined ? undefined : `remove ${left} on the Docker host by hand`;
    },
  };
}
