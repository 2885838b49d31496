import { poolConfiguration, serverConnections } from "../../../../constructs/components/pgbouncer/configuration";

const pool = (version: string) =>
  poolConfiguration({
    server: { host: "postgres", port: "5432", database: "shop" },
    login: "pgbouncer",
    userlist: "/run/pgbouncer/userlist.txt",
    version,
    maxConnections: 50,
    maxClients: 1000,
  });

describe("the configuration of PgBouncer", () => {
  it.each(["1.18", "1.20.1"])("of %s knows no limit of prepared statements", (version) => {
    expect(pool(version)).not.toContain("max_prepared_statements");
  });

  it.each(["1.21", "1.25.2", "2.0"])("of %s does", (version) => {
    expect(pool(version)).toContain("\nmax_prepared_statements = 200\n");
  });

  it("leads to the server's one database", () => {
    expect(pool("1.25")).toMatch(/^\[databases\]\nshop = host=postgres port=5432 dbname=shop\n/);
  });

  it.each([
    [5, 1],
    [20, 12],
    [100, 72],
  ])("leaves of %d connections enough for those who come past it", (maxConnections, wanted) => {
    expect(serverConnections({ maxConnections, maxClients: 1 })).toBe(wanted);
  });
});
