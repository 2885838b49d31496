import { Redis } from "../../../constructs/components/redis";
import { RedisExporter } from "../../../constructs/components/redis-exporter";
import { FakeComponent } from "../../support/constructs/fake-component";
import { fileOf, jobOf, recorded } from "../../support/constructs/recording-target";

const target = recorded((scope) => {
  const server = new Redis(scope, "redis");
  new FakeComponent(scope, "api", {}, [server]);
  new RedisExporter(scope, "redis-exporter", { server });
});
const spec = target.spec("redis-exporter");

describe("the exporter of Redis", () => {
  it("makes its file of passwords in memory, never from variables or arguments", () => {
    expect(fileOf(spec, "start.sh")).toContain(
      `password=$(cat /run/secrets/redis-redis-exporter)
printf '{"redis://redis:6379":"%s","redis://redis-exporter@redis:6379":"%s"}' "$password" "$password" >/run/redis-exporter/passwords.json
`,
    );
    expect(spec.environment["REDIS_PASSWORD_FILE"]).toBe("/run/redis-exporter/passwords.json");
    expect(spec.temporary.map(({ path }) => path)).toEqual(["/run/redis-exporter"]);
  });

  it("asks with the user that the file names", () => {
    expect(spec.environment).toMatchObject({ REDIS_ADDR: "redis://redis:6379", REDIS_USER: "redis-exporter" });
  });

  it("is given that user by the server, without a key", () => {
    const { files } = jobOf(target.spec("redis"), "users");
    expect(fileOf({ files }, "install-users.sh")).toMatch(/user redis-exporter on #%s -@all [^~]*\n/);
  });

  it("shares the network of the monitoring components", () => {
    expect(target.component("redis-exporter").network).toBe("monitoring");
  });
});
