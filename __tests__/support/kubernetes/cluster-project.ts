import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyChart } from "../../../constructs/targets/kubernetes/private/chart";
import { outcomeOf, type Outcome } from "../engine/engine";
import type { Cluster } from "./control-plane";
import { helmProviderEnv } from "./programs";

const ROOT = join(__dirname, "..", "..", "..");

/** What Terraform would do with one release. */
export interface PlannedRelease {
  /** Terraform's address without the type. */
  readonly release: string;
  readonly actions: readonly string[];
}

interface SecretObject {
  readonly name: string;
  readonly namespace: string;
  readonly files: Readonly<Record<string, unknown>>;
}

/** An environment in a project of its own, applied to a cluster by Terraform itself. */
export class ClusterProject {
  readonly folder = mkdtempSync(join(tmpdir(), "bulwark-cluster-"));
  private text: string;

  /** @param environment a file of `environments/`, without its ending */
  constructor(
    private readonly cluster: Cluster,
    readonly environment: string,
  ) {
    this.text = readFileSync(join(ROOT, "environments", `${environment}.yaml`), "utf8").replace(
      "kubeconfig: ~/.kube/config",
      `kubeconfig: ${cluster.kubeconfig}\n  context: ${cluster.context}\n  timeoutSeconds: 20`,
    );
  }

  /** The settings as they are, and as a test wants them. */
  edit(change: (text: string) => string): void {
    const edited = change(this.text);
    if (edited === this.text) throw new Error("the edit changed nothing");
    this.text = edited;
  }

  get stackFolder(): string {
    return join(this.folder, "cdktf.out", "stacks", this.environment);
  }

  /** Brings the synthesized stack up to date with the settings, with Secrets as `up` would make them. */
  async synthesize(): Promise<void> {
    const file = join(this.folder, `${this.environment}.yaml`);
    writeFileSync(file, this.text);
    const outcome = await outcomeOf("env", ["-C", this.folder, process.execPath, join(ROOT, "dist", "main.js"), file], {
      ...process.env,
      CDKTF_OUTDIR: join(this.folder, "cdktf.out"),
    });
    if (outcome.code !== 0) throw new Error(outcome.stderr);
  }

  /** Values do not matter: nothing reads them here. */
  async makeSecrets(): Promise<void> {
    const { secrets } = this.manifest();
    for (const { name, namespace, files } of secrets) {
      const path = `/api/v1/namespaces/${namespace}/secrets`;
      if (await this.cluster.api.tryGet(`${path}/${name}`)) continue;
      const data = Object.fromEntries(Object.keys(files).map((file) => [file, Buffer.from("x").toString("base64")]));
      await this.cluster.api.post(path, { apiVersion: "v1", kind: "Secret", metadata: { name }, data });
    }
  }

  manifest(): { readonly secrets: readonly SecretObject[]; readonly namespaces: readonly string[] } {
    const stack = JSON.parse(readFileSync(join(this.stackFolder, "cdk.tf.json"), "utf8")) as {
      readonly "//": { readonly bulwark: ReturnType<ClusterProject["manifest"]> };
    };
    return stack["//"].bulwark;
  }

  async succeed(...args: readonly string[]): Promise<Outcome> {
    const outcome = await this.terraform(...args);
    if (outcome.code !== 0) throw new Error(`terraform ${args.join(" ")}: ${outcome.stdout}${outcome.stderr}`);
    return outcome;
  }

  /** Terraform in the stack's folder, with the helm provider that can be had. */
  terraform(...args: readonly string[]): Promise<Outcome> {
    const program = process.env["BULWARK_TERRAFORM"] ?? "terraform";
    const env = { ...process.env, ...helmProviderEnv(), TF_IN_AUTOMATION: "1" };
    return outcomeOf("env", ["-C", this.stackFolder, program, ...args], env);
  }

  apply(...options: readonly string[]): Promise<Outcome> {
    return this.terraform("apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=64", ...options);
  }

  /** What a plan would do; empty when nothing. */
  async planned(): Promise<readonly PlannedRelease[]> {
    await this.succeed("plan", "-input=false", "-no-color", "-out=test.tfplan");
    const { stdout } = await this.succeed("show", "-json", "test.tfplan");
    const { resource_changes: changes = [] } = JSON.parse(stdout) as {
      readonly resource_changes?: readonly { readonly name: string; readonly change: { readonly actions: string[] } }[];
    };
    return changes
      .map(({ name, change }) => ({ release: name, actions: change.actions }))
      .filter(({ actions }) => actions.join() !== "no-op");
  }

  /** A chart of the stack, edited as somebody would who works on it. */
  editChart(name: string, file: string, change: (text: string) => string): void {
    const source = join(this.folder, "edited-chart");
    cpSync(join(ROOT, "charts", name), source, { recursive: true });
    const path = join(source, file);
    writeFileSync(path, change(readFileSync(path, "utf8")));
    copyChart(source, join(this.stackFolder, "charts", name));
    rmSync(source, { recursive: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
