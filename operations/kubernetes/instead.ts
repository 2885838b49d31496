import type { Environment } from "../../config";
import { isOnKubernetes } from "./deployment";
import { notOnKubernetes } from "./errors";

/** Verbs whose work the cluster's own tools do. */
export type MissingVerb =
  "logs" | "rollback" | "backup" | "restore" | "secrets init" | "secrets check" | "secrets rotate";

interface Place {
  readonly environment: string;
  /** `--context … -n …`, for kubectl. */
  readonly kubectl: string;
  readonly helm: string;
  /** A name that was given, or how a person would write one. */
  readonly name: string;
}

const INSTEAD: Readonly<Record<MissingVerb, (place: Place) => string>> = {
  logs: ({ kubectl, name }) => `${kubectl} logs -l app.kubernetes.io/name=${name} --all-containers --prefix --tail=100`,
  rollback: ({ helm, name }) => `${helm} rollback ${name}, then edit the YAML: the next 'bulwark up' follows it`,
  backup: ({ kubectl }) =>
    `${kubectl} get cronjobs, then ${kubectl} create job now --from=cronjob/<name of the backup>`,
  restore: ({ kubectl }) =>
    `restic restore in a pod that mounts the claim of the backup (${kubectl} get pvc) and its Secret`,
  "secrets init": ({ environment }) => `bulwark up ${environment}, which makes what is missing`,
  "secrets check": ({ kubectl, environment }) => `${kubectl} get secrets -l bulwark.environment=${environment}`,
  "secrets rotate": ({ kubectl, environment }) =>
    `${kubectl} delete secret <all that hold it>, then bulwark up ${environment}, then ${kubectl} rollout restart deployment <name>`,
};

/** @throws BulwarkError with exit code 2 that says what to type instead, for an environment of Kubernetes */
export function refuseOnKubernetes(environment: Environment, verb: MissingVerb, name = "<layer>"): void {
  if (!isOnKubernetes(environment)) return;
  const { context = environment.name, kubeconfig } = environment.settings.cluster;
  const [file, where] = kubeconfig ? [` --kubeconfig ${kubeconfig}`, environment.name] : ["", environment.name];
  throw notOnKubernetes(
    verb,
    INSTEAD[verb]({
      environment: environment.name,
      kubectl: `kubectl${file} --context ${context} -n ${where}`,
      helm: `helm${file} --kube-context ${context} -n ${where}`,
      name,
    }),
  );
}

/** @throws BulwarkError with exit code 2 for an option of `up` that means something on a Docker host alone */
export function refuseDockerOptions({ images, adopt }: { readonly images?: string; readonly adopt: boolean }): void {
  if (images)
    throw notOnKubernetes(`up --images ${images}`, "images come from a registry; 'images' of the YAML names it");
  if (adopt) throw notOnKubernetes("up --adopt", "terraform import, or down --volumes and a new start");
}
