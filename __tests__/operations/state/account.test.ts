import type { Environment } from "../../../config";
import { accountOf, requireAccount } from "../../../operations/state/account";

const without = { name: "shop", settings: {} } as Environment;

describe("an environment without an account", () => {
  it("has nothing that credentials could be compared with", async () => {
    await expect(requireAccount(without)).resolves.toBeUndefined();
  });

  it("can have nothing made in one", () => {
    expect(() => accountOf(without)).toThrow(
      "environment shop says no AWS account, so that nothing can be made for it\nWrite 'aws: { accountId, region }' into its YAML.",
    );
  });
});
