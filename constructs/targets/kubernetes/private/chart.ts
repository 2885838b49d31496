import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { TerraformStack } from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import { Construct } from "constructs";

export type ChartName = "workload" | "namespaces";

/**
 * A chart of this package, beside the stack that applies it: by a path that is the same on every machine, and with a version
 * that carries a hash of its content, since Helm's provider ships an edited template only when the version changes.
 */
export class Chart extends Construct {
  /** From the stack's folder, where Terraform runs. */
  readonly path: string;

  constructor(scope: Construct, id: string, name: ChartName) {
    super(scope, id);
    this.path = `./charts/${name}`;
    const source = chartFolder(name);
    const stack = TerraformStack.of(this);
    addCustomSynthesis(this, {
      onSynthesize: ({ manifest, outdir }) => {
        const folder = dirname(join(outdir, manifest.forStack(stack).synthesizedStackPath));
        copyChart(source, join(folder, "charts", name));
      },
    });
  }
}

export function copyChart(source: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  cpSync(source, to, { recursive: true });
  const file = join(to, "Chart.yaml");
  const hash = hashOf(source);
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(/^(version: [\d.]+)$/m, (version) => `${version}-${hash}`),
  );
}

/** Over names and contents, in an order that no file system decides. */
function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of filesBelow(folder).sort()) {
    hash
      .update(`${relative(folder, file)}\0`)
      .update(readFileSync(file))
      .update("\0");
  }
  return `h${hash.digest("hex").slice(0, 10)}`;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Of the package, whether this runs from sources or compiled. */
export function chartFolder(name: ChartName, from = __dirname): string {
  const here = join(from, "charts", name);
  return existsSync(join(here, "Chart.yaml")) ? here : chartFolder(name, dirname(from));
}
