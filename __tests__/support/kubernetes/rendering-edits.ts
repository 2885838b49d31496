import { changed } from "../charts/changed";
import type { KubernetesObject } from "./paths";

export type Objects = readonly KubernetesObject[];

/** Of a rendering of rag-production. */
export type Edit = (objects: Objects) => Objects;

type Path = Parameters<typeof changed>[1];
type Change = Parameters<typeof changed>[2];

const NAMESPACE = "rag-production";
export const APP = "rag-app";

export const set =
  (values: object): Change =>
  (part) => {
    Object.assign(part, values);
  };

const is = ({ kind, metadata }: KubernetesObject, wanted: string, name: string): boolean =>
  kind === wanted && metadata.name === name && (metadata.namespace ?? NAMESPACE) === NAMESPACE;

/** One object of the namespace, changed at a path. */
export const edited =
  (kind: string, name: string, path: Path, change: Change) =>
  (objects: Objects): Objects =>
    objects.map((one) => (is(one, kind, name) ? changed(one, path, change) : one));

export const without =
  (kind: string, ...names: readonly string[]) =>
  (objects: Objects): Objects =>
    objects.filter((one) => !names.some((name) => is(one, kind, name)));

export const beside =
  (...added: readonly object[]) =>
  (objects: Objects): Objects => [...objects, ...(added as Objects)];

export const inOrder =
  (...steps: readonly Edit[]) =>
  (objects: Objects): Objects =>
    steps.reduce((all, step) => step(all), objects);

export const POD: Path = ["spec", "template", "spec"];
export const pod = (values: object) => edited("Deployment", APP, POD, set(values));
export const podSecurity = (values: object) => edited("Deployment", APP, [...POD, "securityContext"], set(values));
export const inContainer = (values: object, ...path: Path) =>
  edited("Deployment", APP, [...POD, "containers", 0, ...path], set(values));
export const security = (values: object) => inContainer(values, "securityContext");
export const policy = (values: object, name = APP) => edited("NetworkPolicy", name, ["spec"], set(values));

export const hostPath = (path: string, mount: object = {}) =>
  inOrder(
    pod({ volumes: [{ name: "host", hostPath: { path } }] }),
    inContainer({ volumeMounts: [{ name: "host", mountPath: "/host", readOnly: true, ...mount }] }),
  );

export const object = (apiVersion: string, kind: string, rest: object) => ({
  ...{ apiVersion, kind, metadata: { name: "another", namespace: NAMESPACE } },
  ...rest,
});

export const role = (group: string, resource: string, ...verbs: readonly string[]) =>
  beside(
    object("rbac.authorization.k8s.io/v1", "Role", { rules: [{ apiGroups: [group], resources: [resource], verbs }] }),
  );

export const variable =
  (name: string, value: string): Change =>
  (part) => {
    (part["env"] as object[]).push({ name, value });
  };

export const label = (values: object) => edited("Namespace", NAMESPACE, ["metadata", "labels"], set(values));
export const unlabelled = (name: string) =>
  edited("Namespace", NAMESPACE, ["metadata", "labels"], (labels) => {
    Reflect.deleteProperty(labels, name);
  });
export const OF_LEVEL = "pod-security.kubernetes.io/enforce";
