import type { Mount } from "../../../policies/facts/container";
import { keepsData, lostData } from "../../../policies/facts/data-paths";
import { parseImage } from "../../../policies/facts/image-reference";

const at = (target: string, other: Partial<Mount> = {}): Mount => ({
  kind: "volume",
  source: "data",
  target,
  readOnly: false,
  ...other,
});
const running = (
  image: string,
  command: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
) => ({
  image: parseImage(image),
  command,
  environment: new Map(Object.entries(environment)),
});

describe("a container keeps data", () => {
  it.each([
    ["postgres:17", at("/var/lib/postgresql/data")],
    ["registry.example.com/mirror/postgres:17", at("/var/lib/postgresql/data/pgdata")],
    ["postgres:18", at("/var/lib/postgresql")],
    ["bitnamilegacy/redis", at("/bitnami/redis/data")],
    ["grafana/grafana", at("/var/lib/grafana", { kind: "bind", source: "/srv/grafana" })],
  ])("of %s on %j", (image, mount) => {
    expect(keepsData(parseImage(image), [mount])).toBe(true);
  });

  it.each([
    ["postgres:17", at("/var/lib/postgresql/data", { readOnly: true })],
    ["postgres:17", at("/var/lib/postgresql/data", { kind: "tmpfs", source: "" })],
    ["postgres:17", at("/var/lib/postgresql/data", { source: "" })],
    ["postgres:17", at("/var/lib/postgresql-data")],
  ])("never of %s on %j", (image, mount) => {
    expect(keepsData(parseImage(image), [mount])).toBe(false);
  });

  it.each(["api:1", "example/not-postgres", "bitnami/postgres", `sha256:${"a".repeat(64)}`])(
    "of which nothing is known: %s",
    (image) => {
      expect(keepsData(parseImage(image), [at("/data")])).toBeUndefined();
    },
  );
});

describe("data is lost", () => {
  it.each([
    ["where nothing is mounted", running("postgres:17"), []],
    ["on a volume without a name", running("postgres:17"), [at("/var/lib/postgresql/data", { source: "" })]],
    ["under the engine's own volume", running("postgres:17"), [at("/var/lib/postgresql")]],
    ["where the new version keeps it", running("postgres:18"), [at("/var/lib/postgresql/data")]],
    ["where it was moved", running("postgres:17", [], { PGDATA: "/pg" }), [at("/var/lib/postgresql/data")]],
    ["by options alone", running("redis", ["--appendonly", "yes"]), []],
    ["by what is appended", running("redis", ["redis-server", "--save", "", "--appendonly", "yes"]), []],
    ["by a shell", running("redis", ["sh", "-c", "exec redis-server --save 60 1"]), []],
    ["by the image's own script", running("mysql", ["docker-entrypoint.sh", "mysqld"]), [at("/data")]],
  ])("%s", (_where, image, mounts) => {
    expect(lostData(image, mounts)).toMatch(/^\//);
  });

  it.each([
    ["on a named volume", running("postgres:17"), [at("/var/lib/postgresql/data")]],
    ["of a version that nobody tells", running("postgres:alpine"), [at("/var/lib/postgresql")]],
    ["in a folder of the host", running("mongo"), [at("/data/db", { kind: "bind", source: "/srv/db" })]],
    ["that was said to be thrown away", running("redis"), [at("/data", { kind: "tmpfs", source: "" })]],
    ["where it was moved to", running("postgres:17", [], { PGDATA: "/pg/data" }), [at("/pg")]],
    [
      "one folder below the volume",
      running("postgres:17", [], { PGDATA: "/var/lib/postgresql/data/pgdata" }),
      [at("/var/lib/postgresql/data")],
    ],
    ["by an option", running("prometheus", ["--storage.tsdb.path=/tsdb"]), [at("/tsdb")]],
    ["by two words", running("redis", ["redis-server", "--dir", "/keep"]), [at("/keep")]],
    ["above a folder", running("grafana/grafana"), [at("/var/lib")]],
    ["of a cache", running("redis", ["redis-server", "--save", "", "--appendonly", "no"]), []],
    ["of a cache by a shell", running("redis", ["sh", "-c", "redis-server --save '' --maxmemory 64mb"]), []],
    ["of another program", running("postgres:17", ["/bin/sh", "/config/dump.sh"]), []],
    ["of an image that is not known", running("api:1"), []],
  ])("never %s", (_where, image, mounts) => {
    expect(lostData(image, mounts)).toBeUndefined();
  });
});
