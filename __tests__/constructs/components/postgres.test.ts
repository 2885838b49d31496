import { Image, type ImageCatalogue, Lifecycle, Memory, VolumeContent, type Spec } from "../../../constructs/core";
import { Postgres, postgresSettings, type PostgresProps } from "../../../constructs/components/postgres";
import { FakeComponent } from "../../support/constructs/fake-component";
import { fileOf, jobOf, recorded, specOf } from "../../support/constructs/recording-target";

const postgres = (props: PostgresProps = {}) => specOf((scope) => new Postgres(scope, "postgres", props));

/** Postgres and the layers that use it. */
function usedBy(users: readonly string[], props: PostgresProps = {}): Spec {
  const target = recorded((scope) => {
    const server = new Postgres(scope, "postgres", props);
    for (const user of users) new FakeComponent(scope, user, {}, [server]);
  });
  return target.spec("postgres");
}

const settingOf = (spec: Spec, name: string) =>
  new RegExp(`^${name} = (.*)$`, "m").exec(fileOf(spec, "postgresql.conf"))?.[1];

describe("Postgres", () => {
  it("is stateful, on a data volume", () => {
    const { lifecycle, volumes } = postgres();
    expect(lifecycle).toBe(Lifecycle.STATEFUL);
    const size = Memory.gibibytes(10);
    const path = "/var/lib/postgresql/data";
    expect(volumes).toContainEqual({ name: "data", content: VolumeContent.DATA, path, size });
  });

  it("reserves for its data what it is told", () => {
    expect(postgres({ disk: Memory.gibibytes(50) }).volumes[0]!.size).toEqual(Memory.gibibytes(50));
  });

  it("has checksums, and passwords by SCRAM only", () => {
    expect(postgres().environment["POSTGRES_INITDB_ARGS"]).toMatch(/--data-checksums .*--auth-host=scram-sha-256/);
  });

  it("gets the superuser's password as a file", () => {
    const { environment, secrets } = postgres();
    expect(environment["POSTGRES_PASSWORD_FILE"]).toBe("/run/secrets/postgres-superuser");
    expect(secrets).toEqual([
      { secret: { name: "postgres-superuser", kind: "password" }, path: "/run/secrets/postgres-superuser" },
    ]);
  });

  it("is probed over TCP on the loopback address, where the server that makes a new data folder does not answer", () => {
    expect(postgres().health.command).toEqual(["pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres"]);
  });

  it("stops with time to write its data", () => {
    expect(postgres().stopGrace.toSeconds()).toBe(90);
  });

  it("derives its caches from the memory limit", () => {
    const spec = postgres({ memory: Memory.gibibytes(1) });
    expect(settingOf(spec, "shared_buffers")).toBe("256MB");
    expect(settingOf(spec, "effective_cache_size")).toBe("768MB");
  });

  it("takes caches that are given", () => {
    const spec = postgres({ sharedBuffers: Memory.mebibytes(64), effectiveCacheSize: Memory.gibibytes(4) });
    expect(settingOf(spec, "shared_buffers")).toBe("64MB");
    expect(settingOf(spec, "effective_cache_size")).toBe("4096MB");
  });

  it("may have as many processes as connections, and some of its own", () => {
    expect(postgres({ maxConnections: 100, memory: Memory.gibibytes(1) }).resources.processes).toBe(164);
  });

  it("gives a layer its own role, schema and password file", () => {
    const target = recorded((scope) => {
      const server = new Postgres(scope, "postgres", { database: "shop" });
      new FakeComponent(scope, "l01-data", {}, [server]);
    });
    expect((target.component("postgres") as Postgres).bindingFor(target.component("l01-data")).environment).toEqual({
      POSTGRES_HOST: "postgres",
      POSTGRES_PORT: "5432",
      POSTGRES_DATABASE: "shop",
      POSTGRES_USER: "l01_data",
      POSTGRES_SCHEMA: "l01_data",
      POSTGRES_PASSWORD_FILE: "/run/secrets/postgres-l01-data",
    });
  });
});

describe("the memory of Postgres", () => {
  it("is refused where all connections together would not fit", () => {
    const declare = () => postgres({ memory: Memory.mebibytes(256), maxConnections: 100 });
    expect(declare).toThrow(
      "[postgres] Postgres would need 496 MiB at most, its memory limit is 256 MiB\n" +
        "Raise memoryMiB, or lower sharedBuffersMiB, workMemMiB or maxConnections.",
    );
  });

  // 64 for the page cache, 4 for each connection, 32 for maintenance.
  it("of 256 MiB fits 40 connections", () => {
    expect(() => postgres({ memory: Memory.mebibytes(256), maxConnections: 40 })).not.toThrow();
  });

  it("of 256 MiB fits no 41 connections", () => {
    expect(() => postgres({ memory: Memory.mebibytes(256), maxConnections: 41 })).toThrow(
      "its memory limit is 256 MiB",
    );
  });
});

describe("the data path of Postgres", () => {
  const pathWith = (version: string) => {
    const image = Image.of("postgres:1", { version });
    const images = { image: () => image } as unknown as ImageCatalogue;
    const target = recorded((scope) => new Postgres(scope, "postgres"));
    return target.component("postgres").spec({ ...target.context, images })!.volumes[0]!.path;
  };

  it.each([
    ["15", "/var/lib/postgresql/data"],
    ["17.11", "/var/lib/postgresql/data"],
    ["18", "/var/lib/postgresql"],
    ["18.1", "/var/lib/postgresql"],
  ])("of version %s is %s", (version, path) => {
    expect(pathWith(version)).toBe(path);
  });
});

describe("the roles of Postgres", () => {
  it("are those of the layers that use it", () => {
    const sql = fileOf(jobOf(usedBy(["api", "worker"]), "roles"), "roles.sql");
    expect(sql.match(/(?<=^ALTER ROLE ")\w+(?=" LOGIN)/gm)).toEqual(["api", "worker"]);
  });

  it("are the same whatever the order of declaration", () => {
    expect(usedBy(["api", "worker"])).toEqual(usedBy(["worker", "api"]));
  });

  it("are no part of the server itself, so a further layer replaces nothing", () => {
    const withoutJobs = ({ jobs: _jobs, ...spec }: Spec) => spec;
    expect(withoutJobs(usedBy(["api", "worker"]))).toEqual(withoutJobs(usedBy([])));
  });

  it("are applied over the socket, on no network", () => {
    const job = jobOf(usedBy(["api"]), "roles");
    expect(job.reach).toBeUndefined();
    expect(job.volumes).toEqual([{ name: "socket", content: VolumeContent.SHARED, path: "/var/run/postgresql" }]);
  });

  it("come with the schema of a layer that has one", () => {
    const job = jobOf(usedBy(["api", "worker"], { schemas: { api: "CREATE TABLE items ();" } }), "roles");
    expect(fileOf(job, "api.sql")).toBe("CREATE TABLE items ();");
    expect(fileOf(job, "roles.sql").match(/^\\i .*$/gm)).toEqual(["\\i /config/api.sql"]);
  });

  it.each(["pg-stats", "superuser", "platform-owner", "bulwark-layers", "public", "none"])(
    "cannot be called '%s', which is an account already",
    (name) => {
      expect(() => usedBy([name])).toThrow(`[${name}] 'postgres' has an account '${name}' of its own`);
    },
  );

  it.each(["postgres-x", "user", "order", "publicity"])("can be called '%s'", (name) => {
    expect(() => usedBy([name])).not.toThrow();
  });
});

it("states the same defaults in its settings and its props", () => {
  const { memoryMiB, workMemMiB, sharedBuffersMiB, effectiveCacheSizeMiB, ...settings } = postgresSettings.parse({});
  expect([sharedBuffersMiB, effectiveCacheSizeMiB]).toEqual([undefined, undefined]);
  const props = { ...settings, memory: Memory.mebibytes(memoryMiB), workMemory: Memory.mebibytes(workMemMiB) };
  expect(postgres(props)).toEqual(postgres());
});
