import type { Construct } from "constructs";
import { Backup, BackupDestination, backupSettings, type BackupProps } from "../../../constructs/components/backup";
import { Postgres } from "../../../constructs/components/postgres";
import { Redis, RedisPurpose } from "../../../constructs/components/redis";
import { JobReach, Memory, Schedule, SecretKind, VolumeContent } from "../../../constructs/core";
import { fileOf, jobOf, recorded } from "../../support/constructs/recording-target";

const DIRECTORY = { to: BackupDestination.directory("/srv/backups"), schedule: Schedule.daily("02:00") };

const spec = (props: Partial<BackupProps> = {}, others: (scope: Construct) => void = () => undefined) =>
  recorded((scope) => {
    new Backup(scope, "backup", { ...DIRECTORY, ...props });
    others(scope);
  }).spec("backup");

const saveOf = (...args: Parameters<typeof spec>) => spec(...args).scheduled![0]!;
const scriptOf = (...args: Parameters<typeof spec>) => fileOf(saveOf(...args), "backup.sh");

const servers = (scope: Construct) => {
  new Postgres(scope, "db", { renamedFrom: ["postgres"] });
  new Redis(scope, "cache");
  new Redis(scope, "store", { purpose: RedisPurpose.STORE });
};

describe("the settings of a backup", () => {
  it("need only the place", () => {
    expect(backupSettings.parse({ to: { directory: "/srv/backups" } })).toEqual({
      to: { directory: "/srv/backups" },
      schedule: { daily: "02:00" },
      keep: { daily: 7, weekly: 4, monthly: 6 },
      memoryMiB: 256,
      deadlineSeconds: 3600,
    });
  });

  it.each(["backups", "/srv/../etc/", "/srv/a b", "/"])("refuse '%s' as a folder", (directory) => {
    expect(backupSettings.safeParse({ to: { directory } }).success).toBe(false);
  });
});

describe("a backup", () => {
  it("mounts what every source keeps for it, under the name that outlives a rename", () => {
    expect(saveOf({}, servers).volumes!.slice(1)).toEqual([
      { name: "backup", content: VolumeContent.SHARED, path: "/staging/postgres", owner: "postgres" },
      { name: "backup", content: VolumeContent.SHARED, path: "/staging/store", owner: "store" },
    ]);
  });

  it("waits for the dumps of these, and for no others", () => {
    expect(scriptOf({}, servers)).toContain("for source in postgres store; do\n    if await");
  });

  it("keeps as many as it is told, and the last one always", () => {
    const script = scriptOf({ keep: { daily: 1, weekly: 2, monthly: 3 } });
    expect(script).toContain("--keep-last 1 --keep-daily 1 --keep-weekly 2 --keep-monthly 3 --prune");
  });

  it("checks before it forgets", () => {
    expect(scriptOf()).toContain('save "$((begun - 30))" && check_part && forget');
  });

  it("never shows its password: it is a key in a file", () => {
    const { secrets, environment } = saveOf();
    expect(secrets).toEqual([
      { secret: { name: "backup-password", kind: SecretKind.KEY }, path: "/run/secrets/backup-password" },
    ]);
    expect(environment).toMatchObject({ RESTIC_PASSWORD_FILE: "/run/secrets/backup-password" });
  });

  it("takes the password of a repository that is there already from a file", () => {
    expect(saveOf({ passwordFile: "kept" }).secrets![0]!.secret.givenFile).toBe("kept");
  });

  it("gives restic memory of its own", () => {
    expect(saveOf().memory).toEqual(Memory.mebibytes(256));
    expect(spec().resources.memory).toEqual(Memory.mebibytes(48));
  });

  it("saves the settings by a job, so that an edit of them replaces no container that runs on", () => {
    const job = jobOf(spec({ settings: { "environment.yaml": "a: 1" } }), "prepare");
    expect(fileOf(job, "settings-environment.yaml")).toBe("a: 1");
  });
});

describe("a backup to a folder of the host", () => {
  it("has a folder for each environment, and says why in an exception", () => {
    expect(saveOf().hostFolders).toEqual([{ source: "/srv/backups/test", path: "/repository" }]);
    expect(spec().exceptions).toEqual([
      {
        protection: "host-folder",
        detail: "/srv/backups/test",
        reason: "backups lie outside of the volumes that they are of",
      },
    ]);
  });

  it("reaches nobody", () => {
    expect(saveOf().reach).toBe(JobReach.NONE);
  });
});

describe("a backup to S3", () => {
  const to = BackupDestination.s3({
    bucket: "saved",
    endpoint: "https://s3.example.com",
    prefix: "team/a",
    credentialsFile: "key.ini",
  });

  it("reads its credentials from a file", () => {
    const { environment, secrets } = saveOf({ to });
    expect(environment).toMatchObject({
      RESTIC_REPOSITORY: "s3:https://s3.example.com/saved/team/a/test",
      AWS_SHARED_CREDENTIALS_FILE: "/run/secrets/backup-s3",
    });
    expect(secrets!.map(({ secret }) => secret.givenFile)).toEqual([undefined, "key.ini"]);
  });

  it("goes out, says so, and mounts nothing of the host", () => {
    const { reach, hostFolders } = saveOf({ to });
    expect({ reach, hostFolders }).toEqual({ reach: JobReach.OUTSIDE, hostFolders: [] });
    expect(spec({ to }).exceptions.map(({ protection, detail }) => [protection, detail])).toEqual([
      ["egress", "https://s3.example.com"],
    ]);
  });
});
