import { policy, type PolicyOptions } from "./shop";

/** One sentence about NetworkPolicies, and what shows that it is kept: connections of `SHOP`, each way. */
export interface Case {
  readonly sentence: string;
  readonly policies: readonly object[];
  /** `<from> > <to>:<port>` */
  readonly open: readonly string[];
  readonly shut: readonly string[];
}

const WEB = "shop/deployment/web";
const APP = "shop/deployment/app";
const OTHER_APP = "data/deployment/app";
const DB = "data/statefulset/db";
const BACKUP = "data/cronjob/backup";
const NODES = "data/daemonset/nodes";

const labels = (matchLabels: Readonly<Record<string, string>>) => ({ matchLabels });
const expression = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
});
const one = (sentence: string, rest: Omit<Case, "sentence" | "policies"> & { readonly spec: PolicyOptions }): Case => {
  const { spec, ...connections } = rest;
  return { sentence, policies: [policy(spec)], ...connections };
};
/** The database lets in whom these rules allow. */
const dbFrom = (...ingress: object[]): PolicyOptions => ({
  namespace: "data",
  podSelector: labels({ app: "db" }),
  ingress,
});
const web = labels({ app: "web" });

const ISOLATION: readonly Case[] = [
  {
    sentence: "a pod that no policy selects is open both ways",
    policies: [],
    open: [`${APP} > ${DB}:5432`, `outside > ${DB}:5432`, `${DB} > outside:80`],
    shut: [],
  },
  one("a policy selects pods of its own namespace only", {
    spec: { namespace: "shop" },
    open: [`${APP} > ${DB}:5432`, `outside > ${OTHER_APP}:8080`],
    shut: [`${DB} > ${APP}:8080`, `${WEB} > ${APP}:8080`, `outside > ${WEB}:80`],
  }),
  one("a policy without a namespace is one of the namespace default", {
    spec: { namespace: undefined },
    open: [`${APP} > ${WEB}:80`],
    shut: [`${APP} > default/pod/shell:80`],
  }),
  one("a policy with labels selects the pods that have them", {
    spec: { podSelector: web },
    open: [`${DB} > ${APP}:8080`],
    shut: [`${APP} > ${WEB}:80`],
  }),
  one("a policy without policyTypes is about ingress even without a rule for it", {
    spec: {},
    open: [`${APP} > outside:80`],
    shut: [`outside > ${APP}:80`],
  }),
  one("a policy without policyTypes and with no egress rule is not about egress", {
    spec: { egress: [], policyTypes: [] },
    open: [`${APP} > ${DB}:5432`],
    shut: [`${DB} > ${APP}:5432`],
  }),
  one("a policy without policyTypes and with an egress rule is about egress as well", {
    spec: { egress: [{ ports: [{ port: 5432 }] }] },
    open: [`${APP} > ${DB}:5432`],
    shut: [`${APP} > ${DB}:80`, `${DB} > ${APP}:5432`],
  }),
  one("a policy of type Egress leaves ingress open", {
    spec: { policyTypes: ["Egress"] },
    open: [`outside > ${APP}:80`],
    shut: [`${APP} > outside:80`],
  }),
  one("a policy of type Ingress leaves egress open, whatever its egress rules say", {
    spec: { policyTypes: ["Ingress"], egress: [{ ports: [{ port: 5432 }] }] },
    open: [`${APP} > ${DB}:80`],
    shut: [`${DB} > ${APP}:80`],
  }),
  one("a policy of both types without rules denies both ways", {
    spec: { policyTypes: ["Ingress", "Egress"] },
    open: [`outside > ${DB}:80`],
    shut: [`${APP} > outside:80`, `outside > ${APP}:80`, `${APP} > ${WEB}:80`],
  }),
  {
    sentence: "policies add up, and cannot take away what another one allows",
    policies: [policy({}), policy({ ingress: [{ from: [{ podSelector: web }] }] }), policy({})],
    open: [`${WEB} > ${APP}:80`],
    shut: [`${DB} > ${APP}:80`],
  },
  {
    sentence: "the egress of the source and the ingress of the destination must both allow",
    policies: [
      policy({ policyTypes: ["Egress"], egress: [{ ports: [{ port: 80 }, { port: 5432 }] }] }),
      policy(dbFrom({ ports: [{ port: 5432 }, { port: 9090 }] })),
    ],
    open: [`${APP} > ${DB}:5432`],
    shut: [`${APP} > ${DB}:80`, `${APP} > ${DB}:9090`],
  },
];

const PEERS: readonly Case[] = [
  one("an empty rule is about everybody, outside as well, and every port", {
    spec: { ingress: [{}], podSelector: web, policyTypes: ["Ingress", "Egress"] },
    open: [`outside > ${WEB}:80`, `${DB} > ${WEB}:9090`],
    shut: [`${WEB} > outside:80`],
  }),
  one("an empty list of peers is everybody", {
    spec: { ingress: [{ from: [], ports: [{ port: 80 }] }], egress: [{ to: null, ports: [{ port: 5432 }] }] },
    open: [`outside > ${WEB}:80`, `${WEB} > outside:5432`, `${DB} > ${WEB}:80`],
    shut: [`outside > ${WEB}:9090`, `${WEB} > outside:80`],
  }),
  one("an empty podSelector of a peer is every pod of the policy's namespace", {
    spec: { ingress: [{ from: [{ podSelector: {} }] }] },
    open: [`${WEB} > ${APP}:80`],
    shut: [`${DB} > ${APP}:80`, `outside > ${APP}:80`],
  }),
  one("a podSelector alone looks in the policy's namespace", {
    spec: dbFrom({ from: [{ podSelector: labels({ app: "app" }) }] }),
    open: [`${OTHER_APP} > ${DB}:5432`],
    shut: [`${APP} > ${DB}:5432`, `${BACKUP} > ${DB}:5432`],
  }),
  one("a namespaceSelector alone is every pod of these namespaces", {
    spec: dbFrom({ from: [{ namespaceSelector: labels({ team: "web" }) }] }),
    open: [`${APP} > ${DB}:5432`, `${WEB} > ${DB}:5432`],
    shut: [`${OTHER_APP} > ${DB}:5432`, `outside > ${DB}:5432`],
  }),
  one("an empty namespaceSelector is every pod of every namespace, and nobody outside", {
    spec: dbFrom({ from: [{ namespaceSelector: {} }] }),
    open: [`${APP} > ${DB}:5432`, `${BACKUP} > ${DB}:5432`, `default/pod/shell > ${DB}:5432`],
    shut: [`outside > ${DB}:5432`],
  }),
  one("two selectors of one peer must both fit", {
    spec: dbFrom({ from: [{ namespaceSelector: labels({ team: "web" }), podSelector: labels({ app: "app" }) }] }),
    open: [`${APP} > ${DB}:5432`],
    shut: [`${WEB} > ${DB}:5432`, `${OTHER_APP} > ${DB}:5432`],
  }),
  one("of two peers one must fit", {
    spec: dbFrom({ from: [{ namespaceSelector: labels({ team: "web" }) }, { podSelector: labels({ app: "app" }) }] }),
    open: [`${APP} > ${DB}:5432`, `${WEB} > ${DB}:5432`, `${OTHER_APP} > ${DB}:5432`],
    shut: [`${BACKUP} > ${DB}:5432`, `default/pod/shell > ${DB}:5432`],
  }),
  one("every namespace has its name as a label", {
    spec: dbFrom({ from: [{ namespaceSelector: labels({ "kubernetes.io/metadata.name": "default" }) }] }),
    open: [`default/pod/shell > ${DB}:5432`],
    shut: [`${APP} > ${DB}:5432`],
  }),
  one("an ipBlock is addresses outside without its exceptions, and no pod", {
    spec: dbFrom({ from: [{ ipBlock: { cidr: "203.0.113.0/24", except: ["203.0.113.128/25"] } }] }),
    open: [`203.0.113.7 > ${DB}:5432`, `outside > ${DB}:5432`],
    shut: [`203.0.113.200 > ${DB}:5432`, `2001:db8::7 > ${DB}:5432`, `${BACKUP} > ${DB}:5432`],
  }),
  one("an ipBlock of all addresses is no pod either", {
    spec: { egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }, { ipBlock: { cidr: "::/0" } }] }] },
    open: [`${APP} > 203.0.113.7:80`, `${APP} > 2001:db8::7:80`, `${APP} > outside:80`, `${APP} > ${NODES}:80`],
    shut: [`${APP} > ${DB}:80`],
  }),
  one("an ipBlock whose exceptions leave nothing is nobody", {
    spec: dbFrom({ from: [{ ipBlock: { cidr: "2001:db8::/32", except: ["2001:db8::/33", "2001:db8:8000::/33"] } }] }),
    open: [`outside > ${APP}:80`],
    shut: [`outside > ${DB}:5432`, `2001:db8::7 > ${DB}:5432`],
  }),
  one("a pod in the network of its node is outside", {
    spec: { namespace: "data", ingress: [{ from: [{ namespaceSelector: {} }] }] },
    open: [`${APP} > ${NODES}:80`, `${APP} > ${DB}:80`],
    shut: [`${NODES} > ${DB}:80`],
  }),
];

const PORTS: readonly Case[] = [
  one("an empty list of ports is every port", {
    spec: dbFrom({ ports: [], from: [{ podSelector: {} }] }),
    open: [`${BACKUP} > ${DB}:5432`, `${BACKUP} > ${DB}:9090`],
    shut: [`${APP} > ${DB}:5432`],
  }),
  one("a port without a protocol is one of TCP, a port of UDP is not", {
    spec: dbFrom({ ports: [{ port: 5432 }, { port: 9090, protocol: "UDP" }] }),
    open: [`${APP} > ${DB}:5432`],
    shut: [`${APP} > ${DB}:9090`],
  }),
  one("a protocol without a port is every port of it", {
    spec: dbFrom({ ports: [{ protocol: "TCP" }] }),
    open: [`${APP} > ${DB}:5432`, `${APP} > ${DB}:9090`],
    shut: [],
  }),
  one("another protocol without a port is no port of this one", {
    spec: dbFrom({ ports: [{ protocol: "SCTP" }] }),
    open: [],
    shut: [`${APP} > ${DB}:5432`, `${APP} > ${DB}:9090`],
  }),
  one("an endPort includes both ends", {
    spec: dbFrom({ ports: [{ port: 5432, endPort: 8080 }] }),
    open: [`${APP} > ${DB}:5432`, `${APP} > ${DB}:8080`],
    shut: [`${APP} > ${DB}:80`, `${APP} > ${DB}:9090`],
  }),
  one("the name of a port is that of the destination's containers, each its own number", {
    spec: { ingress: [{ ports: [{ port: "http" }] }], egress: [{ ports: [{ port: "http" }] }] },
    open: [`${DB} > ${WEB}:80`, `${DB} > ${APP}:8080`, `${WEB} > ${APP}:8080`, `${APP} > ${OTHER_APP}:8080`],
    shut: [`${DB} > ${WEB}:8080`, `${DB} > ${APP}:80`, `${WEB} > ${DB}:80`, `${WEB} > outside:80`],
  }),
  one("the name of a port holds for its protocol and for containers that keep running only", {
    spec: dbFrom({ ports: [{ port: "metrics" }, { port: "gossip" }, { port: "setup" }] }),
    open: [`${APP} > ${DB}:9090`],
    shut: [`${APP} > ${DB}:5432`, `${APP} > ${DB}:80`],
  }),
];

const EXPRESSIONS: readonly Case[] = [
  one("In needs one of its values", {
    spec: dbFrom({ from: [{ namespaceSelector: expression("team", "In", "web", "ops") }] }),
    open: [`${APP} > ${DB}:5432`],
    shut: [`${BACKUP} > ${DB}:5432`, `default/pod/shell > ${DB}:5432`],
  }),
  one("Exists needs the label, DoesNotExist its absence", {
    spec: {
      ingress: [{ from: [{ namespaceSelector: expression("team", "Exists") }] }],
      egress: [{ to: [{ namespaceSelector: expression("team", "DoesNotExist") }] }],
    },
    open: [`${DB} > ${APP}:80`, `${APP} > default/pod/shell:80`],
    shut: [`default/pod/shell > ${APP}:80`, `${APP} > ${DB}:80`],
  }),
  one("labels and expressions must all fit", {
    spec: dbFrom({
      from: [{ podSelector: { ...labels({ app: "app" }), ...expression("tier", "Exists") }, namespaceSelector: {} }],
    }),
    open: [`${APP} > ${DB}:5432`],
    shut: [`${OTHER_APP} > ${DB}:5432`, `${WEB} > ${DB}:5432`],
  }),
];

/** Those that cyclonus judges as Kubernetes does. */
export const CASES: readonly Case[] = [...ISOLATION, ...PEERS, ...PORTS, ...EXPRESSIONS];

export const CASES_BEYOND_CYCLONUS: readonly Case[] = [
  one("NotIn fits without the label as well", {
    spec: dbFrom({ from: [{ namespaceSelector: expression("team", "NotIn", "web") }] }),
    open: [`${BACKUP} > ${DB}:5432`, `default/pod/shell > ${DB}:5432`],
    shut: [`${APP} > ${DB}:5432`],
  }),
  one("an empty value of a label is not the absence of the label", {
    spec: dbFrom({ from: [{ namespaceSelector: {}, podSelector: labels({ tier: "" }) }] }),
    open: [`${WEB} > ${DB}:5432`],
    shut: [`${APP} > ${DB}:5432`, `${OTHER_APP} > ${DB}:5432`],
  }),
];
