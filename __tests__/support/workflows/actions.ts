import { cpSync, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { sarifErrors } from "../sarif";
import type { Origin } from "./commits";
import { formerWorkspace, NotHere, type StandIn } from "./runner";

export interface UploadedSarif {
  readonly ref: string;
  readonly sha: string;
  readonly results: readonly { readonly message: { readonly text: string }; readonly locations: readonly unknown[] }[];
}

/** What the actions of our workflows do, done on this machine. */
export class Actions {
  /** Artifacts by name, as GitHub keeps them; the last one of a name counts. */
  readonly artifacts = new Map<string, Buffer>();
  readonly sarif: UploadedSarif[] = [];
  private readonly uploads = new Map<string, string>();
  private count = 0;

  constructor(
    private readonly origin: Origin,
    private readonly root: string,
  ) {}

  get byName(): Readonly<Record<string, StandIn>> {
    return {
      "actions/checkout": ({ with: given, workspace, contexts }) => {
        if (given["persist-credentials"] !== "false") throw new Error("the token is left with what is checked out");
        this.origin.cloneTo(workspace, given["ref"] ?? (contexts["github"] as { sha: string }).sha);
        // What was compiled last: `scripts/start.js` sees by itself whether it is of the same sources.
        const compiled = join(formerWorkspace(this.root), "dist");
        if (existsSync(compiled)) {
          cpSync(compiled, join(workspace, "dist"), { recursive: true, preserveTimestamps: true });
        }
      },
      "actions/setup-node": ({ with: given, workspace }) => {
        const version = readFileSync(join(workspace, given["node-version-file"]!), "utf8").trim();
        if (!/^\d+(\.\d+)*$/.test(version)) throw new Error(`no version of Node.js: ${version}`);
      },
      // Nothing was kept before.
      "actions/cache": () => undefined,
      "actions/upload-artifact": ({ with: given }) => this.upload(given["name"]!, given["path"]!),
      "actions/download-artifact": ({ with: given, workspace }) => {
        const upload = this.uploads.get(given["name"]!);
        if (upload === undefined) throw new Error(`no artifact is called ${given["name"]}`);
        const target = given["path"]!.startsWith("/") ? given["path"]! : join(workspace, given["path"]!);
        cpSync(upload, target, { recursive: true });
      },
      "github/codeql-action/upload-sarif": ({ with: given, workspace }) => {
        const text = readFileSync(join(workspace, given["sarif_file"]!), "utf8");
        const errors = sarifErrors(text);
        if (errors.length > 0) throw new Error(errors.join("\n"));
        const { runs } = JSON.parse(text) as { runs: [{ results: UploadedSarif["results"] }] };
        this.sarif.push({ ref: given["ref"]!, sha: given["sha"]!, results: runs[0].results });
      },
      "aws-actions/configure-aws-credentials": () => {
        throw new NotHere("no role of AWS trusts this machine");
      },
    };
  }

  /** Without hidden files, as GitHub's action leaves them out. */
  private async upload(name: string, path: string): Promise<void> {
    const kept = join(this.root, "artifacts", `${this.count++}-${name}`);
    mkdirSync(kept, { recursive: true });
    const isFolder = statSync(path).isDirectory();
    cpSync(path, isFolder ? kept : join(kept, basename(path)), { recursive: true });
    const zip = new ZipFile();
    const files = readdirSync(kept, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    if (files.length === 0) throw new Error("no files were found");
    for (const { parentPath, name: file } of files) {
      const full = join(parentPath, file);
      if (!full.slice(kept.length).includes("/.")) zip.addFile(full, full.slice(kept.length + 1));
    }
    zip.end();
    const archive = `${kept}.zip`;
    await pipeline(zip.outputStream, createWriteStream(archive));
    this.artifacts.set(name, readFileSync(archive));
    this.uploads.set(name, kept);
  }
}
