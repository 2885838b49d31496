import { Backup, BackupDestination } from "../../../../constructs/components/backup";
import { Redis, RedisPurpose } from "../../../../constructs/components/redis";
import { Schedule } from "../../../../constructs/core";
import { fileOf, jobOf, recorded } from "../../../support/constructs/recording-target";

const withBackup = (purpose: RedisPurpose) =>
  recorded((scope) => {
    new Redis(scope, "redis", { purpose });
    new Backup(scope, "backup", { to: BackupDestination.directory("/srv"), schedule: Schedule.daily("02:00") });
  }).spec("redis");

const usersFile = (purpose: RedisPurpose) => fileOf(jobOf(withBackup(purpose), "users"), "install-users.sh");

describe("the dump of Redis", () => {
  const [dump] = withBackup(RedisPurpose.STORE).scheduled!;

  it("logs in as a user with the commands of a replica, and no key", () => {
    expect(usersFile(RedisPurpose.STORE)).toMatch(/user backup on #%s -@all \+ping \+psync \+sync \+replconf\\n/);
  });

  it("gives its password over standard input", () => {
    expect(fileOf(dump!, "dump.sh")).toMatch(/--user backup --askpass --rdb "\$1" <"\/run\/secrets\/redis-backup"/);
  });

  it("is none of a cache, which then has no such user either", () => {
    expect(withBackup(RedisPurpose.CACHE).scheduled).toEqual([]);
    expect(usersFile(RedisPurpose.CACHE)).not.toContain("backup");
  });
});

describe("the restore of Redis", () => {
  const script = fileOf(jobOf(withBackup(RedisPurpose.STORE), "restore"), "restore.sh");

  it("makes the server one of its own again, whatever happens", () => {
    expect(script).toMatch(/back\(\) \{\n {2}real 'REPLICAOF NO ONE'[\s\S]*trap back EXIT/);
  });

  it("hands the dump over with a password that nobody else knows", () => {
    expect(script).toContain("requirepass $secret");
    expect(script).toContain("head -c 32 /dev/urandom");
  });
});
