import type { AttributeChange, Change, Protection, Review, Way } from "../../review/model";
import { change, review } from "./review";

const attribute = (
  path: string,
  before: AttributeChange["before"],
  after: AttributeChange["after"],
): AttributeChange => ({
  ...{ path, before, after },
  ...({ verdict: "neutral", forcesReplacement: false, ignoredByProvider: false } as const),
});

const forced = { forcesReplacement: true } as const;
const at = (line: number) => ({ file: "environments/story-portal.yaml", line });
const STACK = "story-portal";
const LAYERS = [
  ...["api-gateway", "catalogue", "comments", "editorial", "feeds", "images", "moderation", "notifications"],
  ...["payments", "profiles", "recommendations", "search", "sessions", "stories", "subscriptions", "workers"],
].map((name, index) => `l${String(index + 1).padStart(2, "0")}-${name}`);

/** A change as a team would bring it: data is lost, a port opens, an edit does nothing, and much is harmless. */
export const sampleReview = (): Review =>
  review([...GRAVE, ...lesser()], {
    ...{ base: { name: "a1b2c3d" }, head: { name: "9f8e7d6" }, digest: "4f1c".repeat(16) },
    ...{ protections: PROTECTIONS, ways: ways(), noise: 214, resources: 112 },
    reach: [
      "who reaches every address of the host → l01-api-gateway (port 8443)",
      "l11-recommendations → agentic-postgres (network data)",
    ],
    destinations: ["https://hooks.chat.example.com", "https://traces.example.net:4317"],
    files: [
      {
        ...{ stack: STACK, subject: "agentic-postgres", target: "/etc/postgresql/pg_hba.conf" },
        lines: ["- hostssl stories stories 10.20.0.0/24 scram-sha-256", "+ host    all     all     0.0.0.0/0    trust"],
      },
    ],
    rendered: [
      {
        ...{
          stack: "story-portal-cluster",
          release: "helm_release.search",
          object: "NetworkPolicy/portal/search",
          action: "update",
        },
        attributes: [attribute("spec.ingress[0].from[0].podSelector", { matchLabels: { app: "stories" } }, {})],
      },
    ],
    improved: ["l05-feeds no longer runs as root"],
    waived: [{ stack: STACK, subject: "docker_container.l06_images", waiver: WAIVER }],
    requests: [{ environment: STACK, kind: "added", waiver: { ...WAIVER, ...ASKED } }],
    leftOut: ["helm_release.mesh: its chart is not on this disk"],
    notExamined: { aws_cloudfront_distribution: 2, cloudflare_record: 5 },
    drift: [{ stack: STACK, address: "docker_container.agentic_redis", attributes: [attribute("memory", 512, 2048)] }],
    inputs: [
      { name: "base: cdktf.out/stacks/story-portal/cdk.tf.json", digest: "9b1e".repeat(16) },
      { name: "head: cdktf.out/stacks/story-portal/cdk.tf.json", digest: "c07d".repeat(16) },
    ],
  });

const WAIVER = {
  rule: "BWK-read-only-root",
  subject: "platform/l06-images/1",
  value: "may write to its root file system",
  reason: "the vendor's converter writes beside its program, see OPS-81",
  owner: "team-media",
  until: "2027-06-30",
};

const ASKED = {
  rule: "BWK-published-ports",
  subject: "platform/l01-api-gateway/1",
  value: "publishes on every address: 8443",
  reason: "partners call us directly",
  owner: "team-edge",
};

const GRAVE: readonly Change[] = [
  change({
    ...{ stack: STACK, address: "docker_volume.agentic_postgres_data", type: "docker_volume", risk: "data-loss" },
    ...{ path: "agentic-postgres/data", at: at(14), affected: LAYERS.slice(0, 11) },
    reasons: ["is destroyed and created empty, forced by labels.team: all that is on the volume is lost"],
    attributes: [{ ...attribute("labels.team", undefined, "platform"), ...forced }],
    remedy: "take the label out again; or back up, apply, and restore",
  }),
  change({
    ...{ stack: STACK, address: "docker_container.l01_api_gateway_1", risk: "exposure", path: "l01-api-gateway" },
    at: at(52),
    reasons: ["publishes port 8443 on every address, as port 8443 (BWK-published-ports)"],
    attributes: [
      { ...attribute("ports[0].ip", "127.0.0.1", "0.0.0.0"), ...forced, verdict: "worse" },
      { ...attribute("labels.bulwark.generation", "3f9a1c", "81be07"), ...forced },
    ],
    remedy: "bind it to 127.0.0.1, or ask for a waiver",
  }),
  change({
    ...{ stack: STACK, address: "docker_container.l11_recommendations_1", risk: "weakened" },
    ...{ path: "l11-recommendations", at: at(131) },
    reasons: [
      "may write to its root file system (BWK-read-only-root)",
      "adds the capability NET_ADMIN (BWK-capabilities)",
    ],
    attributes: [
      { ...attribute("read_only", true, false), ...forced, verdict: "worse" },
      { ...attribute("capabilities[0].add", [], ["NET_ADMIN"]), ...forced, verdict: "worse" },
      attribute("env.SEARCH_URL", "http://l12-search:8012", "http://l12-search:8112"),
    ],
    remedy: "keep the root read-only, and write to a tmpfs",
  }),
  change({
    ...{ stack: STACK, address: "docker_container.agentic_redis", action: "update", risk: "ignored-edit" },
    ...{ path: "agentic-redis", at: at(31) },
    reasons: ["the provider never applies an edit of healthcheck"],
    attributes: [
      {
        ...attribute(
          "healthcheck[0].test",
          ["CMD", "redis-cli", "ping"],
          ["CMD", "redis-cli", "-h", "127.0.0.1", "--user", "probe", "ping"],
        ),
        ignoredByProvider: true,
      },
    ],
    remedy: "change it in the spec: its generation makes it land",
  }),
];

/** One cause for many, and one of its own. */
const lesser = (): readonly Change[] => [
  ...LAYERS.slice(2, 14).map((name) =>
    change({
      ...{ stack: STACK, address: `docker_container.${name.replaceAll("-", "_")}`, path: name, risk: "downtime" },
      reasons: ["stops, and starts anew for labels"],
      attributes: [{ ...attribute("labels.team", undefined, "platform"), ...forced }],
      remedy: "apply it when nobody needs it",
    }),
  ),
  change({
    ...{ stack: STACK, address: "docker_image.l12_search", type: "docker_image", path: "l12-search/image" },
    attributes: [attribute("name", "registry.example.com/search:4.1.0", "registry.example.com/search:4.2.0")],
  }),
];

const protection = (path: string, fact: string, other: Partial<Protection>): Protection => ({
  ...{ stack: STACK, subject: `docker_container.${path.replaceAll("-", "_")}`, path, kind: "container", fact },
  ...({ before: undefined, after: undefined, verdict: "worse", message: "", isWaived: false } as const),
  ...other,
});

const PROTECTIONS: readonly Protection[] = [
  protection("l01-api-gateway", "exposures", {
    ...{ before: ["127.0.0.1:8443"], after: ["0.0.0.0:8443"], rule: "BWK-published-ports" },
    message: "publishes port 8443 on every address",
  }),
  protection("l11-recommendations", "rootReadOnly", {
    ...{ before: true, after: false, rule: "BWK-read-only-root", message: "may write to its root file system" },
  }),
  protection("l11-recommendations", "capabilities", {
    ...{ before: { add: [] }, after: { add: ["NET_ADMIN"] }, rule: "BWK-capabilities", message: "adds NET_ADMIN" },
  }),
  protection("l06-images", "rootReadOnly", {
    ...{ before: true, after: false, rule: "BWK-read-only-root", isWaived: true },
    message: "may write to its root file system",
  }),
  protection("l08-notifications", "user", {
    ...{ before: "10001:10001", after: "(unknown: expression)", verdict: "cannot-tell" },
    message: "its user is no longer known",
  }),
  protection("l05-feeds", "user", {
    before: "0:0",
    after: "10005:10005",
    verdict: "better",
    message: "no longer runs as root",
  }),
  protection("l16-workers", "memoryBytes", {
    ...{ before: 268435456, after: 536870912, verdict: "neutral", message: "has another memory bytes" },
  }),
  protection("search", "ingressClosed", {
    ...{ stack: "story-portal-cluster", subject: "NetworkPolicy/portal/search", kind: "workload" },
    ...{ before: true, after: false, message: "no policy closes its ingress" },
  }),
];

function ways(): readonly Way[] {
  const on = (network: string, names: readonly string[]): readonly Way[] =>
    names.flatMap((from, index) =>
      names
        .slice(index + 1)
        .map((to) => ({ stack: STACK, from, to, via: `network ${network}`, when: "both" as const })),
    );
  const port = (from: string, to: string, via: string, when: Way["when"]): Way => ({
    stack: STACK,
    from,
    to,
    via,
    when,
  });
  return [
    port("every address of the host", "l01-api-gateway", "port 8443", "after"),
    port("127.0.0.1 of the host", "l01-api-gateway", "port 8443", "before"),
    port("127.0.0.1 of the host", "agentic-grafana", "port 3000", "both"),
    port("agentic-postgres", "l11-recommendations", "network data", "after"),
    port("l09-payments", "l15-subscriptions", "network billing", "before"),
    ...on("data", ["agentic-postgres", "agentic-redis", ...LAYERS.slice(1, 5), "l14-stories"]),
    ...on("front", ["l01-api-gateway", ...LAYERS.slice(5, 9), "l12-search"]),
    ...on("jobs", ["agentic-rabbit", "l08-notifications", "l16-workers", "l11-recommendations"]),
    ...on("watch", ["agentic-grafana", "agentic-prometheus"]),
  ];
}
