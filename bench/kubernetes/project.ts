import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";

import { packageRoot } from "../../config/package-root";
import type { Access } from "../../operations/kubernetes/client";
import { readKubernetesManifest, type KubernetesManifest } from "../../operations/kubernetes/manifest";
import { synthesizedReleases } from "../../operations/kubernetes/releases";
import { run } from "../../operations/process";
import { renderReleases } from "../../operations/render";
import { EnvironmentProject } from "../environment-project";
import { servicesPlatform } from "./platform";

/** An object as a manifest has it. */
export interface RenderedManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** A platform of services for a cluster, in a folder of its own. */
export class ServicesProject extends EnvironmentProject {
  static async make(services: number, access: Required<Access>): Promise<ServicesProject> {
    const folder = await mkdtemp(join(tmpdir(), "bulwark-bench-cluster-"));
    await mkdir(join(folder, "environments"));
    const project = new ServicesProject(folder, "services", services, access);
    await project.edit("1");
    return project;
  }

  private constructor(
    folder: string,
    environment: string,
    readonly services: number,
    private readonly access: Required<Access>,
  ) {
    super(folder, environment);
  }

  /** Where Terraform runs. */
  get terraformFolder(): string {
    return this.stackFolder;
  }

  /** Another image of one layer, synthesized. */
  async edit(version: string): Promise<void> {
    const platform = servicesPlatform({ services: this.services, version });
    await writeFile(this.file, stringify({ target: "kubernetes", cluster: this.access, platform }));
    await run(process.execPath, [join(packageRoot(), "dist", "main.js"), this.file], { cwd: this.folder });
  }

  clusterManifest(): KubernetesManifest {
    return readKubernetesManifest(this.stackFolder);
  }

  releaseCount(): number {
    return synthesizedReleases(this.stackFolder).length;
  }

  /** As `bulwark render` writes them. */
  async manifests(helm: string): Promise<readonly RenderedManifest[]> {
    const objects = await renderReleases(helm, synthesizedReleases(this.stackFolder));
    return objects.flatMap(({ text }) => parseAllDocuments(text).map((one) => one.toJS() as RenderedManifest));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}
