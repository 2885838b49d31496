import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuseOutsideInfluence } from "../../../operations/saved-plan/outside-influence";
import { terraformEnv } from "../../../operations/setup/terraform-env";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bulwark-influence-"));
  writeFileSync(join(folder, "cdk.tf.json"), "{}");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("what nobody reviews", () => {
  it.each(["TF_CLI_ARGS", "TF_CLI_ARGS_apply", "TF_VAR_image", "TF_WORKSPACE", "TF_DATA_DIR"])(
    "is refused as the variable %s",
    (name) => {
      expect(() => refuseOutsideInfluence(folder, { [name]: "x" })).toThrow(`the variable ${name}`);
    },
  );

  it.each([
    "override.tf",
    "z_override.tf.json",
    "override.tofu.json",
    "more.tf",
    "more.tofu",
    "more.tf.json",
    "terraform.tfvars",
    "terraform.tfvars.json",
    "x.auto.tfvars",
    "x.auto.tfvars.json",
  ])("is refused as the file %s", (name) => {
    writeFileSync(join(folder, name), "{}");
    expect(() => refuseOutsideInfluence(folder, {})).toThrow(`the file ${folder}/${name}`);
  });

  it("is told all at once", () => {
    writeFileSync(join(folder, "override.tf"), "");
    expect(() => refuseOutsideInfluence(folder, { TF_VAR_a: "1", TF_VAR_b: "2" })).toThrow(
      /override\.tf\n {2}- the variable TF_VAR_a\n {2}- the variable TF_VAR_b/,
    );
  });

  it.each([
    ["TF_CLI_ARGS_apply", "-parallelism=64 -target=x"],
    ["TF_CLI_ARGS_plan", "-parallelism=x"],
    ["TF_WORKSPACE", "-parallelism=64"],
  ])("is refused as %s=%s", (name, value) => {
    expect(() => refuseOutsideInfluence(folder, { [name]: value })).toThrow(`the variable ${name}`);
  });

  it.each([
    [
      "what `bulwark env` exports",
      terraformEnv({ path: "/bin/terraform", flavour: "terraform", fromCache: false }, { mirror: "/m" }, {}),
    ],
    ["variables that say nothing of a plan", { TF_CLI_CONFIG_FILE: "x", TF_IN_AUTOMATION: "1", PATH: "/bin" }],
    ["an empty variable", { TF_CLI_ARGS: "" }],
  ])("is not %s", (_, env) => {
    writeFileSync(join(folder, "notes.json"), "{}");
    expect(() => refuseOutsideInfluence(folder, env)).not.toThrow();
  });

  it("needs no folder to be looked for in the variables", () => {
    expect(() => refuseOutsideInfluence(undefined, {})).not.toThrow();
    expect(() => refuseOutsideInfluence(undefined, { TF_VAR_a: "1" })).toThrow("TF_VAR_a");
  });
});
