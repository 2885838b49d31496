import { JobPhase, Lifecycle, Memory, VolumeContent, type Spec } from "../../../constructs/core";
import { Redis, RedisPurpose, redisSettings, type RedisProps } from "../../../constructs/components/redis";
import { FakeComponent } from "../../support/constructs/fake-component";
import { fileOf, jobOf, recorded, specOf } from "../../support/constructs/recording-target";

const redis = (props: RedisProps = {}) => specOf((scope) => new Redis(scope, "redis", props));

/** Redis and the layers that use it. */
function usedBy(...users: readonly string[]): Spec {
  const target = recorded((scope) => {
    const server = new Redis(scope, "redis");
    for (const user of users) new FakeComponent(scope, user, {}, [server]);
  });
  return target.spec("redis");
}

const configuration = (spec: Spec) => fileOf(spec, "redis.conf").split("\n");
const usersFile = (spec: Spec) => fileOf(jobOf(spec, "users"), "install-users.sh");

describe("Redis", () => {
  it("reserves four times its memory: what it appends to and what that is rewritten to lie side by side", () => {
    expect(redis({ memory: Memory.gibibytes(1) }).volumes[0]!.size).toEqual(Memory.gibibytes(4));
  });

  it("keeps half of its memory limit for data", () => {
    expect(configuration(redis({ memory: Memory.mebibytes(256) }))).toContain(`maxmemory ${128 * 1024 * 1024}`);
  });

  it("reads its password for the health check from a file", () => {
    expect(redis().health.command).toEqual(["/bin/sh", "/config/health.sh"]);
  });

  it("asks itself for its health over standard input, never with arguments", () => {
    const script = fileOf(redis(), "health.sh");
    expect(script).toMatch(
      /printf 'AUTH health %s\\nPING\\n' "\$\(cat \/run\/secrets\/redis-health\)" \| redis-cli -h 127\.0\.0\.1 /,
    );
  });

  it("has an append-only file only as a store", () => {
    expect(configuration(redis({ purpose: RedisPurpose.STORE }))).toContain("appendonly yes");
    expect(configuration(redis({ purpose: RedisPurpose.CACHE }))).toContain("appendonly no");
  });

  it("evicts as a cache and refuses as a store", () => {
    expect(configuration(redis())).toContain("maxmemory-policy allkeys-lru");
    expect(configuration(redis({ purpose: RedisPurpose.STORE }))).toContain("maxmemory-policy noeviction");
  });

  it("is stateful, with a data volume, only as a store", () => {
    const kept = ({ lifecycle, volumes }: Spec) => ({ lifecycle, content: volumes[0]!.content });
    expect(kept(redis({ purpose: RedisPurpose.STORE }))).toEqual({
      lifecycle: Lifecycle.STATEFUL,
      content: VolumeContent.DATA,
    });
    expect(kept(redis())).toEqual({ lifecycle: Lifecycle.EXCLUSIVE, content: VolumeContent.SHARED });
  });

  it("gives a layer its own variables and password file", () => {
    const target = recorded((scope) => {
      const server = new Redis(scope, "redis");
      new FakeComponent(scope, "api", {}, [server]);
    });
    expect((target.component("redis") as Redis).bindingFor(target.component("api"))).toEqual({
      environment: {
        REDIS_HOST: "redis",
        REDIS_PORT: "6379",
        REDIS_USER: "api",
        REDIS_KEY_PREFIX: "api:",
        REDIS_PASSWORD_FILE: "/run/secrets/redis-api",
      },
      secrets: [{ secret: { name: "redis-api", kind: "password" }, path: "/run/secrets/redis-api" }],
    });
  });
});

describe("the users of Redis", () => {
  it("are the layers that use it, each limited to keys and channels of its own", () => {
    expect(usersFile(usedBy("api"))).toContain(
      `  printf 'user api on #%s ~api:* &api:* +@all -@dangerous -@admin\\n' "$(hash redis-api)"\n`,
    );
  });

  it("cannot be the default user, who is off", () => {
    expect(usersFile(usedBy("api"))).toContain("user default off resetpass -@all\\n");
  });

  it("include one that may only ping", () => {
    expect(usersFile(redis())).toContain("user health on #%s -@all +ping\\n");
  });

  it("are no part of the server itself, so a further layer replaces nothing", () => {
    const withoutJobs = ({ jobs: _jobs, ...spec }: Spec) => spec;
    expect(withoutJobs(usedBy("api", "worker"))).toEqual(withoutJobs(usedBy()));
  });

  it("are loaded again by another job when one is added", () => {
    expect(jobOf(usedBy("api", "worker"), "load-users").files).not.toEqual(jobOf(usedBy("api"), "load-users").files);
  });

  it("are brought to a running server one by one: loading them all at once would end every connection", () => {
    const { files, volumes } = jobOf(usedBy("api"), "load-users");
    expect(fileOf({ files }, "load-users.sh")).toContain(String.raw`ACL SETUSER \1 reset`);
    expect(fileOf({ files }, "load-users.sh")).not.toContain("ACL LOAD");
    const size = Memory.mebibytes(512);
    expect(volumes).toEqual([{ name: "data", content: "shared", path: "/data", size, readOnly: true }]);
  });

  it("are read by a server of their own before anything is changed", () => {
    const { phase, files, secrets, volumes } = jobOf(usedBy("api"), "check");
    expect(phase).toBe(JobPhase.CHECK);
    expect(fileOf({ files }, "check-users.sh")).toContain("--port 0 --unixsocket /tmp/redis.sock");
    expect(secrets).toEqual(jobOf(usedBy("api"), "users").secrets);
    expect(volumes).toBeUndefined();
  });

  it("are the same whatever the order of declaration", () => {
    expect(usedBy("api", "worker")).toEqual(usedBy("worker", "api"));
  });

  it("have their passwords only in the job that needs them", () => {
    const secrets = (mounts: Spec["secrets"] = []) => mounts.map(({ secret }) => secret.name);
    const spec = usedBy("api");
    expect(secrets(spec.secrets)).toEqual(["redis-health"]);
    expect(secrets(jobOf(spec, "users").secrets)).toEqual(["redis-admin", "redis-health", "redis-api"]);
    expect(secrets(jobOf(spec, "load-users").secrets)).toEqual(["redis-admin"]);
  });

  it.each(["admin", "health", "default"])("cannot be called '%s', which is an account already", (name) => {
    expect(() => usedBy(name)).toThrow(
      `[${name}] 'redis' has an account '${name}' of its own; give the layer that uses it another id`,
    );
  });
});

it("states the same defaults in its settings and its props", () => {
  const { memoryMiB, ...settings } = redisSettings.parse({});
  expect(redis({ ...settings, memory: Memory.mebibytes(memoryMiB) })).toEqual(redis());
});
