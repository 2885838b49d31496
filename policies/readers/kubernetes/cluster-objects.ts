import { z } from "zod";
import { byDefault, declared, inPart, type Fact } from "../../facts/fact";
import type { ClusterServiceFacts, Grant, NamespaceFacts, RoleFacts } from "../../facts/kubernetes";
import type { Subject } from "../../facts/subject";
import { checked } from "./checked";
import { named, type Named } from "./named";
import type { KubernetesObject } from "./objects";

/** What every subject has. */
export const subjectOf = ({ id, at, path }: Named): Omit<Subject, "kind"> => ({
  id,
  source: "kubernetes",
  at,
  ...(path === undefined ? {} : { path }),
});

const LABEL = "pod-security.kubernetes.io/enforce";

const namespaceSchema = z.object({
  labels: z
    .object({
      [LABEL]: z.enum(["privileged", "baseline", "restricted"]).nullish(),
      [`${LABEL}-version`]: z
        .string()
        .regex(/^(latest|v1\.\d{1,5})$/, { error: "is neither 'latest' nor a version such as 'v1.34'" })
        .nullish(),
    })
    .nullish(),
});

/** What it says itself; what its policies close, they say. */
export type DeclaredNamespace = Omit<NamespaceFacts, "closed"> & { readonly name: string };

/** https://kubernetes.io/docs/concepts/security/pod-security-admission/#pod-security-admission-labels-for-namespaces */
export function namespace(object: KubernetesObject): DeclaredNamespace {
  const self = named(object);
  const { labels } = checked(object, ["metadata"], namespaceSchema, self.id);
  const level = labels?.[LABEL];
  const version = labels?.[`${LABEL}-version`];
  return {
    ...subjectOf(self),
    kind: "namespace",
    name: self.name,
    podSecurity: level ? declared(level) : byDefault("privileged"),
    podSecurityVersion: version ? declared(version) : byDefault("latest"),
  };
}

const words = z.array(z.string()).nullish();

const roleSchema = z.object({
  rules: z.array(z.object({ apiGroups: words, resources: words, verbs: words, resourceNames: words })).nullish(),
  aggregationRule: z.object({}).nullish(),
});

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export function roleFacts(object: KubernetesObject): RoleFacts {
  const self = named(object);
  const { rules, aggregationRule } = checked(object, [], roleSchema, self.id);
  const grants = (rules ?? []).map(({ apiGroups, resources, verbs, resourceNames }): Grant => ({
    groups: apiGroups ?? [],
    resources: resources ?? [],
    verbs: verbs ?? [],
    names: resourceNames ?? [],
  }));
  // The cluster adds what other roles allow.
  return {
    ...subjectOf(self),
    kind: "role",
    grants: aggregationRule ? inPart(grants, "after-apply") : declared(grants),
  };
}

const serviceSchema = z
  .object({ type: z.string().nullish(), externalName: z.string().nullish(), externalIPs: words })
  .nullish();

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export function clusterServiceFacts(object: KubernetesObject): ClusterServiceFacts {
  const self = named(object);
  const { type, externalName, externalIPs } = checked(object, ["spec"], serviceSchema, self.id) ?? {};
  const isName = type === "ExternalName";
  return {
    ...subjectOf(self),
    kind: "clusterService",
    externalAddresses: externalIPs ? declared(externalIPs) : byDefault([]),
    externalName: isName ? declared(externalName ?? "") : withoutName(type),
  };
}

const withoutName = (type: string | null | undefined): Fact<string> => (type ? declared("") : byDefault(""));
