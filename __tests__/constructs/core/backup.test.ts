import { Postgres } from "../../../constructs/components/postgres";
import { Backup, BackupDestination } from "../../../constructs/components/backup";
import { Redis, RedisPurpose } from "../../../constructs/components/redis";
import { Duration, JobPhase, JobReach, STAGING, Schedule, type Spec } from "../../../constructs/core";
import { recorded } from "../../support/constructs/recording-target";
import type { Construct } from "constructs";

const backup = (scope: Construct) =>
  new Backup(scope, "backup", {
    to: BackupDestination.directory("/srv/backups"),
    schedule: Schedule.daily("02:00"),
    deadline: Duration.minutes(10),
  });

const tasks = ({ jobs, scheduled = [] }: Spec) => [
  ...jobs.filter(({ phase }) => phase === JobPhase.RESTORE).map(({ name }) => name),
  ...scheduled.map(({ name }) => name),
];

describe("what keeps data", () => {
  it.each([
    ["before", (scope: Construct) => [backup(scope), new Postgres(scope, "postgres")]],
    ["after", (scope: Construct) => [new Postgres(scope, "postgres"), backup(scope)]],
  ])("is saved by a backup that is declared %s it", (_when, declare) => {
    expect(tasks(recorded(declare).spec("postgres"))).toEqual(["restore", "dump"]);
  });

  it("has nothing to do where nobody saves", () => {
    expect(tasks(recorded((scope) => new Postgres(scope, "postgres")).spec("postgres"))).toEqual([]);
  });

  it("is a store, and not a cache", () => {
    const both = recorded((scope) => {
      backup(scope);
      new Redis(scope, "cache");
      new Redis(scope, "store", { purpose: RedisPurpose.STORE });
    });
    expect([tasks(both.spec("cache")), tasks(both.spec("store"))]).toEqual([[], ["restore", "dump"]]);
  });

  it("makes its dump at the times of the backup, with its own image, and reaches itself alone", () => {
    const spec = recorded((scope) => [backup(scope), new Postgres(scope, "postgres")]).spec("postgres");
    const [dump] = spec.scheduled!;
    expect(dump).toMatchObject({
      schedule: Schedule.daily("02:00"),
      deadline: Duration.minutes(10),
      reach: JobReach.OWN,
    });
    expect(dump).not.toHaveProperty("image");
    expect(dump!.volumes).toEqual([STAGING]);
  });
});
