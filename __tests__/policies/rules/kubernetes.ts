import { byDefault, declared } from "../../../policies/facts/fact";
import type { Grant } from "../../../policies/facts/kubernetes";
import { casesOf } from "../../support/policies/cases";
import { container } from "../../support/policies/container";
import { clusterService, namespace, networkPolicy, role, workload } from "../../support/policies/kubernetes";

const probe = (path: string, more: { intervalSeconds?: number; failures?: number } = {}) =>
  declared({
    form: "http" as const,
    command: ["80", path],
    ...{ intervalSeconds: 10, timeoutSeconds: 1, failures: 3 },
    ...more,
  });
const NONE = byDefault({
  form: "none" as const,
  command: [],
  intervalSeconds: undefined,
  timeoutSeconds: undefined,
});

/** What is started again for the reason that takes its traffic away. */
const probeCases = casesOf("container", container, {
  "BWK-liveness-differs": {
    breaks: [
      [
        { health: probe("/ready"), liveness: probe("/ready") },
        "is ended by the question that takes its traffic away: http 80 /ready",
      ],
      [
        { health: probe("/ready", { failures: 6 }), liveness: probe("/ready", { intervalSeconds: 20 }) },
        "is ended by the question that takes its traffic away: http 80 /ready",
      ],
    ],
    keeps: [
      { health: probe("/ready"), liveness: probe("/alive") },
      { health: probe("/ready"), liveness: probe("/ready", { failures: 30 }) },
      { health: NONE, liveness: probe("/alive") },
    ],
    notApplicable: [
      { health: probe("/ready"), liveness: NONE },
      { health: probe("/ready"), liveness: probe("/ready"), lifetime: "task" },
    ],
  },
});

const workloadCases = casesOf("workload", workload, {
  "BWK-service-account-token": {
    breaks: [
      [{ tokenMounted: declared(true) }, "holds a key to the API server"],
      [{ tokenMounted: byDefault(true) }, "holds a key to the API server, by default"],
    ],
    keeps: [{}],
  },
  "BWK-disruption-budget": {
    breaks: [
      [{ disruptions: byDefault("any") }, "may lose all 3 pods to a drain, for it has no budget, by default"],
      [{ disruptions: declared(3) }, "has a budget that lets a drain take all 3 pods"],
      [{ disruptions: declared(0) }, "has a budget that lets no drain take a pod"],
      [{ disruptions: declared(0), replicas: declared(1) }, "has a budget that lets no drain take a pod"],
    ],
    keeps: [{}, { disruptions: declared(2) }],
    notApplicable: [
      { replicas: byDefault("each-node"), disruptions: byDefault("any") },
      { replicas: byDefault(1), disruptions: byDefault("any") },
      { replicas: declared(0), disruptions: declared(0) },
      { lifetime: "task", disruptions: byDefault("any") },
    ],
  },
  "BWK-spread": {
    breaks: [[{ spread: byDefault(false) }, "may have all 3 pods on one node, by default"]],
    keeps: [{}],
    notApplicable: [
      { spread: declared(false), replicas: byDefault(1) },
      { spread: declared(false), replicas: byDefault("each-node") },
      { spread: declared(false), lifetime: "task" },
    ],
  },
  "BWK-ingress-closed": {
    breaks: [
      [{ ingressClosed: byDefault(false) }, "is open to every pod, for no policy closes its ingress, by default"],
    ],
    keeps: [{}, { lifetime: "task" }],
  },
  "BWK-egress-closed": {
    breaks: [[{ egressClosed: declared(false) }, "may reach everything, for no policy closes its egress"]],
    keeps: [{}],
  },
  "BWK-host-port": {
    breaks: [[{ hostPorts: declared([9100, 443, 443]) }, "takes ports of its node: 443, 9100"]],
    keeps: [{ hostPorts: byDefault([]) }],
  },
  "BWK-default-namespace": {
    breaks: [[{ namespace: declared("default") }, "lies in the namespace default"]],
    keeps: [{}],
  },
  "BWK-volume-types": {
    breaks: [
      [{ volumeTypes: declared(["secret", "nfs", "hostPath", "nfs"]) }, "has volumes of the type hostPath, nfs"],
    ],
    keeps: [
      { volumeTypes: declared(["csi", "downwardAPI", "ephemeral", "image", "persistentVolumeClaim", "projected"]) },
    ],
  },
  "BWK-secret-variables": {
    breaks: [
      [
        { secretVariables: declared(["DB_PASSWORD", "all of api", "DB_PASSWORD"]) },
        "has secrets in variables: DB_PASSWORD, all of api",
      ],
    ],
    keeps: [{ secretVariables: byDefault([]) }],
  },
  "BWK-probe-hosts": {
    breaks: [[{ askedHosts: declared(["b.test", "127.0.0.1", "b.test"]) }, "lets its node ask 127.0.0.1, b.test"]],
    keeps: [{ askedHosts: byDefault([]) }],
  },
});

const namespaceCases = casesOf("namespace", namespace, {
  "BWK-pod-security-level": {
    breaks: [
      [{ podSecurity: byDefault("privileged") }, "enforces the level privileged, not restricted, by default"],
      [{ podSecurity: declared("baseline") }, "enforces the level baseline, not restricted"],
    ],
    keeps: [{}],
  },
  "BWK-pod-security-version": {
    breaks: [[{ podSecurityVersion: declared("v1.24") }, "is checked as in v1.24"]],
    keeps: [{ podSecurityVersion: byDefault("latest") }],
  },
  "BWK-default-deny": {
    breaks: [
      [{ closed: byDefault([]) }, "leaves open to pods without a policy of their own: egress, ingress, by default"],
      [{ closed: declared(["ingress"]) }, "leaves open to pods without a policy of their own: egress"],
    ],
    keeps: [{}],
  },
});

const policyCases = casesOf("networkPolicy", networkPolicy, {
  "BWK-policy-selects-nothing": {
    breaks: [[{ selects: declared([]) }, "selects no pod"]],
    keeps: [{}, { selects: declared("all") }],
  },
  "BWK-policy-open": {
    breaks: [[{ open: declared(["ingress", "egress"]) }, "allows everybody at every port: egress, ingress"]],
    keeps: [{}],
  },
  "BWK-policy-egress-lost": {
    breaks: [[{ ignored: declared(["egress"]) }, "has rules that nobody reads, for it is not about egress"]],
    keeps: [{}],
  },
});

const grants = (...said: readonly Partial<Grant>[]) => ({
  grants: declared(said.map((one) => ({ groups: [""], resources: ["pods"], verbs: ["get"], names: [], ...one }))),
});
const rbac = (resource: string, ...verbs: readonly string[]): Partial<Grant> => ({
  groups: ["rbac.authorization.k8s.io"],
  resources: [resource],
  verbs,
});

const roleCases = casesOf("role", role, {
  "BWK-rbac-escalation": {
    breaks: [
      [grants(rbac("roles", "escalate"), rbac("clusterroles", "bind")), "allows to escalate roles, bind clusterroles"],
      [grants({ resources: ["groups"], verbs: ["impersonate"], names: ["admins"] }), "allows to impersonate groups"],
      [grants({ resources: ["*/token"], verbs: ["create"] }), "allows to create serviceaccounts/token"],
      [
        grants({ groups: ["*"], resources: ["certificatesigningrequests/approval"], verbs: ["update"] }),
        "allows to update certificatesigningrequests/approval",
      ],
    ],
    keeps: [
      grants(rbac("roles", "get", "create", "update")),
      grants({ groups: ["apps"], resources: ["*"], verbs: ["*"] }),
      grants(),
    ],
  },
  "BWK-rbac-secrets": {
    breaks: [
      [grants({ resources: ["secrets"], verbs: ["get", "watch"] }), "allows to get secrets, watch secrets"],
      [grants({ groups: ["*"], resources: ["*"], verbs: ["list"] }), "allows to list secrets"],
    ],
    keeps: [
      grants({ resources: ["secrets"], verbs: ["get"], names: ["own"] }),
      grants({ resources: ["secrets"], verbs: ["create", "delete"] }),
      grants({ groups: ["secrets.example.com"], resources: ["secrets"], verbs: ["list"] }),
    ],
  },
  "BWK-rbac-exec": {
    breaks: [
      [grants({ resources: ["pods/exec"], verbs: ["create"] }), "allows to create pods/exec"],
      [grants({ resources: ["*/attach"], verbs: ["*"] }), "allows to create pods/attach, get pods/attach"],
      [
        grants({ resources: ["pods/ephemeralcontainers"], verbs: ["patch"] }),
        "allows to patch pods/ephemeralcontainers",
      ],
      [grants({ resources: ["nodes/proxy"] }), "allows to get nodes/proxy"],
    ],
    keeps: [grants({ resources: ["pods", "pods/log", "nodes"], verbs: ["*"] }), grants()],
  },
  "BWK-rbac-wildcards": {
    breaks: [
      [grants({ verbs: ["*"] }), "grants by a star: * pods in core"],
      [
        grants({ groups: ["apps"], resources: ["*"] }, { resources: ["*"], verbs: ["*"] }),
        "grants by a star: get * in apps; * * in core",
      ],
    ],
    keeps: [grants({ groups: ["*"] }), grants()],
  },
});

const serviceCases = casesOf("clusterService", clusterService, {
  "BWK-external-addresses": {
    breaks: [
      [{ externalAddresses: declared(["203.0.113.7", "192.0.2.1"]) }, "takes the traffic of 192.0.2.1, 203.0.113.7"],
    ],
    keeps: [{ externalAddresses: byDefault([]) }],
  },
  "BWK-external-name": {
    breaks: [[{ externalName: declared("api.example.com") }, "is another name of api.example.com"]],
    keeps: [{ externalName: byDefault("") }],
  },
});

/** What manifests say besides containers. */
export const kubernetesCases = [probeCases, workloadCases, namespaceCases, policyCases, roleCases, serviceCases].flat();
