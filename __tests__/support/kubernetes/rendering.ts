import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse } from "yaml";
import { kubernetesProgram } from "./programs";

const ROOT = join(__dirname, "..", "..", "..");

export interface RenderedFile {
  /** `<namespace>/<kind>-<name>.yaml` */
  readonly path: string;
  readonly text: string;
  readonly object: object;
}

/** The manifests of an environment, as `bulwark render` writes them. */
export class RenderingProject {
  private readonly folder = mkdtempSync(join(tmpdir(), "bulwark-render-"));

  constructor() {
    cpSync(join(ROOT, "environments"), join(this.folder, "environments"), { recursive: true });
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  /** @throws when the command fails; its words are in the error */
  render(environment: string, out = "rendered"): readonly RenderedFile[] {
    this.run(["render", environment, "--out", out]);
    const root = this.path(out);
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".yaml"));
    return files.sort().map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, object: parse(text) as object };
    });
  }

  run(args: readonly string[]): string {
    const helm = dirname(kubernetesProgram("BULWARK_HELM"));
    const env = { ...process.env, PATH: [helm, process.env.PATH].join(delimiter) };
    const command = [join(ROOT, "dist", "scripts", "bulwark.js"), "--quiet", ...args];
    return execFileSync(process.execPath, command, { cwd: this.folder, env, encoding: "utf8", stdio: "pipe" });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
