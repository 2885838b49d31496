import type { Environment } from "../../config";
import { isOnKubernetes } from "./deployment";

/** Neither the docker provider nor an engine. */
export const KUBERNETES_TOOLS = { helmProvider: true } as const;

/** What Terraform alone needs for an environment. */
export const toolsFor = (environment: Environment) =>
  isOnKubernetes(environment) ? KUBERNETES_TOOLS : ({ provider: true } as const);
