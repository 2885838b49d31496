import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { builtImages, loadEnvironment } from "../../../config";
import type { Deployment } from "../../../operations/deployment";
import { declaredGenerations } from "../../../operations/installation/generations";
import { readManifest } from "../../../operations/manifest";
import { DockerStack } from "../../../stacks/docker-stack";
import { synthesizedStack } from "../../support/constructs/synthesized";

const environment = loadEnvironment(join(__dirname, "../../../environments/local.yaml"));
const stack = synthesizedStack((app) => new DockerStack(app, "local", { environment, builtImages: builtImages() }));

describe("the generations that are kept of environment local", () => {
  const folder = mkdtempSync(join(tmpdir(), "bulwark-generations-"));
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
  const manifest = readManifest(folder);
  const kept = declaredGenerations({ environment, folder, manifest } as Deployment);

  afterAll(() => rmSync(folder, { recursive: true }));

  it("are those of layers, each with what its YAML says, or the record could not be read again", () => {
    expect(Object.keys(kept).sort()).toEqual(Object.keys(environment.settings.platform.layers).sort());
    expect(Object.values(kept).filter(({ settings }) => settings === undefined)).toEqual([]);
  });

  it("are none of what rolls and is no layer", () => {
    const rolling = manifest.containers.filter(({ lifecycle }) => lifecycle === "rolling");
    expect(rolling.map(({ component }) => component)).toContain("node-exporter");
    expect(kept).not.toHaveProperty("node-exporter");
  });
});
