import { Backup, BackupDestination } from "../../../../constructs/components/backup";
import { Postgres } from "../../../../constructs/components/postgres";
import { JobReach, Schedule } from "../../../../constructs/core";
import { fileOf, jobOf, recorded } from "../../../support/constructs/recording-target";

const spec = recorded((scope) => {
  new Postgres(scope, "postgres");
  new Backup(scope, "backup", { to: BackupDestination.directory("/srv"), schedule: Schedule.daily("02:00") });
}).spec("postgres");

const [dump] = spec.scheduled!;
const restore = jobOf(spec, "restore");

describe("the dump of Postgres", () => {
  it("logs in with a role of its own, whose password is in no argument and no variable", () => {
    expect(dump!.secrets!.map(({ secret }) => secret.name)).toEqual(["postgres-backup"]);
    expect(fileOf(dump!, "dump.sh")).toContain(
      `printf '*:*:*:*:%s\\n' "$(cat /run/secrets/postgres-backup)" >/tmp/pgpass`,
    );
    expect(dump!.environment).toBeUndefined();
  });

  it("reads every row, and changes none", () => {
    const sql = fileOf(jobOf(spec, "roles"), "roles.sql");
    expect(sql).toContain('GRANT pg_read_all_data TO "backup";\nALTER ROLE "backup" BYPASSRLS CONNECTION LIMIT 2;');
    expect(sql).not.toContain('CREATE SCHEMA IF NOT EXISTS "backup"');
  });
});

describe("the restore of Postgres", () => {
  it("is the superuser's, over the socket and no network", () => {
    expect(restore.reach ?? JobReach.NONE).toBe(JobReach.NONE);
    expect(restore.volumes!.map(({ name }) => name)).toEqual(["socket", "backup"]);
    expect(restore.secrets ?? []).toEqual([]);
  });

  it("is one transaction that drops what was there", () => {
    expect(fileOf(restore, "restore.sh")).toMatch(
      /psql -X -q -1 -v ON_ERROR_STOP=1 .*-f \/config\/empty\.sql -f \/var\/tmp\/restore\/data/,
    );
  });
});
