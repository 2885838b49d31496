import { loadavg } from "node:os";

import type { KubernetesManifest } from "../../operations/kubernetes/manifest";
import type { Report } from "../../operations/setup";
import type { TerraformTool } from "../../operations/terraform/runner";
import { machine } from "../machine";
import type { PartOptions } from "../parts";
import { DirectApi } from "./api";
import { Lab } from "./lab";
import { programs } from "./programs";
import { ServicesProject } from "./project";
import { measureRender, RENDERED_LAYERS } from "./render";
import { Side, type ClusterMeasurement, type Figures, type KubernetesResult, type PlatformSize } from "./results";
import { ByApi, ByTerraform, type Way } from "./sides";
import { timed } from "./watch";

/** The second makes 30 releases. */
const SERVICES = [15, 18];

/** A platform brought to a cluster by Terraform and Helm, and by the same objects sent to its API server. */
export async function benchKubernetes({ repetitions, report }: PartOptions): Promise<KubernetesResult> {
  const { lab: env, helm, terraform } = await programs(report);
  const lab = await Lab.start(env);
  try {
    const bench = new Bench(lab, await DirectApi.connect(lab.access), { helm, terraform, report });
    for (const services of SERVICES) await bench.measure(services, repetitions);
    const { sizes, measurements } = bench;
    const rest = { layers: RENDERED_LAYERS, renderings: await measureRender({ repetitions, report }) };
    return { date: new Date().toISOString(), machine: machine(), sizes, measurements, ...rest };
  } finally {
    await lab.stop();
  }
}

interface Tools {
  readonly helm: string;
  readonly terraform: TerraformTool;
  readonly report: Report;
}

type Ways = Readonly<Record<Side, Way>>;

class Bench {
  readonly sizes: PlatformSize[] = [];
  readonly measurements: ClusterMeasurement[] = [];

  constructor(
    private readonly lab: Lab,
    private readonly api: DirectApi,
    private readonly tools: Tools,
  ) {}

  async measure(services: number, repetitions: number): Promise<void> {
    const project = await ServicesProject.make(services, this.lab.access);
    const ways: Ways = {
      [Side.BULWARK]: new ByTerraform(project, this.api, this.tools.terraform),
      [Side.DIRECT]: new ByApi(project, this.api, this.tools.helm),
    };
    try {
      await this.inTurns(project, ways, repetitions);
    } finally {
      await project.remove();
    }
  }

  private async inTurns(project: ServicesProject, ways: Ways, repetitions: number): Promise<void> {
    const { services } = project;
    let pods = 0;
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      for (const side of Object.values(Side)) {
        this.tools.report(`${services} services, ${side}: ${repetition}`);
        const load = loadavg()[0]!;
        const round = new Round(project, this.api, ways[side]);
        const figures = await round.run();
        pods = round.pods;
        this.tools.report(inWords(figures));
        const { steps } = ways[side];
        this.measurements.push({
          services,
          side,
          load,
          loadAfter: loadavg()[0]!,
          figures,
          ...(steps ? { steps } : {}),
        });
      }
    }
    this.sizes.push({ services, releases: project.releaseCount(), pods });
  }
}

const inWords = (figures: Figures): string =>
  Object.entries(figures)
    .map(([name, seconds]) => `${name} ${(seconds as number).toFixed(1)} s`)
    .join(", ");

/** One platform from nothing to nothing. */
class Round {
  pods = 0;
  private readonly manifest: KubernetesManifest;

  constructor(
    private readonly project: ServicesProject,
    private readonly api: DirectApi,
    private readonly way: Way,
  ) {
    // Read once: the last command synthesizes anew, and no image is asked for here.
    this.manifest = project.clusterManifest();
  }

  async run(): Promise<Figures> {
    await this.project.edit("1");
    await this.way.prepare();
    const up = await this.untilReady(() => this.way.up());
    this.pods = await this.api.podCount(this.manifest);
    const noChange = await this.untilReady(() => this.way.again());
    await this.project.edit("2");
    await this.way.prepare();
    const upgrade = await this.untilReady(() => this.way.upgrade());
    const gone = { what: "the end of the namespaces", isSo: () => this.api.areGone(this.manifest) };
    const destroy = await timed(gone, () => this.way.destroy());
    // All is ready while a command changes nothing, and while a roll takes no pod away before the new one serves.
    const upgraded = Math.max(upgrade.done, upgrade.commandEnded);
    return { up: up.done, noChange: noChange.commandEnded, upgrade: upgraded, destroy: destroy.done };
  }

  private untilReady(command: () => Promise<void>) {
    return timed({ what: "that all pods are ready", isSo: () => this.api.areReady(this.manifest) }, command);
  }
}
