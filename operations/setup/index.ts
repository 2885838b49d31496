import { cacheRoot } from "./cache";
import { engineFor, type Engine } from "./engine";
import { notDecidedYet } from "./errors";
import { helmFor, type Helm } from "./helm";
import { pins } from "./pins";
import { providerFor, type ProviderSource } from "./provider";
import type { ProviderName } from "./provider-recipes";
import type { Report } from "./report";
import { terraformEnv } from "./terraform-env";
import { terraformFor, type Terraform } from "./terraform";

/** Which parts of the machine are set up; what is not wanted is not looked at. */
export interface Wanted {
  readonly terraform?: boolean;
  /** The docker provider. Takes `terraform` with it, which decides where a provider may come from. */
  readonly provider?: boolean;
  /** The helm provider; takes `terraform` with it as well. */
  readonly helmProvider?: boolean;
  /** The AWS provider; takes `terraform` with it as well. */
  readonly awsProvider?: boolean;
  /** The helm command. */
  readonly helm?: boolean;
  readonly engine?: boolean;
}

export interface SetUpOptions {
  readonly want: Wanted;
  /** The engine's address. @default - what the docker command would use */
  readonly engineUrl?: string;
}

/** One step, as a task list shows it. */
export interface SetUpTask {
  readonly title: string;
  readonly run: (report: Report) => Promise<void>;
}

/** What was set up; a part that was not wanted throws when it is read. */
export interface SetUp {
  readonly terraform: Terraform;
  /** Of all providers that were wanted. */
  readonly provider: ProviderSource;
  readonly helm: Helm;
  /** For every run of Terraform, OpenTofu or cdktf, on top of the process's own environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly engine: Engine;
}

/** The steps as data, for a task list of the caller's own, and what they found once they have run. */
export interface Preparation {
  /** Lanes may run at the same time, the steps of one lane only in order. All builds are in one lane: two at once gain
   * nothing on two cores. */
  readonly lanes: readonly (readonly SetUpTask[])[];
  readonly result: SetUp;
}

interface Found {
  terraform?: Terraform;
  provider?: ProviderSource;
  helm?: Helm;
  engine?: Engine;
}

/** Plans the set-up of this machine; nothing happens before a task runs. */
export function prepare({ want, engineUrl }: SetUpOptions): Preparation {
  const found: Found = {};
  const options = { cacheRoot: cacheRoot(), pins: pins() };
  const terraform = task("Terraform or OpenTofu", async (report) => {
    found.terraform = await terraformFor({ ...options, report });
    report(`${found.terraform.flavour} ${found.terraform.version}, ${found.terraform.path}`);
  });
  const providers = providersIn(want);
  const provider = task(`${providers.join(" and ")} provider`, async (report) => {
    const terraformUsed = need(found.terraform, "Terraform");
    found.provider = await providerFor({ ...options, terraform: terraformUsed, providers, report });
    report(`from ${found.provider.where}`);
  });
  const helm = task("Helm", async (report) => {
    found.helm = await helmFor({ ...options, report });
    report(`helm ${found.helm.version}, ${found.helm.path}`);
  });
  const engine = task("Docker engine", async (report) => {
    found.engine = await engineFor({ ...options, report, ...(engineUrl === undefined ? {} : { url: engineUrl }) });
    report(`engine ${found.engine.version}, ${found.engine.host.url}`);
  });
  const tools = [
    ...(want.terraform || providers.length > 0 ? [terraform] : []),
    ...(providers.length > 0 ? [provider] : []),
    ...(want.helm ? [helm] : []),
  ];
  return { lanes: [tools, want.engine ? [engine] : []].filter((lane) => lane.length > 0), result: resultOf(found) };
}

const providersIn = ({ provider, helmProvider, awsProvider }: Wanted): readonly ProviderName[] => [
  ...(provider ? (["docker"] as const) : []),
  ...(helmProvider ? (["helm"] as const) : []),
  ...(awsProvider ? (["aws"] as const) : []),
];

/** Sets up this machine in one go. A second call on the same machine changes nothing and takes about a second. */
export async function setUp(options: SetUpOptions & { readonly report: Report }): Promise<SetUp> {
  const { lanes, result } = prepare(options);
  await Promise.all(lanes.map((lane) => runLane(lane, options.report)));
  return result;
}

async function runLane(lane: readonly SetUpTask[], report: Report): Promise<void> {
  for (const { title, run } of lane) await run((line) => report(`${title}: ${line}`));
}

function resultOf(found: Found): SetUp {
  return {
    get terraform() {
      return need(found.terraform, "Terraform");
    },
    get provider() {
      return need(found.provider, "the providers");
    },
    get helm() {
      return need(found.helm, "Helm");
    },
    get env() {
      return terraformEnv(this.terraform, found.provider ?? {});
    },
    get engine() {
      return need(found.engine, "the Docker engine");
    },
  };
}

const task = (title: string, run: SetUpTask["run"]): SetUpTask => ({ title, run });

function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw notDecidedYet(what);
  return value;
}

export { doctor, type DoctorOptions } from "./doctor";
export type { Check } from "./doctor-checks";
export { exportLines } from "./env";
export type { Engine } from "./engine";
export type { Helm } from "./helm";
export type { ProviderSource } from "./provider";
export type { Report } from "./report";
export type { Flavour, Terraform } from "./terraform";
