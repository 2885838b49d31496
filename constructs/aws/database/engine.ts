import type { Classes } from "../private/checks";

/** Majors in standard support. https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html */
export const POSTGRES_VERSIONS = ["14", "15", "16", "17", "18"] as const;

export type PostgresVersion = (typeof POSTGRES_VERSIONS)[number];

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html */
export const DATABASE_CLASSES: Classes = {
  prefix: "db",
  families: [
    ...["t4g", "t3"],
    ...["m8g", "m7g", "m6g", "m6gd", "m7i", "m6i", "m6id", "m5", "m5d"],
    ...["r8g", "r7g", "r6g", "r6gd", "r7i", "r6i", "r6id", "r5", "r5d", "r5b", "x2g", "x2iedn", "x2idn"],
  ],
  example: "db.m7g.large",
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html */
export const EXPORTED_LOGS = ["postgresql", "upgrade"] as const;

/** Milliseconds from which on a statement is written into the log. */
const SLOW = "1000";

/** Who comes and goes, what is changed, what waits; nobody without TLS. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  "rds.force_ssl": "1",
  ssl_min_protocol_version: "TLSv1.2",
  log_connections: "1",
  log_disconnections: "1",
  log_statement: "ddl",
  log_min_duration_statement: SLOW,
  log_lock_waits: "1",
};
