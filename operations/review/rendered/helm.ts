import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { DeclaredRelease, SetValue } from "../../../review/rendered";
import { hashOfBytes } from "../../images/content-hash";
import { lastWords } from "../../process";
import type { Helm } from "../../setup";
import { unpackChart, type Chart } from "./chart";
import { confinement, LIMITS, runConfined, type Confinement, type Limits } from "./confined";
import { KeptRenderings, type Texts } from "./kept";

/** A rendering, or why there is none: words that follow `the release`. */
export type Rendering = { readonly texts: Texts } | { readonly why: string };

/** Of all releases of a review together: who brings a thousand charts that never end gets no further. */
const MOST_SECONDS = 120;
const MOST_BYTES = 20 * 1024 ** 2;

/** What Helm says of a template may be long, and is a stranger's. */
const MOST_WORDS = 300;

/**
 * Renders charts that nobody trusts: in a folder of its own, without a network where the machine lets it, without DNS, a
 * cluster or plugins, and within limits. Close it, or its folder stays.
 */
export class Renderer {
  static async open(helm: Helm, limits: Limits = LIMITS): Promise<Renderer> {
    const folder = await mkdtemp(join(tmpdir(), "bulwark-helm-"));
    await mkdir(join(folder, "charts"));
    return new Renderer(helm, folder, limits);
  }

  readonly confinement: Confinement;
  private readonly kept = new KeptRenderings();
  private readonly charts = new Map<string, Promise<string>>();
  private readonly renderings = new Map<string, Promise<Rendering>>();
  private readonly until = Date.now() + MOST_SECONDS * 1000;
  private bytes = 0;
  private next = 0;

  private constructor(
    private readonly helm: Helm,
    private readonly folder: string,
    private readonly limits: Limits,
  ) {
    this.confinement = confinement(limits);
  }

  /** What both sides have alike is rendered once, so that chance makes no difference. */
  render(release: DeclaredRelease, chart: Chart): Promise<Rendering> {
    const key = this.keyOf(release, chart);
    const rendering = this.renderings.get(key) ?? this.rendered(key, release, chart);
    this.renderings.set(key, rendering);
    return rendering;
  }

  private async rendered(key: string, release: DeclaredRelease, chart: Chart): Promise<Rendering> {
    const known = this.kept.of(key);
    if (known) return this.counted({ texts: known });
    if (Date.now() > this.until) return { why: `comes after others that took ${MOST_SECONDS} s` };
    const started = Date.now();
    const first = await this.once(release, chart);
    if ("why" in first || chart.chance === "none") return this.keeping(key, first, chart);
    // A clock tells the same twice within a second.
    if (chart.chance === "clock") await pause(Math.max(0, 1100 - (Date.now() - started)));
    const second = await this.once(release, chart);
    return "why" in second ? second : this.keeping(key, { texts: [first.texts[0], second.texts[0]] }, chart);
  }

  async close(): Promise<void> {
    this.kept.tidy();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async keeping(key: string, rendering: Rendering, { chance }: Chart): Promise<Rendering> {
    // Tomorrow a clock says something else.
    if ("texts" in rendering && chance !== "clock") await this.kept.keep(key, rendering.texts);
    return this.counted(rendering);
  }

  private counted(rendering: Rendering): Rendering {
    if ("why" in rendering) return rendering;
    this.bytes += rendering.texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
    const isTooMuch = this.bytes > MOST_BYTES;
    return isTooMuch ? { why: `comes after others that print ${MOST_BYTES / 1024 ** 2} MB` } : rendering;
  }

  private keyOf({ name, namespace, values, sets }: DeclaredRelease, { hash }: Chart): string {
    const said = [1, this.helm.version, hash, name, namespace, values, sets];
    return hashOfBytes(JSON.stringify(said));
  }

  private async once(release: DeclaredRelease, chart: Chart): Promise<Rendering> {
    const place = await this.placeOf(chart);
    const own = join(this.folder, String((this.next += 1)));
    await mkdir(own, { mode: 0o700 });
    const values = await filesOf(own, release.values);
    const sets = await setWords(own, release.sets);
    if (typeof sets === "string") return { why: sets };
    const words = [
      ...["template", "--skip-tests", "--namespace", release.namespace],
      ...values.flatMap((file) => ["--values", file]),
      ...[...sets, "--", release.name, place],
    ];
    const ended = await runConfined([this.helm.path, ...words], {
      ...{ cwd: own, env: envOf(own), confinement: this.confinement, limits: this.limits },
    });
    await rm(own, { recursive: true, force: true });
    if (ended.state === "stopped") return { why: `${ended.why} to render` };
    return ended.code === 0 ? { texts: [ended.stdout] } : { why: `is refused by Helm: ${this.words(ended.stderr)}` };
  }

  private placeOf(chart: Chart): Promise<string> {
    const known = this.charts.get(chart.hash) ?? unpackChart(chart, join(this.folder, "charts"));
    this.charts.set(chart.hash, known);
    return known;
  }

  /** Without the folders of this machine. */
  private words(stderr: string): string {
    const said = lastWords(stderr, 5).replaceAll(this.folder, "").replace(/\s+/g, " ");
    return said.replace(/^Error: | ?Use --debug flag to render out invalid YAML/g, "").slice(0, MOST_WORDS);
  }
}

/** Nothing of this process's: no cluster, no plugins, no proxies, no repositories. */
const envOf = (folder: string): Readonly<Record<string, string>> => ({
  HOME: folder,
  TMPDIR: folder,
  HELM_CACHE_HOME: join(folder, "cache"),
  HELM_CONFIG_HOME: join(folder, "config"),
  HELM_DATA_HOME: join(folder, "data"),
});

const filesOf = (folder: string, texts: readonly string[]): Promise<readonly string[]> =>
  Promise.all(
    texts.map(async (text, index) => {
      const file = join(folder, `values-${index}.yaml`);
      await writeFile(file, text, { mode: 0o600 });
      return file;
    }),
  );

const OPTIONS = { auto: "--set", string: "--set-string", literal: "--set-literal" } as const;

/** What is plain text travels in a file, which no list of processes shows. */
async function setWords(folder: string, sets: readonly SetValue[]): Promise<readonly string[] | string> {
  const words: string[] = [];
  for (const [index, { name, value, type, isSensitive }] of sets.entries()) {
    const isPlain =
      /^[^\\,{}[\]=]*$/.test(value) && (type !== "auto" || !/^(true|false|null|0|-?[1-9]\d*|)$/.test(value));
    if (isPlain && type !== "literal") {
      const file = join(folder, `set-${index}`);
      await writeFile(file, value, { mode: 0o600 });
      words.push("--set-file", `${name}=${file}`);
    } else if (isSensitive) return "has a sensitive value that would have to be shown to Helm";
    else words.push(OPTIONS[type], `${name}=${value}`);
  }
  return words;
}
