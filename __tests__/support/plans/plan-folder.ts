import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cacheRoot } from "../../../operations/setup/cache";
import { chosenPlaces, findMirrors, standardPlaces } from "../../../operations/setup/mirrors";
import { platform } from "../../../operations/setup/platform";
import { reviewSchema, type ReviewJson } from "../../../review/formats/json";
import { outcomeOf, type Outcome } from "../engine/engine";
import { TestProject } from "../platform/project";
import { noProvider, terraformFailed } from "./errors";

const SUPPORT = join(__dirname, "..");

interface Tools {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** One provider, by its name in the configuration. */
export interface Provider {
  readonly name: string;
  readonly source: string;
  readonly version: string;
  /** @default - nothing is configured */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Reviewed {
  readonly code: number | null;
  readonly review: ReviewJson;
  /** The plan that was read, or the folder of the head. */
  readonly file: string;
}

interface PlannedChange {
  readonly address: string;
  readonly change: { readonly actions: readonly string[]; readonly before: unknown; readonly after: unknown };
}

type Attributes = Readonly<Record<string, unknown>>;

/** Names of the attributes that a plan would change. */
const differing = (before: unknown, after: unknown): string =>
  Object.keys({ ...(before as Attributes), ...(after as Attributes) })
    .filter((name) => JSON.stringify((before as Attributes)?.[name]) !== JSON.stringify((after as Attributes)?.[name]))
    .join(" ");

export const DOCKER: Provider = { name: "docker", source: "kreuzwerker/docker", version: "4.6.0" };

export const changeIn = ({ review }: Reviewed, address: string): ReviewJson["changes"][number] | undefined =>
  review.changes.find((one) => one.address === address);

/** A root of Terraform in JSON, planned and applied by a real provider, without anything of Bulwark. */
export class PlanFolder {
  static async with(provider: Provider, variables: Readonly<Record<string, string>> = {}): Promise<PlanFolder> {
    const preloaded = join(SUPPORT, "constructs", "run-typescript.js");
    const printed = await outcomeOf(process.execPath, ["-r", preloaded, join(SUPPORT, "edits", "print-tools.ts")]);
    if (printed.code !== 0) throw terraformFailed("set-up", printed);
    const tools = JSON.parse(printed.stdout) as Tools;
    const folder = new PlanFolder(mkdtempSync(join(tmpdir(), "bulwark-plans-")), tools, provider, variables);
    await folder.init();
    return folder;
  }

  private constructor(
    private readonly folder: string,
    private readonly tools: Tools,
    private readonly provider: Provider,
    private readonly variables: Readonly<Record<string, string>>,
  ) {}

  /** What Terraform is to make; of the next plan. */
  write(json: object): void {
    writeFileSync(join(this.folder, "main.tf.json"), this.text(json));
  }

  async apply(...options: readonly string[]): Promise<void> {
    await this.succeed("apply", "-auto-approve", ...options);
  }

  /** A plan that is made, or fails half-way: what it leaves is printed as JSON. @returns the path of the file */
  async plan(name: string, ...options: readonly string[]): Promise<string> {
    const saved = join(this.folder, `${name}.tfplan`);
    const planned = await this.terraform("plan", `-out=${saved}`, ...options);
    const { code, stdout } = await this.terraform("show", "-json", saved);
    if (code !== 0) throw terraformFailed("plan", planned);
    const file = join(this.folder, `${name}.json`);
    writeFileSync(file, stdout);
    return file;
  }

  /** What a plan would do now, in words; nothing where all is as it is written. */
  async pending(): Promise<readonly string[]> {
    const plan = this.read(await this.plan("pending")) as { readonly resource_changes?: readonly PlannedChange[] };
    return (plan.resource_changes ?? [])
      .filter(({ change: { actions } }) => !["no-op", "read"].includes(actions.join()))
      .map(
        ({ address, change: { actions, before, after } }) =>
          `${address}: ${actions.join()} ${differing(before, after)}`,
      );
  }

  async destroy(): Promise<void> {
    await this.succeed("destroy", "-auto-approve");
  }

  async succeed(verb: string, ...words: readonly string[]): Promise<Outcome> {
    const outcome = await this.terraform(verb, ...words);
    if (outcome.code !== 0) throw terraformFailed(verb, outcome);
    return outcome;
  }

  /** Plans, and reviews what was planned. */
  async reviewed(name: string, ...options: readonly string[]): Promise<Reviewed> {
    const file = await this.plan(name, ...options);
    return { ...(await this.review("--plan", file)), file };
  }

  reviewedTogether(...files: readonly string[]): Promise<Omit<Reviewed, "file">> {
    return this.review("--plan", ...files);
  }

  /** @returns where it lies now */
  copy(file: string, name: string): string {
    const copied = join(this.folder, name);
    mkdirSync(dirname(copied), { recursive: true });
    copyFileSync(file, copied);
    return copied;
  }

  /** Two configurations, as if cdktf had written them, without a plan. */
  async compared(base: object, head: object): Promise<Reviewed> {
    for (const [side, json] of [
      ["base", base],
      ["head", head],
    ] as const) {
      mkdirSync(join(this.folder, side, "stacks", "plans"), { recursive: true });
      writeFileSync(join(this.folder, side, "stacks", "plans", "cdk.tf.json"), this.text(json));
    }
    const [before, file] = [join(this.folder, "base"), join(this.folder, "head")];
    return { ...(await this.review("--base", before, "--head", file)), file };
  }

  async markdown(file: string): Promise<Outcome> {
    return outcomeOf(process.execPath, [TestProject.program, "review", "--plan", file]);
  }

  read(file: string): unknown {
    return JSON.parse(readFileSync(file, "utf8"));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async review(...words: readonly string[]): Promise<Omit<Reviewed, "file">> {
    const outcome = await outcomeOf(process.execPath, [TestProject.program, "review", ...words, "--format", "json"]);
    if (outcome.stdout === "") throw terraformFailed("review", outcome);
    return { code: outcome.code, review: reviewSchema.parse(JSON.parse(outcome.stdout)) };
  }

  private async init(): Promise<void> {
    const { source, version } = this.provider;
    const places = [...chosenPlaces(), ...standardPlaces(), cacheRoot()];
    const mirror = findMirrors(places, platform()).find(({ providers }) =>
      providers.some((one) => one.source === `registry.terraform.io/${source}` && one.versions.includes(version)),
    );
    this.write({});
    const { code, stderr } = await this.terraform("init", ...(mirror ? [`-plugin-dir=${mirror.path}`] : []));
    if (code !== 0) throw noProvider(`${source} ${version}`, stderr);
  }

  private text(json: object): string {
    const { name, source, version, settings } = this.provider;
    const terraform = { required_providers: { [name]: { source, version } } };
    return JSON.stringify({ terraform, provider: { [name]: settings ?? {} }, ...json });
  }

  private terraform(verb: string, ...words: readonly string[]): Promise<Outcome> {
    const quiet = verb === "show" || verb === "taint" || verb === "untaint" ? [] : ["-input=false"];
    const args = ["-C", this.folder, this.tools.path, verb, "-no-color", ...quiet, ...words];
    return outcomeOf("env", args, { ...process.env, ...this.tools.env, ...this.variables });
  }
}
