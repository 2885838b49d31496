import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { outcomeOf } from "../engine/engine";
import { sqlFailed } from "./errors";
import type { TestProject } from "./project";
import { asSuperuser } from "./superuser";

/** A row that nobody but a dump has, and that no compression takes apart. */
export const PLANTED = "planted-7f3c9a1e5b";

export interface Vault {
  /** Of the Docker host. */
  readonly directory: string;
  /** @default - a time that no test waits for */
  readonly schedule?: string;
  readonly passwordFile?: string;
}

/** The servers that keep data, a layer that uses both, and a backup of them. */
export async function writeVault(project: TestProject, { directory, schedule, passwordFile }: Vault): Promise<void> {
  const password = passwordFile ? `, passwordFile: ${passwordFile}` : "";
  const at = schedule ?? "{ weekly: { day: monday, at: '03:00' } }";
  await project.write("environments/orders.sql", ORDERS_SQL);
  await project.write(
    "environments/vault.yaml",
    `# kept with the data
target: docker
images: { source: debian }
platform:
  postgres: { memoryMiB: 256, maxConnections: 20, schemas: { orders: orders.sql } }
  redis: { purpose: store, memoryMiB: 64 }
  backup: { to: { directory: ${directory} }, schedule: ${at}, deadlineSeconds: 120${password} }
  layers:
    orders: { image: reference-service, port: 8001, uses: [postgres, redis], env: { DRAIN_SECONDS: "0" } }
`,
  );
}

const ORDERS_SQL = `CREATE TABLE IF NOT EXISTS customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
CREATE TABLE IF NOT EXISTS orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer bigint NOT NULL REFERENCES customers,
  total numeric(10, 2) NOT NULL CHECK (total >= 0),
  note text
);
CREATE INDEX IF NOT EXISTS orders_customer ON orders (customer);
CREATE SEQUENCE IF NOT EXISTS invoices START 1000;
`;

const FILL_SQL = `INSERT INTO orders.customers (name) SELECT 'customer ' || i FROM generate_series(1, 100) AS i;
INSERT INTO orders.orders (customer, total, note)
  SELECT 1 + i % 100, i / 7.0, CASE i WHEN 5000 THEN '${PLANTED}' WHEN 5001 THEN E'tab\\t\\\\. \\u00e4' END FROM generate_series(1, 10000) AS i;
SELECT nextval('orders.invoices') FROM generate_series(1, 41);
CREATE TABLE orders.guarded AS SELECT i FROM generate_series(1, 3) AS i;
ALTER TABLE orders.guarded ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON orders.guarded TO orders`;

/** What a line protocol can get wrong: zero bytes, line ends, quotes; every type; and an end of life. */
const FILL_REDIS = [
  'SET "orders:\\x00\\xff\\r\\n" "\\x00\\x01\\"\\xfe"',
  "SET orders:lasting value",
  "SET orders:dying value EX 86400",
  "HSET orders:hash a 1 b 2",
  "ZADD orders:ranks 1.5 one 2.5 two",
  "RPUSH orders:list x y z",
  "SADD orders:set p q",
  "XADD orders:stream 1-1 field value",
];

export async function fill(): Promise<void> {
  await sql(FILL_SQL);
  redis(...FILL_REDIS);
}

export const sql = (statement: string): Promise<string> => asSuperuser(statement, "platform", "vault-postgres");

/** As the administrator; what Redis answers, byte by byte. */
export function redis(...commands: readonly string[]): string {
  const secret = readFileSync("/var/lib/bulwark/vault/secrets/999/redis-admin", "utf8");
  const input = `AUTH admin ${secret}\n${commands.join("\n")}\n`;
  const { status, stdout, stderr } = spawnSync("docker", ["exec", "-i", "vault-redis", "redis-cli"], { input });
  if (status !== 0) throw sqlFailed(commands.join("; "), stderr.toString());
  return stdout.toString("base64");
}

const TABLES = ["customers", "orders", "guarded"];

/** Everything that Postgres keeps: the schema as its own tool writes it, how many rows, and a sum over them in their order. */
export async function postgresContent(): Promise<Readonly<Record<string, string>>> {
  const tool = ["exec", "vault-postgres", "pg_dump", "-U", "postgres", "--schema-only", "platform"];
  const { stdout } = await outcomeOf("docker", tool);
  const rows = TABLES.map(async (name) => [
    name,
    await sql(`SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM orders.${name} AS t`),
  ]);
  return {
    ...Object.fromEntries(await Promise.all(rows)),
    // The tool guards what it writes by a random word.
    schema: stdout.replace(/^\\(un)?restrict .*$/gm, ""),
    sequences: await sql("SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2"),
  };
}

const DESCRIBE = `local all = {} for _, key in ipairs(redis.call('KEYS', '*')) do all[#all + 1] = key .. ' ' .. redis.call('TYPE', key).ok .. ' ' .. redis.sha1hex(redis.call('TYPE', key).ok == 'set' and table.concat(redis.call('SORT', key, 'ALPHA'), ' ') or redis.call('DUMP', key)) .. ' ' .. redis.call('PEXPIRETIME', key) end table.sort(all) return all`;

/** Every key with its type, what it holds, and when it ends; a set has no order. */
export const redisContent = (): string => redis(`EVAL "${DESCRIBE}" 0`);
