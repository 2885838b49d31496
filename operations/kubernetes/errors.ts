import { BulwarkError } from "../errors";

export const notOnKubernetes = (verb: string, instead: string) =>
  new BulwarkError(`'bulwark ${verb}' does not exist where the target is kubernetes\nInstead: ${instead}`, 2);

export const kubeconfigUnreadable = (file: string, why: string) =>
  new BulwarkError(
    `the kubeconfig ${file} cannot be read: ${why}\n` +
      "Put it there, or name another one in 'cluster.kubeconfig' of the environment. For EKS: aws eks update-kubeconfig.",
    3,
  );

export const noContext = (context: string, file: string, known: readonly string[]) =>
  new BulwarkError(
    `${file} has no context '${context}'; it has: ${known.join(", ") || "none"}\n` +
      "Name one of them in 'cluster.context' of the environment, or add it to the file.",
    3,
  );

export const clusterUnreachable = (context: string, server: string, why: string) =>
  new BulwarkError(
    `the cluster of context '${context}' does not answer at ${server}: ${why}\n` +
      "Check that it runs, that this machine may reach it (VPN, allowed addresses), and that the kubeconfig is of today.",
    3,
  );

export const noAnswer = (seconds: number) => new Error(`no answer in ${seconds} s`);

export const notLoggedIn = (context: string, said: string) =>
  new BulwarkError(
    `the cluster of context '${context}' does not know these credentials: ${said}\n` +
      "Log in again, or renew the kubeconfig. For EKS: aws sso login, then aws eks update-kubeconfig.",
    3,
  );

export const notAllowed = (context: string, said: string) =>
  new BulwarkError(
    `the cluster of context '${context}' does not allow it: ${said}\n` +
      "docs/guides/kubernetes.md lists what the account must be allowed to do; 'bulwark doctor <environment>' tests it.",
    3,
  );

export const clusterRefused = (said: string) => new BulwarkError(`the cluster refused: ${said}`, 4);

export const secretsDiffer = (name: string, objects: readonly string[]) =>
  new BulwarkError(
    `the secret '${name}' has different values in ${objects.join(" and ")}, and nothing says which of them is right\n` +
      "Delete the Secret with the wrong one (kubectl delete secret); the next 'bulwark up' makes it of the other.",
    1,
  );

export const secretOfOthers = (object: string) =>
  new BulwarkError(
    `the Secret ${object} is there and is not Bulwark's: it lacks the label bulwark.environment\n` +
      "Look at it and move it away. If another tool is to fill the Secrets, set 'cluster.externalSecrets'.",
    1,
  );

export const namespacesLeft = (names: readonly string[], seconds: number) =>
  new BulwarkError(
    `the namespaces ${names.join(", ")} were still there after ${seconds} s: something in them holds on to a finalizer\n` +
      `Look at what is left: kubectl get namespace ${names[0]} -o yaml`,
    4,
  );

export const notReady = (rows: readonly string[], seconds: number) =>
  new BulwarkError(`not ready after ${seconds} s:\n${rows.join("\n")}`, 1);

export const releasesPending = (names: readonly string[], secrets: readonly string[], namespace: string) =>
  new BulwarkError(
    `a run that was killed left ${names.join(", ")} half done, and Helm changes no release in that state\n` +
      "Make sure that no other run is at it. Then let Helm forget the half-done revision, and run the command again:\n" +
      `  kubectl -n ${namespace} delete secret ${secrets.join(" ")}`,
    1,
  );

export const releasesFailed = (environment: string, parts: readonly string[], helmSaid: string) =>
  new BulwarkError(`${environment}: the apply failed\n${parts.join("\n")}\nHelm said: ${helmSaid}`, 1);
