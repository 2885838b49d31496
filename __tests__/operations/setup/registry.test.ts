import { reasonIn, tryUserCliConfig } from "../../../operations/setup/registry";

const UNREACHABLE = `terraform ended with exit code 1, in /tmp/x
  It said:
    │ Error: Failed to query available provider packages
    │
    │ Could not retrieve the list of available versions for provider
    │ kreuzwerker/docker: could not connect to registry.terraform.io: failed to
    │ request discovery document: lookup: no such host
    │
    │ To see which modules are currently depending on kreuzwerker/docker and what
    │ versions are specified, run the following command:`;

describe("why the registry cannot be used", () => {
  it("is one sentence out of what Terraform wrapped", () => {
    expect(reasonIn(UNREACHABLE)).toBe(
      "could not connect to registry.terraform.io: failed to request discovery document: lookup: no such host",
    );
  });

  it("is everything that was said when that sentence is not there", () => {
    expect(reasonIn("terraform was stopped")).toBe("terraform was stopped");
  });
});

describe("the user's CLI configuration", () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["/nonexistent/.terraformrc", undefined],
    [__filename, __filename],
  ])("named %j counts as %j", (TF_CLI_CONFIG_FILE, expected) => {
    expect(tryUserCliConfig({ TF_CLI_CONFIG_FILE })).toBe(expected);
  });
});
