import { complaints } from "../platform-text";

const LAYER = ["layers:", "  api: { image: 'a:1', port: 1, uses: [pgbouncer] }"];

describe("PgBouncer", () => {
  it("stands before Postgres", () => {
    expect(complaints(["postgres: {}", "pgbouncer: {}", ...LAYER])).toEqual([]);
  });

  it("without Postgres is refused", () => {
    expect(complaints(["pgbouncer: {}"])).toEqual([
      "line 3, platform.pgbouncer: has no server: add 'platform.postgres: {}'",
    ]);
  });

  it("is what a layer uses in place of Postgres, not beside it: the variables have the same names", () => {
    const both = ["layers:", "  api: { image: 'a:1', port: 1, uses: [postgres, pgbouncer] }"];
    expect(complaints(["postgres: {}", "pgbouncer: {}", ...both])).toEqual([
      'line 6, platform.layers.api.uses[1]: "pgbouncer" leads to postgres, which is named as well; take one out',
    ]);
  });

  it("is used by a layer that may have a schema", () => {
    expect(complaints(["postgres: { schemas: { api: a.sql } }", "pgbouncer: {}", ...LAYER])).toEqual([]);
  });
});
