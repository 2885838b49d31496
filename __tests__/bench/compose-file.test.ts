import { join } from "node:path";

import { composeFile, configFiles, type ComposeFile, type Declared } from "../../bench/compose-file";
import { builtImages, loadEnvironment } from "../../config";
import type { Manifest } from "../../operations/manifest";
import { DockerStack } from "../../stacks/docker-stack";
import { containersOf, manifestOf, synthesizedStack } from "../support/constructs/synthesized";

interface Service {
  readonly depends_on: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes: readonly { readonly type: string; readonly source: string; readonly target: string }[];
  readonly pid?: string;
  readonly pids_limit?: number;
  readonly command?: readonly string[];
}

const environment = loadEnvironment(join(__dirname, "../../environments/local.yaml"));
const stack = synthesizedStack((app) => new DockerStack(app, "local", { environment, builtImages: builtImages() }));
const manifest = manifestOf(stack) as unknown as Manifest;
const declared: Declared = {
  manifest,
  containers: containersOf(stack),
  uses: { gateway: ["items", "sessions"], items: ["postgres"], sessions: ["redis"] },
};

const serviceOf = (file: ComposeFile, name: string) => file.services[name] as Service;
const bare = composeFile(declared, { waits: false, folder: "/files" });
const waiting = composeFile(declared, { waits: true, folder: "/files" });

/** The same platform with one attribute of one container changed. */
const changed = (name: string, attribute: string, value: unknown): Declared => {
  const container = declared.containers[name] as object;
  return { ...declared, containers: { ...declared.containers, [name]: { ...container, [attribute]: value } } };
};

describe("the compose file of environment local", () => {
  it("has a service for each container and each job", () => {
    expect(Object.keys(bare.services)).toHaveLength(manifest.containers.length + manifest.jobs.length);
  });

  it("has the same networks, and keeps inside what has no way out", () => {
    const internal = manifest.networks.map(({ name, internal: is }) => [name, { internal: is }]);
    expect(bare.networks).toEqual(Object.fromEntries(internal));
  });

  it("gives a service the limits, protections and health check of its container", () => {
    expect(bare.services["gateway_1"]).toMatchObject({
      user: "10001:10001",
      init: true,
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      mem_limit: "128m",
      memswap_limit: "128m",
      cpus: 0.5,
      pids_limit: 128,
      ulimits: { core: { soft: 0, hard: 0 } },
      stop_grace_period: "20s",
      healthcheck: { interval: "1s" },
      networks: { "local-haproxy": { aliases: ["gateway.haproxy"] } },
      logging: { driver: "json-file" },
    });
  });

  it("limits the processes of every container, as `up` does", () => {
    const limits = manifest.containers.map(({ processes }) => processes).sort();
    const services = Object.values(bare.services) as readonly Service[];
    expect(services.flatMap(({ pids_limit }) => pids_limit ?? []).sort()).toEqual(limits);
  });

  it("publishes the way in on this machine, and nothing else", () => {
    const ports = Object.values(bare.services).flatMap((service) => (service as { ports: unknown[] }).ports);
    expect(ports).toEqual([
      { target: 8443, published: "8443", host_ip: "127.0.0.1", protocol: "tcp" },
      { target: 8080, published: "8080", host_ip: "127.0.0.1", protocol: "tcp" },
    ]);
  });

  it("binds secrets from the host, configuration from the folder, and names data", () => {
    const { volumes } = serviceOf(bare, "postgres");
    expect(volumes.map(({ type, source, target }) => [target, type, source])).toEqual([
      ["/config", "bind", expect.stringMatching(/^\/files\/local-config-[0-9a-f]{12}$/)],
      ["/run/secrets/postgres-superuser", "bind", "/var/lib/bulwark/local/secrets/70/postgres-superuser"],
      ["/var/lib/postgresql/data", "volume", "local-postgres-data"],
      ["/var/run/postgresql", "volume", "local-postgres-socket"],
    ]);
  });

  it("comes with every file of the configuration", () => {
    const folders = new Set([...configFiles(declared).keys()].map((path) => path.split("/")[0]));
    expect([...folders].sort()).toEqual([...manifest.configVolumes].sort());
    expect([...configFiles(declared).values()].join("\n")).toContain("listen_addresses");
  });

  it("reloads the way in from a job in its process namespace", () => {
    expect(serviceOf(bare, "haproxy_job-reload").pid).toBe("service:haproxy");
  });
});

describe("the order in a compose file", () => {
  it("is that of jobs alone when nothing waits", () => {
    expect(serviceOf(bare, "gateway_1").depends_on).toEqual({});
    expect(serviceOf(bare, "redis").depends_on).toEqual({
      "redis_job-users": { condition: "service_completed_successfully" },
    });
    expect(serviceOf(bare, "postgres_job-roles").depends_on).toEqual({ postgres: { condition: "service_started" } });
  });

  it("follows who uses whom when it waits for health", () => {
    const healthy = { condition: "service_healthy" };
    expect(serviceOf(waiting, "gateway_1").depends_on).toEqual({
      items_1: healthy,
      items_2: healthy,
      sessions_1: healthy,
    });
    expect(serviceOf(waiting, "items_2").depends_on).toEqual({ postgres: healthy });
    expect(serviceOf(waiting, "postgres_job-roles").depends_on).toEqual({ postgres: healthy });
    expect(serviceOf(waiting, "postgres").depends_on).toEqual({});
  });

  it("starts the way in once there is what it leads to", () => {
    const started = { condition: "service_started" };
    expect(serviceOf(waiting, "haproxy").depends_on).toEqual({
      "haproxy_job-install": { condition: "service_completed_successfully" },
      gateway_1: started,
      hub_1: started,
      prometheus: started,
    });
  });
});

describe("what would make the platforms unequal", () => {
  it("is refused: an attribute that nobody has translated", () => {
    const edited = changed("platform_redis", "sysctls", { "net.core.somaxconn": "512" });
    expect(() => composeFile(edited, { waits: false, folder: "/files" })).toThrow(
      /docker_container\.platform_redis has no equal in a compose file: .*sysctls/,
    );
  });

  it("is no dollar sign: neither Terraform's escapes nor compose's variables change a text", () => {
    const edited = changed("platform_redis", "command", ["echo", "$HOME $${HOME} %%{HOME}"]);
    const file = composeFile(edited, { waits: false, folder: "/files" });
    expect(serviceOf(file, "redis").command).toEqual(["echo", "$$HOME $${HOME} %{HOME}"]);
  });
});
