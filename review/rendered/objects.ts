import { isObject, objectIn, textIn, type Unknowns } from "../../policies/readers/objects";
import { kubernetesObjects } from "../../policies/readers/kubernetes/objects";
import type { DeclaredRelease, RenderedObject } from "./release";

type Identity = Pick<DeclaredRelease, "address" | "name" | "namespace">;

/** Kinds of Kubernetes itself, and widespread ones, that lie in no namespace. */
const OF_THE_CLUSTER: ReadonlySet<string> = new Set([
  ...["Namespace", "Node", "PersistentVolume", "StorageClass", "CSIDriver", "VolumeAttributesClass"],
  ...["ClusterRole", "ClusterRoleBinding", "PriorityClass", "RuntimeClass", "IngressClass", "APIService"],
  ...["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration", "ValidatingAdmissionPolicy"],
  ...["ValidatingAdmissionPolicyBinding", "CustomResourceDefinition", "ClusterIssuer", "ClusterSecretStore"],
]);

/**
 * The objects that Helm printed of a release; what names no namespace goes to the release's own.
 *
 * @throws UnreadableSource for what no cluster takes
 */
export function objectsIn(text: string, { address, namespace: fallback }: Identity): readonly RenderedObject[] {
  return [...kubernetesObjects({ file: address, text })].map(({ kind, group, value }): RenderedObject => {
    const object = isObject(value) ? value : {};
    const metadata = objectIn(object, "metadata");
    const name = textIn(metadata, "name") || textIn(metadata, "generateName");
    const namespace = textIn(metadata, "namespace") || fallback;
    const id = OF_THE_CLUSTER.has(kind) ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
    return { id, kind, group, value: object };
  });
}

/** Helm's and the cluster's notes on an object. */
export const annotationOf = ({ value }: RenderedObject, name: string): string =>
  textIn(objectIn(objectIn(value, "metadata"), "annotations"), name);

export const specOf = ({ value }: RenderedObject): Unknowns => objectIn(value, "spec");
