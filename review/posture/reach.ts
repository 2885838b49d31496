import type { ContainerFacts } from "../../policies/facts/container";
import type { Fact } from "../../policies/facts/fact";
import type { NetworkPolicyFacts, PolicyPort } from "../../policies/facts/kubernetes";
import { peerInWords, portsInWords } from "./allowance-words";
import type { Reach } from "./change";
import type { Compared } from "./compared";
import type { Pair } from "./match";
import { newMeetings } from "./networks";
import { newAllowances } from "./order/allowances";
import { addressInWords, newExposures } from "./order/exposures";

type Way = Omit<Reach, "stack">;

/** Who can newly reach whom, as far as it is known on both sides. */
export const reachOf = ({ stack, pairs, base, head }: Compared): readonly Reach[] =>
  [
    ...newMeetings(base.platform, head.platform, pairs),
    ...pairs.flatMap(opened),
    // Of a platform that is new as a whole nobody met anybody.
    ...(base.platform.subjects.length > 0 ? pairs.flatMap(letIn) : []),
  ].map((way) => ({ stack, ...way }));

function opened({ before, after }: Pair): readonly Way[] {
  if (after.kind === "container") return published(before as ContainerFacts | undefined, after);
  if (after.kind === "networkPolicy") return allowed(before as NetworkPolicyFacts | undefined, after);
  if (after.kind === "network" && before?.kind === "network") {
    const isOpened = becomes(before.internal, after.internal, false);
    return isOpened ? [{ from: `all on ${after.id}`, to: "outside of the host", via: after.id }] : [];
  }
  if (after.kind !== "workload" || before?.kind !== "workload") return [];
  const ways: readonly (readonly [boolean, Way])[] = [
    [
      becomes(before.ingressClosed, after.ingressClosed, false),
      { from: "every pod", to: after.id, via: "no policy closes its ingress" },
    ],
    [
      becomes(before.egressClosed, after.egressClosed, false),
      { from: after.id, to: "everywhere", via: "no policy closes its egress" },
    ],
  ];
  return ways.filter(([isOpened]) => isOpened).map(([, way]) => way);
}

/** Who tells more ways of one workload than this tells them by their number. */
const MANY = 20;

/** Whom the policies of a workload newly let in; of those that it may reach only what lies outside, for pods say it themselves. */
function letIn({ before, after }: Pair): readonly Way[] {
  if (after.kind !== "workload") return [];
  const was = before?.kind === "workload" ? before : undefined;
  const more = (fact: "callers" | "callees") => {
    const [old, now] = [was?.[fact], after[fact]];
    const isTold = now.state === "known" && now.value !== "all" && (old === undefined || old.state === "known");
    if (!isTold || (old?.state === "known" && old.value === "all")) return [];
    return newAllowances(old?.state === "known" && old.value !== "all" ? old.value : [], now.value);
  };
  const inward = more("callers").map(({ peer, ports }) => ({
    ...{ from: peerInWords(peer), to: after.id, via: viaOf(ports) },
  }));
  const outward = more("callees")
    .filter(({ peer }) => peer.kind !== "pods")
    .map(({ peer, ports }) => ({ from: after.id, to: peerInWords(peer), via: viaOf(ports) }));
  const all = [...inward, ...outward];
  if (all.length <= MANY) return all;
  return [{ from: after.id, to: `${all.length} others`, via: "network policies" }];
}

const viaOf = (ports: readonly PolicyPort[]): string => portsInWords(ports).replace(/^at /, "");

/** What could not be told before may have been so all the time. */
const becomes = <T>(before: Fact<T>, after: Fact<T>, wanted: T): boolean =>
  after.state === "known" && after.value === wanted && before.state === "known" && before.value !== wanted;

const valueOf = <T>(fact: Fact<readonly T[]> | undefined): readonly T[] => (fact?.state === "known" ? fact.value : []);

const published = (before: ContainerFacts | undefined, after: ContainerFacts): readonly Way[] =>
  newExposures(valueOf(before?.exposures), valueOf(after.exposures)).map(({ address, hostPort, port }) => ({
    from: `who reaches ${addressInWords(address)} of the host`,
    to: after.id,
    via: `port ${hostPort ?? port}`,
  }));

function allowed(before: NetworkPolicyFacts | undefined, after: NetworkPolicyFacts): readonly Way[] {
  const known = valueOf(before?.open);
  const { selects } = after;
  const selected =
    selects.state === "known" && selects.value !== "all" ? selects.value : ["every pod of its namespace"];
  return valueOf(after.open)
    .filter((direction) => !known.includes(direction))
    .flatMap((direction) =>
      selected.map((pods) =>
        direction === "ingress"
          ? { from: "everybody", to: pods, via: after.id }
          : { from: pods, to: "everywhere", via: after.id },
      ),
    );
}
