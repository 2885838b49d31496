import { Access } from "../../../../constructs/core";
import type { LayerRole } from "../../../../constructs/components/postgres/layer-role";
import { applyRolesScript, rolesSql } from "../../../../constructs/components/postgres/roles";

const role = (name: string, schemaFile?: string): LayerRole => ({
  role: name,
  secretFile: `/run/secrets/postgres-${name}`,
  schemaFile,
  migrationSecretFile: undefined,
});

const migrating = (name: string, schemaFile?: string): LayerRole => ({
  ...role(name, schemaFile),
  migrationSecretFile: `/run/secrets/postgres-${name}.migration`,
});

const lines = (...roles: readonly LayerRole[]) => rolesSql("shop", roles).split("\n");

describe("the roles", () => {
  it("take everything from everybody before they give", () => {
    const all = lines(role("api"));
    const revoked = all.indexOf("REVOKE ALL ON DATABASE shop FROM PUBLIC;");
    expect(revoked).toBeGreaterThan(-1);
    expect(revoked).toBeLessThan(all.indexOf("GRANT CONNECT ON DATABASE shop TO bulwark_layers;"));
  });

  it("of layers have no power over the server", () => {
    expect(lines(role("api"))).toContain(
      'ALTER ROLE "api" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;',
    );
  });

  it("of layers own no schema, and so change no table", () => {
    const sql = rolesSql("shop", [role("api")]);
    expect(sql).toContain('CREATE SCHEMA IF NOT EXISTS "api" AUTHORIZATION platform_owner;');
    expect(sql).not.toMatch(/GRANT (ALL|CREATE|TRUNCATE|.*TRIGGER)/);
  });

  it("reach no schema but their own", () => {
    expect(lines(role("api"), role("worker")).filter((line) => line.startsWith("GRANT USAGE ON SCHEMA"))).toEqual([
      'GRANT USAGE ON SCHEMA "api" TO "api";',
      'GRANT USAGE ON SCHEMA "worker" TO "worker";',
    ]);
  });

  it("get their password from its file, in no text that is logged", () => {
    const all = lines(role("api"));
    const read = all.indexOf("\\set value `cat /run/secrets/postgres-api`");
    expect(all.slice(read, read + 5)).toEqual([
      "\\set value `cat /run/secrets/postgres-api`",
      // Else an error would quote the line it is in.
      "\\set VERBOSITY terse",
      `ALTER ROLE "api" PASSWORD :'value';`,
      "\\set VERBOSITY default",
      "\\unset value",
    ]);
    expect(all.indexOf("SET log_min_error_statement = panic;")).toBe(1);
  });

  it("that are reserved words of SQL are quoted wherever they are named", () => {
    const named = rolesSql("shop", [role("user")])
      .replace(/'user'/g, "")
      .replace(/\/[\w/-]*/g, "");
    expect(named.match(/.\buser\b./g)?.filter((one) => one !== '"user"')).toEqual([]);
  });

  it("of layers that are gone lose their login, and the schemas stay", () => {
    const sql = rolesSql("shop", [role("api")]);
    expect(sql).toContain("rolname NOT IN ('api')");
    expect(sql).toContain("DROP OWNED BY %1$I; DROP ROLE %1$I");
    expect(sql).not.toContain("DROP SCHEMA");
  });

  it("all go when no layer is left", () => {
    expect(rolesSql("shop", [])).toContain("rolname NOT IN ('')");
  });

  it("apply a schema as its owner, and take the power back", () => {
    const all = lines(role("api", "api.sql"));
    const start = all.indexOf("SET ROLE platform_owner;");
    expect(all.slice(start, start + 5)).toEqual([
      "SET ROLE platform_owner;",
      'SET search_path = "api";',
      "\\i /config/api.sql",
      "RESET search_path;",
      "RESET ROLE;",
    ]);
  });
});

describe("the roles of a layer with migrations", () => {
  const all = lines(migrating("api", "api.sql"));

  it("are a login that acts as an owner, so that tables stay when the login goes", () => {
    expect(all).toContain('GRANT "api.owner" TO "api.migration";');
    expect(all).toContain(`ALTER ROLE "api.migration" SET role = 'api.owner';`);
  });

  it("make tables in the layer's schema alone", () => {
    expect(all.filter((line) => /\bCREATE ON\b/.test(line))).toEqual([
      'GRANT USAGE, CREATE ON SCHEMA "api" TO "api.owner";',
    ]);
  });

  it("leave the layer's own role the rows of what they make, and no more", () => {
    const given =
      'ALTER DEFAULT PRIVILEGES FOR ROLE "api.owner" IN SCHEMA "api" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "api";';
    expect(all).toContain(given);
    expect(all.filter((line) => line.startsWith("GRANT") && line.endsWith('TO "api";'))).not.toContainEqual(
      expect.stringMatching(/CREATE|ALL PRIVILEGES|owner/),
    );
  });

  it("may log in only when all else is done, since a job waits for that", () => {
    const may = all.indexOf('GRANT bulwark_layers TO "api.migration";');
    expect(all.slice(0, may)).toContain(`ALTER ROLE "api.migration" SET search_path = "api";`);
    expect(all.slice(may).filter((line) => line.includes("api.migration") && !line.includes("rolname"))).toHaveLength(
      1,
    );
  });

  it("own what the layer's schema file makes, too", () => {
    expect(all).toContain('SET ROLE "api.owner";');
    expect(all).not.toContain("SET ROLE platform_owner;");
  });

  it("are kept while there are migrations, and go with them", () => {
    expect(all.join("\n")).toContain("rolname NOT IN ('api', 'api.migration')");
    expect(rolesSql("shop", [role("api")])).toContain("rolname NOT IN ('api')");
  });
});

describe("the role of an exporter", () => {
  const exporter = {
    role: "postgres_exporter",
    secretFile: "/run/secrets/postgres-postgres-exporter",
    access: Access.MONITOR,
    pooled: [],
  };
  const all = rolesSql("shop", [role("api")], [exporter]).split("\n");

  it("sees figures, within limits", () => {
    expect(all).toContain('GRANT pg_monitor TO "postgres_exporter";');
    expect(all).toContain('ALTER ROLE "postgres_exporter" CONNECTION LIMIT 5;');
  });

  it("has no schema and no rows", () => {
    const granted = all.filter((line) => /^GRANT .*TO "postgres_exporter"/.test(line));
    expect(granted).toEqual([
      'GRANT bulwark_layers TO "postgres_exporter";',
      'GRANT pg_monitor TO "postgres_exporter";',
    ]);
    expect(all.join("\n")).not.toContain('SCHEMA IF NOT EXISTS "postgres_exporter"');
  });

  it("is kept while it is used, and goes with its user", () => {
    expect(all.join("\n")).toContain("rolname NOT IN ('api', 'postgres_exporter')");
    expect(rolesSql("shop", [role("api")])).not.toContain("postgres_exporter");
  });
});

describe("the script that applies them", () => {
  it("stops at the first error, and then has changed nothing", () => {
    expect(applyRolesScript("shop")).toContain("psql -X -q -1 -v ON_ERROR_STOP=1 -f /config/roles.sql");
  });

  it("waits for the server that listens, and gives up with a word", () => {
    expect(applyRolesScript("shop")).toContain(
      "echo 'Postgres did not accept connections within 120 s; its log says why' >&2",
    );
  });
});
