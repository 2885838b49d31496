import { checkUsers, installUsers } from "../../../../constructs/components/redis/scripts";

const ACCOUNTS = {
  admin: { user: "admin", secret: "redis-admin" },
  health: { user: "health", secret: "redis-health" },
  layers: [{ user: "orders", secret: "redis-orders" }],
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

  it("are written as hashes that nobody else may read", () => {
    expect(script).toMatch(/umask 077[\s\S]*sha256sum[\s\S]*"\$\(hash redis-orders\)"/);
  });
});
