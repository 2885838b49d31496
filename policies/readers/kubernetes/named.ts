import type { Location } from "../../facts/fact";
import { checked } from "./checked";
import type { KubernetesObject } from "./objects";
import { metadataSchema, type Metadata } from "./schema";

/** An object of a namespace, or of the cluster. */
export interface Named {
  /** `Deployment/shop/api`, `ClusterRole/reader`. */
  readonly id: string;
  readonly name: string;
  /** Where it lies; `default` when nobody says it. */
  readonly namespace: string;
  readonly isNamespaceWritten: boolean;
  readonly metadata: Metadata;
  readonly at: Location;
  /** The construct's path, where Bulwark made it. */
  readonly path?: string;
}

/** What `kubectl` takes when neither an object nor its user says another. */
const DEFAULT_NAMESPACE = "default";

const CLUSTER_SCOPED = ["Namespace", "ClusterRole"];

/** The annotation is Bulwark's own. */
export const pathIn = ({ annotations }: Pick<Metadata, "annotations">): string | undefined =>
  annotations?.["bulwark.path"];

/** @throws UnreadableSource for metadata that the API server would refuse */
export function named(object: KubernetesObject): Named {
  const metadata = checked(object, ["metadata"], metadataSchema);
  const [said] = [metadata.namespace, object.namespace].filter(isSaid);
  const namespace = said ?? DEFAULT_NAMESPACE;
  const name = metadata.name ?? metadata.generateName ?? "";
  const id = CLUSTER_SCOPED.includes(object.kind) ? `${object.kind}/${name}` : `${object.kind}/${namespace}/${name}`;
  const path = pathIn(metadata);
  return {
    ...{ id, name, namespace, metadata, isNamespaceWritten: said !== undefined },
    at: { file: object.file, line: object.lineOf([]), address: id },
    ...(path === undefined ? {} : { path }),
  };
}

/** An empty text is how a chart writes what nobody set. */
export const isSaid = (text: string | null | undefined): text is string => Boolean(text);
