import { createHash } from "node:crypto";
import { lstatSync, readFileSync, readdirSync, realpathSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";

/** A chart as it lies on disk. */
export interface Chart {
  /** Contents by path below the chart's folder; of a packed one the empty path. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Over names and contents. */
  readonly hash: string;
  /** Empty where Helm alone can tell. */
  readonly version: string;
  /** Whether it may say something else each time: by chance, or by the clock; `tpl` may ask for both. */
  readonly chance: "none" | "random" | "clock";
  /** Which of the roots it lies below. */
  readonly root: string;
}

/** What Helm itself unpacks of one file. https://github.com/helm/helm/blob/v3.19.5/pkg/chart/loader/archive.go */
const MOST_BYTES_OF_FILE = 5 * 1024 ** 2;
/** The largest public charts have 4 MB in 600 files. */
const MOST_BYTES = 32 * 1024 ** 2;
const MOST_ENTRIES = 4000;
const TOO_LARGE = "is larger than any chart";

/** A chart, or why there is none to render: words that follow `its chart`. */
export type ChartOrReason = Chart | string;

/**
 * Reads a chart that lies where the stack's folder, the compared folder or the project has it. What leads elsewhere is as if it
 * were not there, and no link is followed: a stranger's file must not say which files of this machine are read.
 *
 * @param path as it is written, from the folder on
 * @param roots below one of these it has to lie
 */
export function readChart(path: string, folder: string, roots: readonly string[]): ChartOrReason {
  try {
    const place = realpathSync(resolve(folder, path));
    const root = roots.find((one) => place.startsWith(realpathSync(one) + sep));
    if (root === undefined) return "is not on disk";
    const chart = chartAt(place);
    return typeof chart === "string" ? chart : { ...chart, root };
  } catch {
    return "is not on disk";
  }
}

function chartAt(place: string): Omit<Chart, "root"> | string {
  if (lstatSync(place).isFile()) return packed(place);
  const files = new Map<string, Buffer>();
  let [bytes, entries] = [0, 0];
  // Not recursive by itself: a link to a folder above would never end.
  const waiting = [""];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of readdirSync(join(place, folder), { withFileTypes: true })) {
      const name = join(folder, entry.name);
      entries += 1;
      if (entries > MOST_ENTRIES) return TOO_LARGE;
      if (entry.isDirectory()) {
        waiting.push(name);
        continue;
      }
      if (!entry.isFile()) return `holds what is no file: ${name}`;
      const { size } = lstatSync(join(place, name));
      bytes += size;
      if (size > MOST_BYTES_OF_FILE || bytes > MOST_BYTES) return TOO_LARGE;
      files.set(name, readFileSync(join(place, name)));
    }
  }
  const about = files.get("Chart.yaml")?.toString("utf8");
  if (about === undefined) return "is none: it has no Chart.yaml";
  const [, version = ""] = /^version:[ \t]*["']?([^"'\s#]+)/m.exec(about) ?? [];
  return { files, hash: hashOf(files), version, chance: chanceIn(files) };
}

function packed(place: string): Omit<Chart, "root"> | string {
  if (lstatSync(place).size > MOST_BYTES) return TOO_LARGE;
  const files = new Map([["", readFileSync(place)]]);
  return { files, hash: hashOf(files), version: "", chance: "random" };
}

function hashOf(files: ReadonlyMap<string, Buffer>): string {
  const hash = createHash("sha256");
  for (const [name, content] of [...files].sort(([one], [other]) => (one < other ? -1 : 1))) {
    hash.update(`${name.length}:${name}${content.length}:`).update(content);
  }
  return hash.digest("hex");
}

/** https://masterminds.github.io/sprig/, all that asks the system for chance or time; no names of values */
const RANDOM =
  /(?<![.\w"-])(rand(Alpha|AlphaNum|Ascii|Numeric|Bytes|Int)|shuffle|uuidv4|gen(PrivateKey|CA|SelfSignedCert|SignedCert)(WithKey)?|htpasswd|bcrypt|encryptAES|tpl)(?![\w"-])/;
const CLOCK = /(?<![.\w"-])(now|ago)(?![\w"-])/;
const ACTION = /\{\{-?(?!\s*\/\*)[\s\S]*?\}\}/g;

function chanceIn(files: ReadonlyMap<string, Buffer>): Chart["chance"] {
  const templates = [...files].filter(([name]) => /(^|\/)(templates|charts)\//.test(name));
  // What is packed nobody looks into here.
  const isHidden = templates.some(([name]) => name.endsWith(".tgz"));
  const actions = templates.flatMap(([, content]) => content.toString("utf8").match(ACTION) ?? []);
  if (actions.some((action) => CLOCK.test(action))) return "clock";
  return isHidden || actions.some((action) => RANDOM.test(action)) ? "random" : "none";
}

/** Lays a copy where Helm reads it. @returns its path */
export async function unpackChart({ files, hash }: Chart, below: string): Promise<string> {
  const target = join(below, hash);
  for (const [name, content] of files) {
    const file = name === "" ? `${target}.tgz` : join(target, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return files.has("") ? `${target}.tgz` : target;
}
