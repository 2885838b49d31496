import { byDefault, declared, inPart } from "../../../policies/facts/fact";
import { casesOf } from "../../support/policies/cases";
import { container } from "../../support/policies/container";

const binds = (sources: readonly string[], readOnly = true) => ({
  mounts: declared(sources.map((source) => ({ kind: "bind" as const, source, target: "/host", readOnly }))),
});
const bind = (source: string, readOnly = true) => binds([source], readOnly);
const shared = (propagation: string) => ({
  mounts: declared([{ kind: "bind" as const, source: "/srv", target: "/srv", readOnly: true, propagation }]),
});
const exposed = (address: string) => ({ exposures: declared([{ address, hostPort: 8080, port: 80 }]) });
const on = (network: string, ...aliases: readonly string[]) => ({ networks: declared([{ network, aliases }]) });

const other = container({
  id: "docker_container.cache",
  replicaOf: "platform/cache",
  ...on("backend", "api", "Store"),
});
const replica = container({ id: "docker_container.api_2", ...on("backend", "api") });

/** What of the host a container reaches, and who reaches it. */
export const reachCases = casesOf("container", container, {
  "BWK-published-ports": {
    breaks: [[exposed("0.0.0.0"), "publishes on every address: 8080"]],
    keeps: [exposed("127.0.0.1"), exposed("192.0.2.1"), { exposures: declared([]) }],
  },
  "BWK-default-bridge": {
    breaks: [
      [on("bridge"), "is on the engine's default network"],
      [{ networks: byDefault([{ network: "bridge", aliases: [] }]) }, "is on the engine's default network, by default"],
    ],
    keeps: [on("backend"), { networks: declared([]) }],
    notApplicable: [{ ...on("bridge"), lifetime: "inert" }],
  },
  "BWK-network-names": {
    breaks: [
      [
        { beside: [other, replica], ...on("backend", "api", "web") },
        "answers to 'api' on backend, as does platform/cache",
      ],
      [{ beside: [other], ...on("backend", "store") }, "answers to 'store' on backend, as does platform/cache"],
    ],
    keeps: [
      { beside: [replica], ...on("backend", "api") },
      { beside: [other], ...on("front", "api") },
      { beside: [other], ...on("backend", "apis") },
      { networks: declared([]) },
    ],
  },
  "BWK-engine-socket": {
    breaks: [
      "/var/run/docker.sock",
      "/var/run",
      "/run",
      "/",
      "/run/containerd",
      "/run/user/1000/docker.sock",
      "/run/user/1000/podman",
      "/run/user",
      "~/.docker/run/docker.sock",
      "/run/buildkit/buildkitd.sock",
      "/run/crio",
      "/run/k3s",
      "/var",
      ["", "Users", "me", ".docker/run/docker.sock"].join("/"),
      "/pipe/docker_engine",
    ].map((source) => [bind(source), `can reach the engine by ${source}`] as const),
    keeps: ["/srv/run", "/var/run/docker.sock.d", "/run/user/1000/bus", "./docker.sock", "/run/shop"].map((source) =>
      bind(source),
    ),
  },
  "BWK-sensitive-paths": {
    breaks: [
      ...["/", "/etc", "/etc/ssh", "/proc", "/var", "/var/lib/docker/volumes", "~/.ssh", "/home/deploy", "/home"].map(
        (source) => [bind(source), `mounts ${source} of the host`] as const,
      ),
      [binds(["/etc", "/boot", "/etc"]), "mounts /boot, /etc of the host"],
      [bind("/etc/localtime", false), "mounts /etc/localtime of the host"],
      [
        { mounts: inPart([{ kind: "bind", source: "/sys", target: "/sys", readOnly: true }], "expression") },
        "mounts /sys of the host",
      ],
    ],
    keeps: [
      "/srv/etc",
      "/var/lib/bulwark/shop/secrets/99/token",
      "/home/deploy/site",
      "/etc/localtime",
      "/etc/ssl/certs/ca-certificates.crt",
      "./etc",
    ].map((source) => bind(source)),
  },
  "BWK-propagation": {
    breaks: ["rshared", "shared", "rslave", "slave"].map(
      (word) => [shared(word), `shares mounts with the host: /srv (${word})`] as const,
    ),
    keeps: [shared("rprivate"), shared("private"), bind("/srv")],
  },
  "BWK-devices": {
    breaks: [
      [{ devices: declared(["/dev/sda", "/dev/null"]) }, "has devices of the host: /dev/sda"],
      [{ devices: declared(["gpu of nvidia"]) }, "has devices of the host: gpu of nvidia"],
    ],
    keeps: [{ devices: declared(["/dev/null"]) }, { devices: byDefault([]) }],
  },
});
