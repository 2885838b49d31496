import { Postgres } from "../../../constructs/components/postgres";
import { PostgresExporter } from "../../../constructs/components/postgres-exporter";
import { FakeComponent } from "../../support/constructs/fake-component";
import { fileOf, jobOf, recorded } from "../../support/constructs/recording-target";

const target = recorded((scope) => {
  const server = new Postgres(scope, "postgres", { database: "shop" });
  new FakeComponent(scope, "api", {}, [server]);
  new PostgresExporter(scope, "postgres-exporter", { server });
});
const spec = target.spec("postgres-exporter");

describe("the exporter of Postgres", () => {
  it("logs in with a role of its own, whose password it reads from a file", () => {
    expect(spec.environment).toEqual({
      DATA_SOURCE_URI: "postgres:5432/shop?sslmode=disable&connect_timeout=2",
      DATA_SOURCE_USER: "postgres_exporter",
      DATA_SOURCE_PASS_FILE: "/run/secrets/postgres-postgres-exporter",
    });
    expect(spec.secrets.map(({ secret }) => secret.name)).toEqual(["postgres-postgres-exporter"]);
  });

  it("is given that role by the server: a login for figures, and no schema", () => {
    const { files, secrets } = jobOf(target.spec("postgres"), "roles");
    expect(fileOf({ files }, "roles.sql")).toContain('GRANT pg_monitor TO "postgres_exporter";');
    expect(fileOf({ files }, "roles.sql").match(/CREATE SCHEMA .*/g)).toEqual([
      'CREATE SCHEMA IF NOT EXISTS "api" AUTHORIZATION platform_owner;',
    ]);
    expect(secrets?.map(({ secret }) => secret.name)).toEqual(["postgres-api", "postgres-postgres-exporter"]);
  });

  it("is well while the server is down: its metrics say that", () => {
    expect(spec.health.command.at(-1)).toBe("http://127.0.0.1:9187/");
  });

  it("shares the network of the monitoring components", () => {
    expect(target.component("postgres-exporter").network).toBe("monitoring");
  });
});
