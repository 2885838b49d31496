import { CATALOGUE } from "../../../policies/catalogue";
import { evaluate } from "../../../policies/evaluate";
import { composePlatform } from "../../../policies/readers/compose";
import { CORPUS } from "../../support/compose/corpus";

/** What fails, as `service rule`. */
function failuresOf(name: string): readonly string[] {
  const platform = composePlatform(CORPUS.get(name)!, "compose.yaml");
  const { findings } = evaluate([platform], CATALOGUE);
  return findings
    .filter(({ verdict }) => verdict === "fail")
    .map(({ rule, subject }) => `${subject.id} ${rule.id.replace("BWK-", "")}`);
}

/** The telling ones: what somebody who knows the file would say at once. */
const TELLING: Readonly<Record<string, readonly string[]>> = {
  "flask-mysql": ["proxy published-ports", "db capabilities"],
  "react-express-mongo": ["frontend published-ports", "mongo read-only-root"],
  wordpress: ["wordpress image-version", "wordpress published-ports", "db secrets-in-environment"],
  "prometheus-grafana": [
    "prometheus authentication",
    "grafana authentication",
    "grafana secrets-in-environment",
    "node-exporter host-namespaces",
    "node-exporter sensitive-paths",
    "cadvisor privileged",
    "cadvisor engine-socket",
  ],
  "gitea-postgres": ["gitea published-ports", "db secrets-in-environment"],
  "nextcloud-redis": ["app capabilities", "redis authentication"],
  traefik: ["frontend engine-socket", "frontend published-ports"],
  elasticsearch: ["elasticsearch capabilities", "elasticsearch published-ports", "elasticsearch authentication"],
  minecraft: ["minecraft image-version", "minecraft secrets-in-environment", "minecraft published-ports"],
  wireguard: [
    "wireguard capabilities",
    "wireguard sensitive-paths",
    "wireguard image-version",
    "through shared-namespaces",
  ],
  pihole: ["pihole capabilities", "pihole published-ports", "dhcp host-namespaces"],
  portainer: ["portainer engine-socket", "portainer seccomp", "portainer app-armor", "agent propagation"],
  gitlab: ["gitlab published-ports", "gitlab secrets-in-environment", "runner engine-socket", "dind privileged"],
  plex: ["plex host-namespaces", "plex devices", "plex image-version", "jellyfin published-ports"],
};

/** What would be a false alarm. */
const QUIET: Readonly<Record<string, readonly string[]>> = {
  "flask-mysql": ["db published-ports", "db secrets-in-environment", "db engine-socket"],
  "gitea-postgres": ["db published-ports"],
  "nextcloud-redis": ["app published-ports", "db log-limit", "redis capabilities", "redis memory-limit", "redis user"],
  wireguard: ["through host-namespaces"],
  plex: ["jellyfin user", "jellyfin host-namespaces"],
};

describe("compose files as people write them", () => {
  it.each(Object.entries(TELLING))("%s breaks what it breaks", (name, expected) => {
    expect(failuresOf(name)).toEqual(expect.arrayContaining([...expected]));
  });

  it.each(Object.entries(QUIET))("%s is not blamed for what it keeps", (name, kept) => {
    const failures = failuresOf(name);
    expect(kept.filter((one) => failures.includes(one))).toEqual([]);
  });

  it.each([...CORPUS.keys()])("%s has the same answers again, and what tells them", (name) => {
    expect(failuresOf(name)).toEqual(failuresOf(name));
    expect(TELLING[name]).toBeDefined();
  });
});
