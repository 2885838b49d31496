import { cannotTell, judge } from "../evaluate";
import type { ContainerFacts } from "../facts/container";
import type { Fact } from "../facts/fact";
import { subjectsOf, type Platform } from "../facts/subject";
import type { Rule, Verdict } from "../rule";

/** With fewer, there is little to keep apart. */
const MANY = 4;

export const flatNetwork: Rule<"network"> = {
  id: "BWK-flat-network",
  title: "does not join what is published with what keeps data",
  severity: "medium",
  why: "Where all services are on one network, whoever gets into the one that strangers reach is beside the database.",
  fix: "Give each service that others use a network of its own, and let only its users join.",
  bad: `services:
  proxy: { image: "proxy:1", ports: ["127.0.0.1:80:80"] }
  shop: { image: "shop:1" }
  mail: { image: "mail:1" }
  db: { image: "postgres:17", volumes: ["db:/var/lib/postgresql/data"] }
volumes: { db: {} }`,
  good: `services:
  proxy: { image: "proxy:1", ports: ["127.0.0.1:80:80"], networks: [front] }
  shop: { image: "shop:1", networks: [front, data] }
  mail: { image: "mail:1", networks: [front] }
  db: { image: "postgres:17", volumes: ["db:/var/lib/postgresql/data"], networks: [data] }
networks: { front: {}, data: { internal: true } }
volumes: { db: {} }`,
  references: [
    "https://docs.docker.com/compose/how-tos/networking/#specify-custom-networks",
    "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
    "NSA/CISA Kubernetes Hardening Guide 1.2, Network separation and hardening",
  ],
  on: "network",
  needs: ["members"],
  check: (network, platform) =>
    judge(network.members, "who is on it", (ids) => {
      const services = servicesOf(platform);
      const on = ids.map((id) => services.get(id)).filter((service) => service !== undefined);
      const parts = new Set(on.map(({ replicaOf }) => replicaOf)).size;
      return parts < MANY || on.length < services.size ? undefined : judgeAll(on, parts);
    }),
};

function judgeAll(on: readonly ContainerFacts[], parts: number): string | Verdict | undefined {
  const published = on.map((container) => ({ container, is: isTrue(container.exposures, (all) => all.length > 0) }));
  const keeping = on.map((container) => ({ container, is: isTrue(container.stateful, (is) => is) }));
  const pair = (worth: readonly (boolean | undefined)[]) => {
    const [open, keeps] = [published, keeping].map((all) => all.filter(({ is }) => worth.includes(is)));
    // What keeps data and is published itself no other network parts.
    const doors = new Set(open!.map(({ container }) => container.replicaOf));
    const store = keeps!.find(
      ({ container }) => doors.size > 1 || (doors.size === 1 && !doors.has(container.replicaOf)),
    );
    const door = open!.find(({ container }) => container.replicaOf !== store?.container.replicaOf);
    return store && door && { store: store.container, door: door.container };
  };
  const known = pair([true]);
  if (known) {
    return `has all ${parts} services on it: ${known.door.id}, which is published, and ${known.store.id}, which keeps data`;
  }
  return pair([true, undefined])
    ? cannotTell("whether one of its members keeps data, or is published, cannot be told")
    : undefined;
}

/** Undefined where nobody can tell. */
function isTrue<T>(fact: Fact<T>, isSo: (value: T) => boolean): boolean | undefined {
  if (fact.state === "known") return isSo(fact.value) || (fact.more ? undefined : false);
  return fact.state === "unknown" ? undefined : false;
}

/** The services that are on any network, by their ids, asked once for a whole platform. */
const SERVICES = new WeakMap<Platform, ReadonlyMap<string, ContainerFacts>>();

function servicesOf(platform: Platform): ReadonlyMap<string, ContainerFacts> {
  const known = SERVICES.get(platform);
  if (known) return known;
  const services = subjectsOf(platform, "container").filter(
    ({ lifetime, networks }) => lifetime === "service" && (networks.state !== "known" || networks.value.length > 0),
  );
  const byId = new Map(services.map((service) => [service.id, service]));
  SERVICES.set(platform, byId);
  return byId;
}
