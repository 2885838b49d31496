import { PgBouncer, pgbouncerSettings, type PgBouncerProps } from "../../../constructs/components/pgbouncer";
import { Postgres } from "../../../constructs/components/postgres";
import { ServiceLayer } from "../../../constructs/components/service-layer";
import { Access, JobPhase, Memory, type Spec } from "../../../constructs/core";
import { OWN_IMAGE } from "../../support/constructs/images";
import { fileOf, jobOf, recorded, type RecordingTarget } from "../../support/constructs/recording-target";

const MIGRATE = { name: "migrate", command: ["migrate"] };

/** Postgres, a pool, and layers that use the pool; all of them have migrations. */
const pooled = (layers: readonly string[], props: Partial<PgBouncerProps> = {}): RecordingTarget =>
  recorded((scope) => {
    const server = new Postgres(scope, "postgres", { maxConnections: 100, memory: Memory.gibibytes(1) });
    const pool = new PgBouncer(scope, "pgbouncer", { server, ...props });
    for (const layer of layers) {
      new ServiceLayer(scope, layer, { image: OWN_IMAGE, port: 8080, uses: [pool], jobs: [MIGRATE] });
    }
  });

const target = pooled(["api"]);
const { relations } = target.context;
const ini = (spec: Spec) => fileOf(spec, "pgbouncer.ini").split("\n");
const rolesOf = (one: RecordingTarget) => fileOf(jobOf(one.spec("postgres"), "roles"), "roles.sql");

describe("a layer that uses PgBouncer", () => {
  it("has the variables of Postgres, which lead to the pool", () => {
    expect(target.spec("api").environment).toMatchObject({
      POSTGRES_HOST: "pgbouncer",
      POSTGRES_PORT: "5432",
      POSTGRES_DATABASE: "platform",
      POSTGRES_USER: "api",
      POSTGRES_PASSWORD_FILE: "/run/secrets/postgres-api",
    });
  });

  it("has its role and schema in Postgres", () => {
    expect(rolesOf(target)).toContain('CREATE SCHEMA IF NOT EXISTS "api" AUTHORIZATION platform_owner;');
  });

  it("has migrations that go past it", () => {
    const migrate = jobOf(target.spec("api"), "migrate");
    expect(migrate.environment).toMatchObject({ POSTGRES_HOST: "postgres", POSTGRES_USER: "api.migration" });
    const api = target.component("api");
    expect(api.peersOfJobs(relations).map(({ name }) => name)).toEqual(["pgbouncer", "postgres"]);
    expect(api.peers(relations).map(({ name }) => name)).toEqual(["pgbouncer"]);
  });

  it("waits for Postgres itself before it migrates", () => {
    const { phase, files } = jobOf(target.spec("api"), "await.postgres");
    expect(phase).toBe(JobPhase.ROLL);
    expect(fileOf({ files }, "await.sh")).toContain("-h postgres -U api.migration");
  });

  it("touches nothing of the pool, which asks Postgres for logins", () => {
    expect(pooled(["api", "worker"]).spec("pgbouncer")).toEqual(target.spec("pgbouncer"));
  });
});

describe("PgBouncer", () => {
  const lines = ini(target.spec("pgbouncer"));

  it("takes three quarters of what the server accepts, and gives one user a quarter of that", () => {
    expect(lines).toEqual(expect.arrayContaining(["max_db_connections = 72", "default_pool_size = 18"]));
  });

  it("shares connections out by transaction, with proof of identity, and over no socket", () => {
    expect(lines).toEqual(
      expect.arrayContaining(["pool_mode = transaction", "auth_type = scram-sha-256", "unix_socket_dir ="]),
    );
  });

  it("keeps prepared statements of drivers where its version can", () => {
    expect(lines).toContain("max_prepared_statements = 200");
  });

  it("reads its own password from a file, into memory", () => {
    const spec = target.spec("pgbouncer");
    expect(fileOf(spec, "start.sh")).toContain(
      `printf '"pgbouncer" "%s"\\n' "$(cat /run/secrets/postgres-pgbouncer)" >/run/pgbouncer/userlist.txt`,
    );
    expect(spec.environment).toEqual({});
  });

  it("has a login that looks up the layers' logins, and has no rows", () => {
    const sql = rolesOf(pooled(["api", "worker"]));
    expect(sql).toContain("ARRAY['api', 'worker']::name[]");
    expect(sql).toContain('REVOKE ALL ON FUNCTION "bulwark.pool"."pgbouncer" FROM PUBLIC;');
    expect(sql.match(/^GRANT .* TO "pgbouncer";$/gm)).toEqual([
      'GRANT bulwark_layers TO "pgbouncer";',
      'GRANT USAGE ON SCHEMA "bulwark.pool" TO "pgbouncer";',
      'GRANT EXECUTE ON FUNCTION "bulwark.pool"."pgbouncer" TO "pgbouncer";',
    ]);
  });

  it("looks up nobody where nobody uses it", () => {
    expect(rolesOf(pooled([]))).toContain("ARRAY[]::name[]");
  });

  it("gives a migration the server's own address", () => {
    const pool = target.component("pgbouncer") as PgBouncer;
    const { environment } = pool.bindingFor(target.component("api"), Access.PREPARE);
    expect(environment["POSTGRES_HOST"]).toBe("postgres");
  });

  it("states the same defaults in its settings and its props", () => {
    const { memoryMiB, ...settings } = pgbouncerSettings.parse({});
    const stated = pooled(["api"], { ...settings, memory: Memory.mebibytes(memoryMiB) });
    expect(stated.spec("pgbouncer")).toEqual(target.spec("pgbouncer"));
  });
});
