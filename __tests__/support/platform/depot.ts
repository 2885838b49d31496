import type { TestProject } from "./project";

/** What jobs of the small platform `depot` do, and one setting of the layer whose edit makes a new generation. */
export interface Depot {
  /** The command of the layer's job before a roll. */
  readonly migrate: readonly string[];
  /** @default - what the settings give */
  readonly deadlineSeconds?: number;
  readonly logLevel?: string;
}

/** Runs with what the reference service's image holds; says what the server says. */
const CLIENT = `const { Client } = require("pg");
const e = process.env;
const password = require("fs").readFileSync(e.POSTGRES_PASSWORD_FILE, "utf8");
const login = { host: e.POSTGRES_HOST, port: e.POSTGRES_PORT, database: e.POSTGRES_DATABASE, user: e.POSTGRES_USER };
const client = new Client({ ...login, password });
const refused = (error) => { console.error(error.message); process.exitCode = 3; };
client.connect().then(() => client.query(process.argv[1])).catch(refused).finally(() => client.end());`;

/** A command of a layer that runs SQL as the user that the layer's variables name. */
export const sqlCommand = (sql: string): readonly string[] => ["node", "-e", CLIENT, sql];

const ITEMS =
  "CREATE TABLE IF NOT EXISTS items (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);";

/** Each run leaves a row. */
export const MIGRATION = `${ITEMS} CREATE TABLE IF NOT EXISTS runs (at timestamptz DEFAULT clock_timestamp()); INSERT INTO runs DEFAULT VALUES`;

const TICKS = "CREATE TABLE IF NOT EXISTS ticks (at timestamptz DEFAULT clock_timestamp())";

/** Postgres, a layer with a migration, and a layer whose job runs every minute. */
export function depotYaml({ migrate, deadlineSeconds, logLevel = "info" }: Depot): string {
  const deadline = deadlineSeconds === undefined ? "" : `, deadlineSeconds: ${deadlineSeconds}`;
  return `target: docker
images: { source: debian }
platform:
  postgres: { memoryMiB: 256, maxConnections: 20 }
  haproxy: { httpsPort: 8443, httpPort: 8080 }
  layers:
    orders:
      image: reference-service
      port: 8001
      uses: [postgres]
      env: { DRAIN_SECONDS: "0", LOG_LEVEL: ${logLevel} }
      route: { path: /v1/items, auth: none }
      jobs:
        migrate: { command: ${JSON.stringify(migrate)}, before: roll${deadline} }
    ticker:
      image: reference-service
      port: 8002
      uses: [postgres]
      env: { DRAIN_SECONDS: "0" }
      jobs:
        tables: { command: ${JSON.stringify(sqlCommand(TICKS))}, before: roll }
        tick: { command: ${JSON.stringify(sqlCommand("INSERT INTO ticks DEFAULT VALUES"))}, schedule: { everyMinutes: 1 } }
`;
}

export const writeDepot = (project: TestProject, depot: Depot): Promise<void> =>
  project.write("environments/depot.yaml", depotYaml(depot));
