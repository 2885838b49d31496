import { judge } from "../evaluate";
import type { Rule } from "../rule";

const ALLOWED = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

export const volumeTypes: Rule<"workload"> = {
  id: "BWK-volume-types",
  title: "mounts what the cluster keeps for it, and nothing of a node",
  severity: "high",
  why: "A folder of a node is the way out of a container, and a disk that is named in a pod passes by what an administrator allowed.",
  fix: "Claim a disk with a PersistentVolumeClaim; use emptyDir, configMap, secret, projected, csi or ephemeral volumes.",
  bad: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      volumes: [{ name: data, hostPath: { path: /srv/data } }]
      containers:
        - { name: api, image: api:1 }`,
  good: `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata: { labels: { app: api } }
    spec:
      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]
      containers:
        - { name: api, image: api:1 }`,
  references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
  relatives: ["BWK-engine-socket", "BWK-propagation", "BWK-sensitive-paths"],
  on: "workload",
  needs: ["volumeTypes"],
  check: (workload) =>
    judge(workload.volumeTypes, "its volumes", (types) => {
      const other = [...new Set(types)].filter((type) => !ALLOWED.includes(type)).sort();
      return other.length === 0 ? undefined : `has volumes of the type ${other.join(", ")}`;
    }),
};
