import type { Attachment, ContainerFacts, Exposure, Mount } from "../../../policies/facts/container";
import { byDefault, declared, type Fact, unknown } from "../../../policies/facts/fact";
import { composePlatform } from "../../../policies/readers/compose";

type Reach = Pick<ContainerFacts, "mounts" | "exposures" | "networks" | "hostNamespaces">;
type Row = readonly [fact: keyof Reach, said: string, expected: Fact<unknown>];

const BESIDE = `
volumes:
  data: {}
  host: { driver_opts: { type: none, o: "bind,ro", device: /var/run/ } }
  scratch: { driver_opts: { type: tmpfs, device: tmpfs } }
  later: { driver_opts: { o: bind, device: "\${DEVICE}" } }
networks: { outside: { external: true, name: host }, inside: { name: host } }
secrets: { key: { file: ./key.pem }, token: { environment: TOKEN } }
`;

/** A service with what is said, as YAML in one line. */
const service = (said: string): ContainerFacts =>
  composePlatform(`services: { web: {${said}} }${BESIDE}`, "compose.yaml").subjects[0] as ContainerFacts;

const port = (address: string, hostPort: number | undefined, inside: number): Exposure => ({
  address,
  hostPort,
  port: inside,
});
const mount = (kind: Mount["kind"], source: string, target: string, readOnly = false): Mount => ({
  kind,
  source,
  target,
  readOnly,
});
const tmpfs = (target: string, readOnly = false, sizeBytes?: number): Mount => ({
  ...mount("tmpfs", "", target, readOnly),
  tmpfs: { sizeBytes, allowed: [] },
});
const on = (network: string, ...aliases: string[]): Attachment => ({ network, aliases });
const EXPRESSION = unknown("expression");

const ROWS: readonly Row[] = [
  ["exposures", "", byDefault([])],
  ["exposures", "expose: [80]", byDefault([])],
  ["exposures", "ports: ['8080:80']", declared([port("0.0.0.0", 8080, 80)])],
  [
    "exposures",
    "ports: [':8080:80', '[::]:1:1', '::0:2:2']",
    declared([port("0.0.0.0", 8080, 80), port("0.0.0.0", 1, 1), port("0.0.0.0", 2, 2)]),
  ],
  ["exposures", "ports: [9000, '0:1']", declared([port("0.0.0.0", undefined, 9000), port("0.0.0.0", undefined, 1)])],
  [
    "exposures",
    "ports: ['[::ffff:0.0.0.0]:1:1', '[::ffff:127.0.0.1]:2:2']",
    declared([port("0.0.0.0", 1, 1), port("::ffff:127.0.0.1", 2, 2)]),
  ],
  [
    "exposures",
    "ports: ['127.0.0.1:8080:80/udp', '[::1]:5:6', '127.0.0.1::7']",
    declared([port("127.0.0.1", 8080, 80), port("::1", 5, 6), port("127.0.0.1", undefined, 7)]),
  ],
  ["exposures", "ports: ['3000-3001:80-81']", declared([port("0.0.0.0", 3000, 80), port("0.0.0.0", 3001, 81)])],
  ["exposures", "ports: ['3000-3009:80']", declared([port("0.0.0.0", undefined, 80)])],
  [
    "exposures",
    "ports: [{ target: 80, published: '8080', host_ip: 127.0.0.1, name: '$NAME' }]",
    declared([port("127.0.0.1", 8080, 80)]),
  ],
  ["exposures", "ports: [{ target: 80 }]", declared([port("0.0.0.0", undefined, 80)])],
  ["exposures", "ports: ['${PORT}:80']", EXPRESSION],
  ["exposures", "ports: ['${PORT:-8080}:80']", declared([port("0.0.0.0", 8080, 80)])],
  ["hostNamespaces", "", byDefault(new Set())],
  [
    "hostNamespaces",
    "network_mode: host, pid: host, ipc: host, uts: host, userns_mode: host",
    declared(new Set(["network", "pid", "ipc", "uts", "user"] as const)),
  ],
  ["hostNamespaces", "pid: 'service:db', ipc: shareable", declared(new Set())],
  ["hostNamespaces", "pid: '${MODE}'", EXPRESSION],
  ["hostNamespaces", "networks: [outside]", declared(new Set(["network"]))],
  ["hostNamespaces", "networks: [inside]", byDefault(new Set())],
  ["hostNamespaces", "networks: { outside: }, pid: host", declared(new Set(["network", "pid"]))],
  ["networks", "networks: [outside]", declared([])],
  ["networks", "", byDefault([on("default")])],
  ["networks", "networks: [front, back]", declared([on("front"), on("back")])],
  ["networks", "networks: { front: { ipv4_address: '$IP' }, back: }", declared([on("front"), on("back")])],
  ["networks", "network_mode: bridge", declared([on("bridge")])],
  ["networks", "network_mode: none", declared([])],
  ["mounts", "", byDefault([])],
  [
    "mounts",
    "volumes: ['data:/data/:ro', /cache]",
    declared([mount("volume", "data", "/data", true), mount("volume", "", "/cache")]),
  ],
  [
    "mounts",
    "volumes: ['.:/app', './a/../b/:/b:z,ro', '../c:/c', '~/d:/d', '/var//run/../run/docker.sock:/s']",
    declared([
      mount("bind", ".", "/app"),
      mount("bind", "./b", "/b", true),
      mount("bind", "../c", "/c"),
      mount("bind", "~/d", "/d"),
      mount("bind", "/var/run/docker.sock", "/s"),
    ]),
  ],
  ["mounts", "volumes: ['C:\\data:/data']", declared([mount("bind", "C:\\data", "/data")])],
  [
    "mounts",
    "volumes: [{ type: npipe, source: '\\\\.\\pipe\\docker_engine', target: /d }]",
    declared([mount("bind", "/pipe/docker_engine", "/d")]),
  ],
  [
    "mounts",
    "volumes: [{ type: bind, source: x, target: /x, read_only: true }, { type: tmpfs, target: /t }, { type: volume, source: data, target: /d }]",
    declared([mount("bind", "./x", "/x", true), tmpfs("/t"), mount("volume", "data", "/d")]),
  ],
  ["mounts", "volumes: ['host:/h', 'scratch:/s']", declared([mount("bind", "/var/run", "/h"), tmpfs("/s")])],
  ["mounts", "volumes: ['later:/l']", EXPRESSION],
  ["mounts", "tmpfs: '/run:size=64m,ro'", declared([tmpfs("/run", true, 64 * 1024 * 1024)])],
  ["mounts", "tmpfs: [/run, /tmp]", declared([tmpfs("/run"), tmpfs("/tmp")])],
  [
    "mounts",
    "secrets: [key, token, { source: key, target: /etc/key }]",
    declared([
      mount("bind", "./key.pem", "/run/secrets/key", true),
      mount("config", "token", "/run/secrets/token", true),
      mount("bind", "./key.pem", "/etc/key", true),
    ]),
  ],
  ["mounts", "use_api_socket: true", declared([mount("bind", "/var/run/docker.sock", "/var/run/docker.sock")])],
  ["mounts", "volumes: ['${DATA:-./data}:/data']", declared([mount("bind", "./data", "/data")])],
  ["mounts", "volumes: ['${DATA}:/data']", EXPRESSION],
  ["mounts", "volumes_from: [db]", unknown("elsewhere")],
];

describe("what a compose service reaches, and who reaches it", () => {
  it.each(ROWS)("%s of {%s}", (fact, said, expected) => {
    expect(service(said)[fact]).toEqual(expected);
  });
});
