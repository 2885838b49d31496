import { crossChecks } from "../../../config/cross-checks";
import { problemText } from "../../../config/problem";
import { readSettings } from "../../../config/read-settings";
import { environmentSettings } from "../../../config/schema";
import { complaints, environmentText } from "../platform-text";

/** What is said of the same text for a cluster. */
const inCluster = (platform: readonly string[], more: readonly string[] = []): readonly string[] => {
  const text = environmentText(platform, more).replace("target: docker", "target: kubernetes");
  return readSettings(text, environmentSettings, crossChecks).problems.map(problemText);
};

const LAYER = "layers: { api: { image: 'a:1', port: 1 } }";
const SHARED = "cluster: { storage: { sharedClass: efs } }";
const NO_SHARED =
  "needs a volume that several pods mount, and the cluster names no storage class for one; set cluster.storage.sharedClass";

describe("images that are built on this machine", () => {
  it("are refused, since a cluster pulls", () => {
    expect(inCluster([LAYER], ["images: { source: debian }"])).toEqual([
      'line 4, images.source: got "debian", but a cluster pulls its images: what is built on this machine is not there; write registry',
    ]);
  });

  it("are fine on Docker, and pulled ones are in a cluster", () => {
    expect(complaints([LAYER], ["images: { source: debian }"])).toEqual([]);
    expect(inCluster([LAYER], ["images: { source: registry }"])).toEqual([]);
    expect(inCluster([LAYER])).toEqual([]);
  });
});

describe("a volume that several pods mount", () => {
  const BACKUP = ["postgres: {}", "backup: { to: { directory: /srv/backups } }"];
  const ACME = [
    LAYER.replace("port: 1", "port: 1, route: { path: /api }"),
    "haproxy: { hosts: [shop.example.com], acme: { email: ops@example.com } }",
  ];

  it("needs a storage class, where there are backups", () => {
    expect(inCluster(BACKUP)).toEqual([`line 4, platform.backup: ${NO_SHARED}`]);
  });

  it("needs a storage class, where a certificate is renewed", () => {
    expect(inCluster(ACME)).toEqual([`line 4, platform.haproxy.acme: ${NO_SHARED}`]);
  });

  it.each([
    ["backups", BACKUP],
    ["a renewed certificate", ACME],
  ])("is fine with a class for %s, and on Docker without", (_what, platform) => {
    expect(inCluster(platform, [SHARED])).toEqual([]);
    expect(complaints(platform)).toEqual([]);
  });
});

describe("an address that only a Docker host knows", () => {
  const external = (host: string) => ["external:", `  model: { url: "http://${host}:11434" }`];

  it("is refused where pods would ask for it", () => {
    expect(inCluster(external("host.docker.internal"))).toEqual([
      'line 4, platform.external.model.url: got "http://host.docker.internal:11434", which only a Docker host knows; write an address that the cluster\'s pods can reach',
    ]);
  });

  it("is fine on Docker, and others are in a cluster", () => {
    expect(complaints(external("host.docker.internal"))).toEqual([]);
    expect(inCluster(external("model.example.com"))).toEqual([]);
    expect(inCluster(external("192.0.2.7"))).toEqual([]);
  });
});

describe("networks", () => {
  const chain = [
    "layers:",
    ...Array.from({ length: 40 }, (_, i) => `  l${i}: { image: 'a:1', port: 1, uses: [${i > 0 ? `l${i - 1}` : ""}] }`),
  ];

  it("are no matter of a cluster, which has none of an engine's", () => {
    expect(complaints(chain)).toHaveLength(1);
    expect(inCluster(chain)).toEqual([]);
  });
});
