import { judge } from "../evaluate";
import { subjectsOf, type Platform } from "../facts/subject";
import type { Rule } from "../rule";

export const networkNames: Rule<"container"> = {
  id: "BWK-network-names",
  title: "shares no name on a network with something else",
  severity: "high",
  why: "The engine answers with any of those that claim a name: a password meant for one goes to the other, every second time.",
  fix: "Give each its own alias, on each network that both are on.",
  bad: `services:
  api:
    image: api:1
    networks: { backend: { aliases: [store] } }
  cache:
    image: cache:1
    networks: { backend: { aliases: [store] } }
networks:
  backend: {}`,
  good: `services:
  api:
    image: api:1
    networks: { backend: { aliases: [store] } }
  cache:
    image: cache:1
    networks: { backend: { aliases: [cached] } }
networks:
  backend: {}`,
  references: [
    "https://docs.docker.com/reference/compose-file/services/#aliases",
    "https://docs.docker.com/engine/network/#dns-services",
  ],
  on: "container",
  needs: ["networks"],
  check: (container, platform) =>
    judge(container.networks, "its networks", (attachments) => {
      const claims = claimsOf(platform);
      const shared = attachments.flatMap(({ network, aliases }) =>
        aliases.flatMap((alias) => {
          const others = claims.get(keyOf(network, alias)) ?? new Set();
          const other = [...others].find((one) => one !== container.replicaOf);
          return other === undefined ? [] : [`'${alias}' on ${network}, as does ${other}`];
        }),
      );
      return shared.length === 0 ? undefined : `answers to ${[...new Set(shared)].sort().join("; to ")}`;
    }),
};

/** Who claims a name, asked once for a whole platform. */
const CLAIMS = new WeakMap<Platform, ReadonlyMap<string, ReadonlySet<string>>>();

function claimsOf(platform: Platform): ReadonlyMap<string, ReadonlySet<string>> {
  const known = CLAIMS.get(platform);
  if (known) return known;
  const claims = new Map<string, Set<string>>();
  for (const { networks, replicaOf } of subjectsOf(platform, "container")) {
    const attachments = networks.state === "known" ? networks.value : [];
    for (const { network, aliases } of attachments) {
      for (const alias of aliases) {
        const key = keyOf(network, alias);
        claims.set(key, (claims.get(key) ?? new Set()).add(replicaOf));
      }
    }
  }
  CLAIMS.set(platform, claims);
  return claims;
}

/** Names of hosts have neither blanks nor upper case. */
const keyOf = (network: string, alias: string): string => `${network} ${alias.toLowerCase()}`;
