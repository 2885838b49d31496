import { isDeepStrictEqual } from "node:util";
import type { V1ObjectMeta, V1Secret } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { givenValue } from "../secrets/given-file";
import type { Cluster, Plain } from "./client";
import { secretOfOthers } from "./errors";
import type { KubernetesManifest } from "./manifest";
import { settledValues, type SecretLayout, type StoredSecret } from "./secret-values";

/** Which secret each key holds, as JSON: what no label has room for. */
const NAMES = "bulwark.secrets";
const ENVIRONMENT = "bulwark.environment";

export interface EnsuredSecrets {
  readonly ending: string;
  /** What an operator should read: secrets that were not as they should be. */
  readonly notes: readonly string[];
}

/**
 * Makes the Secrets that the pods of an environment mount. Values that are there stay, also where another Secret holds
 * them; only what differs is written, and no value is ever reported.
 *
 * @throws BulwarkError before anything is written, with exit code 1 where values differ, 2 where a given file is wrong
 */
export async function ensureSecrets(cluster: Cluster, manifest: KubernetesManifest): Promise<EnsuredSecrets> {
  if (manifest.secrets.length === 0) return { ending: "none that Bulwark fills", notes: [] };
  const objects = await secretsOf(cluster, manifest);
  const now = new Date();
  const settled = await settledValues(manifest, objects.map(storedSecret), {
    now,
    given: (wanted) => givenValue(wanted, now, process.cwd()),
  });
  const bodies = settled.layouts.map((layout) => bodyOf(manifest.environment, layout, settled.values));
  const changed = bodies.filter((body) => !isThere(body, objects));
  for (const body of changed) await write(cluster, body, objects);
  const ending = changed.length > 0 ? `${changed.length} Secrets written` : `${bodies.length} Secrets present`;
  return { ending, notes: settled.renewed };
}

/** The Secrets of an environment, those of components that are gone as well. */
async function secretsOf(cluster: Cluster, { environment, namespaces }: KubernetesManifest): Promise<V1Secret[]> {
  const labelSelector = `${ENVIRONMENT}=${environment}`;
  const lists = await Promise.all(
    namespaces.map((namespace) => cluster.ask(({ core }) => core.listNamespacedSecret({ namespace, labelSelector }))),
  );
  return lists.flatMap(({ items }) => items);
}

function storedSecret({ metadata, data = {} }: V1Secret): StoredSecret {
  const keys = JSON.parse(metadata?.annotations?.[NAMES] ?? "{}") as Readonly<Record<string, string>>;
  const known = Object.entries(keys).filter(([key]) => data[key] !== undefined);
  const values = new Map(known.map(([key, name]) => [name, Buffer.from(data[key]!, "base64")]));
  return { name: metadata?.name ?? "", namespace: metadata?.namespace ?? "", keys, values };
}

function bodyOf(environment: string, layout: SecretLayout, values: ReadonlyMap<string, Buffer>): Plain<V1Secret> {
  const { name, namespace, keys } = layout;
  const metadata: Plain<V1ObjectMeta> = {
    name,
    namespace,
    labels: { "app.kubernetes.io/managed-by": "bulwark", [ENVIRONMENT]: environment },
    annotations: { [NAMES]: JSON.stringify(keys) },
  };
  const entries = Object.entries(keys).map(([key, of]) => [key, values.get(of)!.toString("base64")] as const);
  return { apiVersion: "v1", kind: "Secret", type: "Opaque", metadata, data: Object.fromEntries(entries) };
}

const isSame = (one: Plain<V1Secret>, other: Plain<V1Secret>) =>
  one.metadata?.name === other.metadata?.name && one.metadata?.namespace === other.metadata?.namespace;

function isThere(body: Plain<V1Secret>, objects: readonly V1Secret[]): boolean {
  const found = objects.find((one) => isSame(one, body));
  return (
    isDeepStrictEqual(found?.data, body.data) &&
    found?.metadata?.annotations?.[NAMES] === body.metadata?.annotations?.[NAMES]
  );
}

async function write(cluster: Cluster, body: Plain<V1Secret>, objects: readonly V1Secret[]): Promise<void> {
  const [name, namespace] = [body.metadata?.name ?? "", body.metadata?.namespace ?? ""];
  if (objects.some((one) => isSame(one, body))) {
    await cluster.ask(({ core }) => core.replaceNamespacedSecret({ name, namespace, body }));
    return;
  }
  const strange = await cluster.tryAsk(({ core }) => core.readNamespacedSecret({ name, namespace }));
  if (strange) throw secretOfOthers(`${namespace}/${name}`);
  await cluster.ask(({ core }) => core.createNamespacedSecret({ namespace, body }));
}
