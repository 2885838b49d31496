import { terraformEnv } from "../../../operations/setup/terraform-env";

const TERRAFORM = { path: "/usr/bin/terraform", flavour: "terraform", fromCache: false } as const;

describe("the environment of Terraform", () => {
  it("asks 64 things at once, and asks no person and no update server", () => {
    expect(terraformEnv(TERRAFORM, {}, {})).toEqual({
      CHECKPOINT_DISABLE: "1",
      GOGC: "400",
      TF_IN_AUTOMATION: "1",
      TF_CLI_ARGS_plan: "-parallelism=64",
      TF_CLI_ARGS_apply: "-parallelism=64",
      TF_CLI_ARGS_destroy: "-parallelism=64",
      TF_CLI_ARGS_refresh: "-parallelism=64",
    });
  });

  it("keeps arguments of the user, which come last and so win", () => {
    const env = terraformEnv(TERRAFORM, {}, { TF_CLI_ARGS_plan: "-no-color", TF_CLI_ARGS_apply: "-parallelism=4" });
    expect(env).toMatchObject({ TF_CLI_ARGS_plan: "-parallelism=64 -no-color", TF_CLI_ARGS_apply: "-parallelism=4" });
  });

  it("collects garbage as often as the user says", () => {
    expect(terraformEnv(TERRAFORM, {}, { GOGC: "50" })).toMatchObject({ GOGC: "50" });
  });

  it("is the same when it is made twice", () => {
    const once = terraformEnv(TERRAFORM, {}, {});
    expect(terraformEnv(TERRAFORM, {}, once)).toEqual(once);
  });

  it("names the configuration that holds the provider's mirrors", () => {
    expect(terraformEnv(TERRAFORM, { cliConfigFile: "/c/x.tfrc" }, {})).toMatchObject({
      TF_CLI_CONFIG_FILE: "/c/x.tfrc",
    });
  });

  it("has providers locked from the mirror that they come from, unless the user says from where", () => {
    const name = "TF_CLI_ARGS_providers_lock";
    expect(terraformEnv(TERRAFORM, {}, {})).not.toHaveProperty(name);
    expect(terraformEnv(TERRAFORM, { mirror: "/m" }, {})[name]).toBe("-fs-mirror=/m");
    expect(terraformEnv(TERRAFORM, { mirror: "/m" }, { [name]: "-no-color" })[name]).toBe("-fs-mirror=/m -no-color");
    expect(terraformEnv(TERRAFORM, { mirror: "/m" }, { [name]: "-fs-mirror=/own" })[name]).toBe("-fs-mirror=/own");
  });

  it("tells cdktf to run OpenTofu", () => {
    const tofu = { path: "/usr/bin/tofu", flavour: "opentofu", fromCache: false } as const;
    expect(terraformEnv(tofu, {}, {})).toMatchObject({ TERRAFORM_BINARY_NAME: "/usr/bin/tofu" });
  });

  it("puts a program from the cache on PATH, once", () => {
    const cachedTofu = { path: "/usr/bin/tofu", flavour: "opentofu", fromCache: true } as const;
    expect(terraformEnv(cachedTofu, {}, { PATH: "/bin" })["PATH"]).toBe("/usr/bin:/bin");
    expect(terraformEnv(cachedTofu, {}, { PATH: "/bin:/usr/bin" })["PATH"]).toBe("/bin:/usr/bin");
  });
});
