import { ownIn } from "../../policies/readers/objects";
import { annotationOf } from "./objects";
import type { RenderedObject } from "./release";

/** What may be edited of an object that is there; everything else of its spec is refused. */
const EDITABLE: Readonly<Record<string, RegExp>> = {
  // https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/apps/validation/validation.go
  StatefulSet:
    /^spec\.(replicas|ordinals|template|updateStrategy|revisionHistoryLimit|persistentVolumeClaimRetentionPolicy|minReadySeconds)\b/,
  // https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/core/validation/validation.go
  PersistentVolumeClaim: /^spec\.(resources|volumeAttributesClassName)\b/,
};

/** Of kinds that may be edited but for a little: that. */
const FIXED: Readonly<Record<string, RegExp>> = {
  Deployment: /^spec\.selector\b/,
  DaemonSet: /^spec\.selector\b/,
  ReplicaSet: /^spec\.selector\b/,
  Job: /^spec\.(template|selector|completions|completionMode|manualSelector)\b/,
  Service: /^spec\.clusterIPs?\b/,
  Secret: /^type$/,
  StorageClass: /^(provisioner|parameters|reclaimPolicy|volumeBindingMode)\b/,
  RoleBinding: /^roleRef\b/,
  ClusterRoleBinding: /^roleRef\b/,
  PriorityClass: /^(value|preemptionPolicy)\b/,
};

/** Whether the API server refuses an edit: the apply fails, or the object has to be made anew. */
export function isImmutable(object: RenderedObject, path: string): boolean {
  const { kind, value } = object;
  // Helm makes them anew each time.
  if (annotationOf(object, "helm.sh/hook") !== "") return false;
  const editable = ownIn(EDITABLE, kind);
  if (editable) return path.startsWith("spec.") && !editable.test(path);
  if (value["immutable"] === true && /^(data|binaryData|stringData)\b/.test(path)) return true;
  return ownIn(FIXED, kind)?.test(path) ?? false;
}
