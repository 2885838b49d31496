import { Backup, BackupDestination } from "../../../../../constructs/components/backup";
import { Postgres } from "../../../../../constructs/components/postgres";
import { Redis, RedisPurpose } from "../../../../../constructs/components/redis";
import { Schedule } from "../../../../../constructs/core";
import { containerOf, containersOf, manifestOf, synthesized } from "../../../../support/constructs/synthesized";

const stack = synthesized((scope) => {
  new Postgres(scope, "postgres");
  new Redis(scope, "redis", { purpose: RedisPurpose.STORE });
  new Backup(scope, "backup", { to: BackupDestination.directory("/srv/backups"), schedule: Schedule.daily("02:00") });
});
const manifest = manifestOf(stack);
const entryOf = (component: string) => manifest.restores.find((one) => one.component === component)!;

describe("what is restored", () => {
  it("is in the manifest, and no resource", () => {
    expect(manifest.restores.map(({ component }) => component)).toEqual(["postgres", "redis"]);
    expect(Object.keys(containersOf(stack)).filter((name) => name.includes("restore"))).toEqual([]);
  });

  it("runs as its server does: image, user, memory, files in memory", () => {
    const server = containerOf(stack, "postgres");
    const { image, user, memoryMiB, temporary } = entryOf("postgres");
    expect({ image, user, memory: memoryMiB, tmpfs: temporary }).toEqual({
      image: server.image,
      user: server.user,
      memory: server.memory,
      tmpfs: server.tmpfs,
    });
  });

  it("finds its scripts, the dump, and what lets it in", () => {
    const sources = entryOf("redis").mounts.map(({ source }) => source);
    expect(sources).toEqual([
      expect.stringMatching(/^test-config-\w{12}$/),
      "/var/lib/bulwark/test/secrets/999/redis-admin",
      "test-redis-backup",
    ]);
    expect([entryOf("postgres").networks, entryOf("redis").networks]).toEqual([[], ["test-redis"]]);
  });
});

describe("a folder of the host", () => {
  it("is made for the user that writes to it", () => {
    expect(manifest.hostFolders).toEqual([{ path: "/srv/backups/test", uid: 65534, gid: 65534 }]);
  });

  it("is mounted by the container that saves alone", () => {
    const having = Object.entries(containersOf(stack)).filter(([, { mounts = [] }]) =>
      mounts.some(({ source }) => source === "/srv/backups/test"),
    );
    expect(having.map(([name]) => name)).toEqual(["backup_job-save"]);
  });
});

describe("a volume of another component", () => {
  it("is listed once, as its owner's", () => {
    const listed = manifest.volumes.filter(({ name }) => name === "test-postgres-backup");
    expect(listed.map(({ component }) => component)).toEqual(["postgres"]);
    const mounted = containerOf(stack, "backup_job-save").mounts!.map(({ source }) => source);
    expect(mounted).toContain("test-postgres-backup");
  });
});
