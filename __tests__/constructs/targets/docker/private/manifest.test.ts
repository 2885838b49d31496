import { everythingSynthesized } from "../../../../support/constructs/platforms";
import { containersOf, manifestOf } from "../../../../support/constructs/synthesized";

const stack = everythingSynthesized();
const manifest = manifestOf(stack);

describe("the manifest", () => {
  it("names every container of the stack, once", () => {
    const named = [...manifest.containers, ...manifest.jobs].map(({ address }) => address);
    expect([...named, manifest.configHolder].sort()).toEqual(
      Object.keys(containersOf(stack))
        .map((name) => `docker_container.${name}`)
        .sort(),
    );
  });

  it("says what a container may take, also what the provider cannot be told", () => {
    expect(manifest.containers.find(({ component }) => component === "postgres")).toMatchObject({
      address: "docker_container.platform_postgres",
      name: "test-postgres",
      user: "70:70",
      lifecycle: "stateful",
      memoryBytes: 512 * 1024 * 1024,
      cpus: 1,
      processes: 114,
      networks: ["test-postgres"],
      publishes: [],
      exceptions: [],
    });
  });

  it("says what is published, on which address", () => {
    const published = manifest.containers.flatMap(({ component, publishes }) =>
      publishes.map((one) => [component, one]),
    );
    expect(published).toEqual([
      ["haproxy", { address: "127.0.0.1", hostPort: 8443, port: 8443 }],
      ["haproxy", { address: "127.0.0.1", hostPort: 8080, port: 8080 }],
    ]);
  });

  it("lists each secret once per uid that reads it", () => {
    const copies = manifest.secrets.map(({ uid, name }) => `${uid}/${name}`);
    expect(new Set(copies).size).toBe(copies.length);
    expect(copies).toEqual(expect.arrayContaining(["70/postgres-items", "10001/postgres-items", "99/way-in-token"]));
  });

  it("lists every secret that a container mounts", () => {
    const mounted = Object.values(containersOf(stack)).flatMap(({ mounts = [] }) =>
      mounts.flatMap(({ source }) => source.split("/var/lib/bulwark/test/secrets/").slice(1)),
    );
    expect([...new Set(mounted)].sort()).toEqual(manifest.secrets.map(({ uid, name }) => `${uid}/${name}`).sort());
  });

  it("holds no value of a secret, only what it is made of", () => {
    const keys = new Set(manifest.secrets.flatMap((secret) => Object.keys(secret)));
    expect([...keys].sort()).toEqual(["gid", "givenFile", "hosts", "kind", "name", "of", "uid"]);
  });

  it("lists volumes once, with the version that wrote them", () => {
    expect(manifest.volumes.filter(({ component }) => component === "postgres")).toEqual([
      {
        name: "test-postgres-data",
        component: "postgres",
        content: "data",
        path: "/var/lib/postgresql/data",
        imageVersion: "17.11",
      },
      {
        name: "test-postgres-socket",
        component: "postgres",
        content: "shared",
        path: "/var/run/postgresql",
        imageVersion: "17.11",
      },
    ]);
  });

  it("lists the routes of the way in", () => {
    expect(manifest.routes).toEqual([
      { component: "gateway", path: "/api", auth: "token" },
      { component: "hub", path: "/v1/services", auth: "none" },
      { component: "prometheus", path: "/prometheus", auth: "password" },
    ]);
  });

  it("shows every weakened protection with its reason", () => {
    const shown = manifest.containers.flatMap(({ component, exceptions }) =>
      exceptions.map(({ protection, detail, reason }) => [component, protection, detail, reason !== ""]),
    );
    expect(shown).toEqual(
      expect.arrayContaining([
        ["haproxy", "egress", "edge network", true],
        ["items", "egress", "ollama", true],
        ["hub", "egress", "ollama", true],
        ["worker", "writable-path", "/tmp/work", true],
      ]),
    );
  });

  it("shows an exception for every container on a network that reaches out", () => {
    const open = manifest.networks.filter(({ internal }) => !internal).map(({ name }) => name);
    const out = manifest.containers.filter(({ networks }) => networks.some((network) => open.includes(network)));
    expect(open).toEqual(["test-alertmanager-edge", "test-haproxy-edge", "test-ollama"]);
    expect(out.filter(({ exceptions }) => !exceptions.some(({ protection }) => protection === "egress"))).toEqual([]);
  });
});
