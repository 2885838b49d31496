import { checkUsers, installUsers } from "../../../../constructs/components/redis/scripts";

const ACCOUNTS = {
  admin: { user: "admin", secret: "redis-admin" },
  health: { user: "health", secret: "redis-health" },
  layers: [{ user: "orders", secret: "redis-orders" }],
  monitors: [{ user: "redis-exporter", secret: "redis-redis-exporter" }],
  backups: [],
};

describe.each([
  ["installed", installUsers(ACCOUNTS)],
  ["checked", checkUsers(ACCOUNTS)],
])("the users that are %s", (_what, script) => {
  it("have no default one that may log in", () => {
    expect(script).toContain("printf 'user default off resetpass -@all\\n'");
  });

  it("have for each layer its own keys and channels, and no command that reads or harms others", () => {
    expect(script).toContain("user orders on #%s ~orders:* &orders:* +@all -@dangerous -@admin");
  });

  it("have for an exporter no key, and no command that shows what others asked", () => {
    const [rules] = /(?<=user redis-exporter on #%s ).*(?=\\n')/.exec(script)!;
    expect(rules).toMatch(/^-@all /);
    expect(rules).not.toMatch(/~|&|\+get|\+slowlog( |\|get)|client\|list|\+@/);
  });

  it("are written as hashes that nobody else may read", () => {
    expect(script).toMatch(/umask 077[\s\S]*sha256sum[\s\S]*"\$\(hash redis-orders\)"/);
  });
});
