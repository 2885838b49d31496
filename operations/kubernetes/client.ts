import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type * as Kubernetes from "@kubernetes/client-node" with { "resolution-mode": "import" };
import {
  clusterRefused,
  clusterUnreachable,
  kubeconfigUnreadable,
  noAnswer,
  noContext,
  notAllowed,
  notLoggedIn,
} from "./errors";
import type { KubernetesManifest } from "./manifest";

/** Where a cluster is, and who asks. */
export type Access = Pick<KubernetesManifest, "kubeconfig" | "context">;

/** What is written in place, not made by the constructor of a class. */
export type Plain<T> = { [K in keyof T]: T[K] };

/** The parts of the API that Bulwark asks. */
export interface Apis {
  readonly core: Kubernetes.CoreV1Api;
  readonly apps: Kubernetes.AppsV1Api;
  readonly authorization: Kubernetes.AuthorizationV1Api;
  readonly version: Kubernetes.VersionApi;
}

const ANSWER_SECONDS = 20;

/** A cluster by one context of a kubeconfig. Every refusal becomes an error with its fix. */
export class Cluster {
  /**
   * Reaches the cluster and asks for its version.
   *
   * @throws BulwarkError with exit code 3 where the file, the context, the network or the credentials are missing
   */
  static async connect(access: Access): Promise<Cluster> {
    const { KubeConfig, CoreV1Api, AppsV1Api, AuthorizationV1Api, VersionApi } =
      await import("@kubernetes/client-node");
    const config = loaded(new KubeConfig(), access);
    const apis = {
      core: config.makeApiClient(CoreV1Api),
      apps: config.makeApiClient(AppsV1Api),
      authorization: config.makeApiClient(AuthorizationV1Api),
      version: config.makeApiClient(VersionApi),
    };
    const cluster = new Cluster(access.context, config.getCurrentCluster()?.server ?? "", apis);
    return cluster.withVersion();
  }

  private constructor(
    readonly context: string,
    readonly server: string,
    private readonly apis: Apis,
    /** Such as `1.34`. */
    readonly version = "",
  ) {}

  /** @throws BulwarkError with exit code 3 for what the network or the account lacks, 4 for any other refusal */
  async ask<T>(question: (apis: Apis) => Promise<T>): Promise<T> {
    try {
      return await inTime(question(this.apis));
    } catch (error) {
      throw this.inWords(error);
    }
  }

  /** As `ask`; undefined for what is not there. */
  async tryAsk<T>(question: (apis: Apis) => Promise<T>): Promise<T | undefined> {
    return this.ask(async (apis) => {
      try {
        return await question(apis);
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    });
  }

  private async withVersion(): Promise<Cluster> {
    const { major, minor } = await this.ask(({ version }) => version.getCode());
    // Of EKS the minor version ends with a plus.
    return new Cluster(this.context, this.server, this.apis, `${major}.${minor.replace(/\D.*$/, "")}`);
  }

  private inWords(error: unknown): Error {
    const status = statusOf(error);
    const said = saidBy(error);
    if (status === undefined) return clusterUnreachable(this.context, this.server, said);
    if (status === 401) return notLoggedIn(this.context, said);
    return status === 403 ? notAllowed(this.context, said) : clusterRefused(said);
  }
}

function loaded(config: Kubernetes.KubeConfig, { kubeconfig, context }: Access): Kubernetes.KubeConfig {
  const file = kubeconfig ?? join(homedir(), ".kube", "config");
  if (!existsSync(file)) throw kubeconfigUnreadable(file, "there is no such file");
  try {
    config.loadFromFile(file);
  } catch (error) {
    throw kubeconfigUnreadable(file, (error as Error).message);
  }
  const known = config.getContexts().map(({ name }) => name);
  if (!known.includes(context)) throw noContext(context, file, known);
  config.setCurrentContext(context);
  return config;
}

/** A cluster behind a firewall that drops everything would never answer. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(noAnswer(ANSWER_SECONDS));
    }, ANSWER_SECONDS * 1000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Of the API's own answers alone: an `ApiException`, which is told by its shape since its class lies in an ES module. */
function statusOf(error: unknown): number | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "number" ? code : undefined;
}

/** The server's own words: a `Status` object, or what the network said. */
function saidBy(error: unknown): string {
  const { body, message } = error as { readonly body?: unknown; readonly message: string };
  if (body === undefined) return /^Message: (.+)$/m.exec(message)?.[1] ?? message;
  if (typeof body !== "string") return (body as { readonly message?: string }).message ?? message;
  try {
    return (JSON.parse(body) as { readonly message?: string }).message ?? body;
  } catch {
    return body;
  }
}
