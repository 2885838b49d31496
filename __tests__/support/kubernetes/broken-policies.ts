interface Policy {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: object;
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
    readonly policyTypes: readonly string[];
  };
}

interface Rule {
  readonly from?: readonly object[];
  readonly to?: readonly object[];
  readonly ports?: readonly object[];
}

export interface BrokenPolicy {
  readonly what: string;
  readonly breakIt: (objects: readonly object[]) => readonly object[];
}

/** One policy with another spec, all else as it is. */
const edited =
  (name: string, edit: (spec: Policy["spec"]) => Policy["spec"]) =>
  (objects: readonly object[]): readonly object[] =>
    objects.map((object) => (isPolicy(object, name) ? { ...object, spec: edit(object.spec) } : object));

const without =
  (name: string) =>
  (objects: readonly object[]): readonly object[] =>
    objects.filter((object) => !isPolicy(object, name));

const isPolicy = (object: object, name: string): object is Policy =>
  (object as Policy).kind === "NetworkPolicy" && (object as Policy).metadata.name === name;

/** Mistakes that were made by hand elsewhere; each opens or closes something. */
export const BROKEN_POLICIES: readonly BrokenPolicy[] = [
  {
    what: "that of the database is missing, so that only the namespace's default is left",
    breakIt: without("postgres"),
  },
  {
    what: "the database lets in everybody",
    breakIt: edited("postgres", (spec) => ({ ...spec, ingress: [{}] })),
  },
  {
    what: "a rule of the database names no ports",
    breakIt: (objects) =>
      edited("postgres", (spec) => ({ ...spec, ingress: spec.ingress!.map(({ from }) => ({ from: from! })) }))(
        edited("rag-index", (spec) => ({ ...spec, egress: spec.egress!.map(({ to }) => ({ to: to! })) }))(objects),
      ),
  },
  {
    what: "egress is not among the directions of a layer, and the namespace denies nothing",
    breakIt: (objects) =>
      without("default-deny")(edited("rag-index", (spec) => ({ ...spec, policyTypes: ["Ingress"] }))(objects)),
  },
  {
    what: "the layers' own network is let out to the world",
    breakIt: edited("rag-index", (spec) => ({
      ...spec,
      egress: [...spec.egress!, { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }],
    })),
  },
  {
    what: "the selector of a policy selects nobody",
    breakIt: edited("rag-app", (spec) => ({ ...spec, podSelector: { matchLabels: { app: "rag-app" } } })),
  },
];
