import type { ReleaseEntry } from "./manifest";

/** What the cluster said of one of its objects. */
export interface ClusterEvent {
  readonly uid: string;
  readonly namespace: string;
  readonly reason: string;
  readonly message: string;
  /** Of what it is about: `items-5d9f-x2x`. */
  readonly object: string;
  /** How often it was said. */
  readonly count: number;
  /** Milliseconds, of the cluster's clock. */
  readonly at: number;
}

/** Why a release did not come up. */
export interface Reason {
  readonly component: string;
  /** In one line. */
  readonly what: string;
  /** The newest words of the server or the kubelet. */
  readonly said: string;
  readonly fix: string;
}

interface Kind {
  readonly fits: (event: ClusterEvent) => boolean;
  readonly what: string;
  readonly fix: string;
}

/** The first that fits counts; the most telling ones come first. */
const KINDS: readonly Kind[] = [
  {
    fits: ({ reason, message }) => reason === "FailedCreate" && message.includes("violates PodSecurity"),
    what: "its pods were refused by Pod Security",
    fix:
      "The pods that Bulwark renders keep to it, so something in the cluster changes them, such as a sidecar injector: " +
      "exempt the namespace from it.",
  },
  {
    fits: ({ reason, message }) => reason === "FailedCreate" && message.includes("exceeded quota"),
    what: "its pods were refused by a quota of the namespace",
    fix:
      "Ask for less (replicas, memoryMiB, cpus of the layer), or raise the quota. Bulwark's own, 'quota', grows with " +
      "what the environment asks for; find who set another one: kubectl get resourcequota -A",
  },
  {
    fits: ({ reason }) => reason === "FailedCreate",
    what: "its pods were refused by the API server",
    fix: "Read what it said: often a policy of the cluster, a webhook that does not answer, or a missing ServiceAccount.",
  },
  {
    fits: ({ reason, message }) =>
      /^(Failed|BackOff|ErrImagePull|ImagePullBackOff)$/.test(reason) && /pull|image/i.test(message),
    what: "its image cannot be pulled",
    fix: "Correct 'image' of the layer, push it to a registry that the nodes reach, or name its login in cluster.pullSecrets.",
  },
  {
    fits: ({ reason }) => reason === "FailedScheduling",
    what: "no node takes its pods",
    fix: "Add nodes or ask for less memory and CPU; for a volume, look at cluster.storage.className.",
  },
  {
    fits: ({ reason }) => reason === "FailedMount" || reason === "FailedAttachVolume",
    what: "a volume of its pods cannot be mounted",
    fix: "A missing Secret is made by 'bulwark up', or by External Secrets; a claim needs a storage class that works.",
  },
  {
    fits: ({ reason }) => reason === "BackoffLimitExceeded" || reason === "DeadlineExceeded",
    what: "a job before it failed",
    fix: "Read its log; it runs again with the next 'bulwark up'.",
  },
  {
    fits: ({ reason }) => reason === "Unhealthy",
    what: "its pods run and do not become ready",
    fix: "Read its log, and look at 'health' of the layer: what does its health endpoint wait for?",
  },
  {
    fits: ({ reason }) => reason === "BackOff",
    what: "its container ends again and again",
    fix: "Read the log of the container that ended: kubectl logs --previous",
  },
];

const OTHER: Pick<Kind, "what" | "fix"> = {
  what: "the cluster warns",
  fix: "Read what it said, and look at the pods: kubectl describe pod",
};

/** What is new among events since an earlier look: by their count, since clocks of two machines differ. */
export function newSince(before: readonly ClusterEvent[], now: readonly ClusterEvent[]): readonly ClusterEvent[] {
  const known = new Map(before.map(({ uid, count }) => [uid, count]));
  return now.filter(({ uid, count }) => count > (known.get(uid) ?? 0));
}

/** Why releases failed: one reason of each kind per release, each with its newest message. */
export function reasonsOf(events: readonly ClusterEvent[], releases: readonly ReleaseEntry[]): readonly Reason[] {
  const found = new Map<string, Reason>();
  for (const event of [...events].sort((a, b) => b.at - a.at)) {
    const component = componentOf(event, releases);
    if (component === undefined) continue;
    const { what, fix } = KINDS.find(({ fits }) => fits(event)) ?? OTHER;
    const key = `${component}/${what === OTHER.what ? event.reason : what}`;
    if (!found.has(key)) found.set(key, { component, what, said: wordsOf(event), fix });
  }
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** From the tenth of its kind on, the cluster puts a mark before the newest. */
const wordsOf = ({ message }: ClusterEvent) => message.replace(/^\(combined from similar events\): /, "").trim();

const rank = ({ what }: Reason): number => {
  const index = KINDS.findIndex((kind) => kind.what === what);
  return index < 0 ? KINDS.length : index;
};

/** Objects of a release start with its name; of two that fit, the longer one owns it. */
function componentOf({ object, namespace }: ClusterEvent, releases: readonly ReleaseEntry[]): string | undefined {
  return releases
    .filter((one) => one.namespace === namespace)
    .map(({ component }) => component)
    .filter((component) => object === component || object.startsWith(`${component}-`))
    .sort((a, b) => b.length - a.length)[0];
}
