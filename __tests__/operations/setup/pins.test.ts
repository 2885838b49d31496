import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { pins, toolchainFolder } from "../../../operations/setup/pins";
import { isAtLeast, isWithin } from "../../../operations/setup/version";

const goMod = (recipe: string) => readFileSync(join(toolchainFolder(), recipe, "go.mod"), "utf8");
const goSum = (recipe: string) => readFileSync(join(toolchainFolder(), recipe, "go.sum"), "utf8");
const recipes = readdirSync(toolchainFolder()).filter((name) => existsSync(join(toolchainFolder(), name, "go.mod")));

describe("what is pinned", () => {
  it("is the same OpenTofu as a release and as a recipe", () => {
    const { version } = pins().opentofu;
    expect(goMod("tofu")).toContain(`github.com/opentofu/opentofu v${version} `);
    expect(goSum("tofu")).toMatch(new RegExp(`^github.com/opentofu/opentofu v${version} h1:`, "m"));
  });

  it("is the commit of the docker provider that was measured", () => {
    const module = "github.com/kreuzwerker/terraform-provider-docker v0.0.0-20260916201441-96d331c98ff4";
    expect(goMod("docker-provider")).toContain(`=> ${module}\n`);
    expect(goSum("docker-provider")).toContain(`${module} h1:T3HvvZCRd4h2qkMl+SXA2zza26Rdz8xqV81skikQWy4=\n`);
  });

  it("is a docker provider that fits its own constraint", () => {
    const { version, constraint } = pins().dockerProvider;
    expect(isWithin(version, constraint)).toBe(true);
  });

  it("is a docker compose that fits its own constraint, as a recipe", () => {
    const { version, constraint } = pins().compose;
    expect(isWithin(version, constraint)).toBe(true);
    expect(goMod("compose")).toContain(`github.com/docker/compose/v2 v${version} `);
    expect(goSum("compose")).toMatch(new RegExp(`^github.com/docker/compose/v2 v${version} h1:`, "m"));
  });

  it("is a helm that fits its own constraint, as a recipe", () => {
    const { version, constraint } = pins().helm;
    expect(isWithin(version, constraint)).toBe(true);
    expect(goMod("helm")).toContain(`helm.sh/helm/v3 v${version} `);
    expect(goSum("helm")).toMatch(new RegExp(`^helm.sh/helm/v3 v${version} h1:`, "m"));
  });

  it("is a helm provider as a recipe, older than what a registry must have", () => {
    const { version, constraint } = pins().helmProvider;
    expect(isAtLeast(version, constraint)).toBe(false);
    expect(goMod("helm-provider")).toContain(`github.com/hashicorp/terraform-provider-helm v${version}\n`);
  });

  it.each(recipes)("is a Go that is new enough for %s", (recipe) => {
    const needed = /^go (\S+)$/m.exec(goMod(recipe))?.[1] ?? "none";
    expect(isAtLeast(pins().go.version, needed)).toBe(true);
  });

  it("has a checksum for both kinds of Linux machine", () => {
    expect(Object.keys(pins().opentofu.sha256)).toEqual(["linux_amd64", "linux_arm64"]);
    expect(Object.keys(pins().go.sum)).toEqual(["linux-amd64", "linux-arm64"]);
  });
});
