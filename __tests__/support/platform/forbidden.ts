/** What a layer's role of Postgres must not do, of its own schema and of another layer's. */
export function forbiddenStatements(own: string, other: string): readonly string[] {
  return [
    `SELECT * FROM ${other}.items`,
    `INSERT INTO ${other}.items (name) VALUES ('x')`,
    `UPDATE ${other}.items SET name = 'x'`,
    `DELETE FROM ${other}.items`,
    `TRUNCATE ${other}.items`,
    ...[own, other, "public"].map((schema) => `CREATE TABLE ${schema}.planted (id int)`),
    ...[own, other].flatMap((schema) => [
      `ALTER TABLE ${schema}.items ADD COLUMN planted int`,
      `DROP TABLE ${schema}.items`,
      `CREATE INDEX ON ${schema}.items (name)`,
      `DROP SCHEMA ${schema} CASCADE`,
      `CREATE FUNCTION ${schema}.planted() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    ]),
    `TRUNCATE ${own}.items`,
    "CREATE SCHEMA planted",
    "CREATE TEMPORARY TABLE planted (id int)",
    "CREATE ROLE planted",
    `ALTER ROLE ${own} CREATEDB`,
    "SET ROLE platform_owner",
    `SET ROLE ${other}`,
    "SET SESSION AUTHORIZATION postgres",
    "SELECT * FROM pg_authid",
    "SELECT pg_read_file('PG_VERSION')",
    "COPY (SELECT 1) TO PROGRAM 'cat'",
  ];
}

/** Keys, channels and commands of Redis that are not a layer's. */
export function forbiddenCommands(other: string): readonly (readonly string[])[] {
  return [
    ["GET", `${other}:colour`],
    ["SET", `${other}:colour`, "x"],
    ["DEL", `${other}:colour`],
    ["RENAME", `${other}:colour`, `${other}:other`],
    ["EVAL", "return redis.call('GET', KEYS[1])", "1", `${other}:colour`],
    ["PUBLISH", `${other}:news`, "x"],
    ["FLUSHALL"],
    ["FLUSHDB"],
    ["KEYS", "*"],
    ["CONFIG", "GET", "*"],
    ["CONFIG", "SET", "maxmemory-samples", "5"],
    ["ACL", "LIST"],
    ["ACL", "SETUSER", "planted", "on"],
    ["CLIENT", "LIST"],
    ["INFO"],
    ["SAVE"],
    ["SUBSCRIBE", `${other}:news`],
  ];
}
