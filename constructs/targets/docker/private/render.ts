import { TerraformStack, type ITerraformDependable } from "cdktf";
import { Network } from "@cdktf/provider-docker/lib/network";
import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import {
  JobPhase,
  Lifecycle,
  Relations,
  isRouted,
  literal,
  type Component,
  type ImageCatalogue,
  type Job,
  type Spec,
  type Target,
} from "../../../core";
import type { Host } from "../host";
import { configHolderAttributes } from "./config-holder";
import { ConfigVolumes } from "./config-volumes";
import { containerAttributes, jobAttributes, type Surroundings } from "./container-attributes";
import { ContainerKind, ContainerMaker, type MadeContainer } from "./container-maker";
import {
  containerEntry,
  routeEntry,
  secretsOf,
  volumesOf,
  type ContainerEntry,
  type JobEntry,
  type Manifest,
} from "./manifest";
import { NetworkPlan } from "./network-plan";
import { refuseTokens } from "./token-check";

export interface Rendering {
  readonly target: Target;
  readonly components: readonly Component[];
  readonly environment: string;
  readonly host: Host;
  readonly images: ImageCatalogue;
  readonly provider: DockerProvider;
}

/** Turns the specs of all components into resources of one Docker host, and says what the operations must know. */
export function render(rendering: Rendering): void {
  new Renderer(rendering).render();
}

class Renderer {
  private readonly relations: Relations;
  private readonly specs: ReadonlyMap<Component, Spec>;
  private readonly plan: NetworkPlan;
  private readonly configVolumes: ConfigVolumes;
  private readonly containers: ContainerMaker;
  private readonly networks = new Map<string, Network>();
  private readonly containerEntries: ContainerEntry[] = [];
  private readonly jobEntries: JobEntry[] = [];
  private configHolder: MadeContainer | undefined;

  constructor(private readonly rendering: Rendering) {
    const { components, environment, images, provider } = rendering;
    this.relations = new Relations(components);
    this.configVolumes = new ConfigVolumes(environment);
    this.containers = new ContainerMaker(environment, provider);
    const context = { relations: this.relations, images, environment };
    this.specs = new Map(
      components.flatMap((component) => {
        const spec = component.spec(context);
        if (spec) refuseTokens(component, spec);
        return spec ? [[component, spec] as const] : [];
      }),
    );
    this.plan = new NetworkPlan(environment, components, this.relations, this.specs);
  }

  render(): void {
    this.renderNetworks();
    this.renderConfigHolder();
    for (const [component, spec] of this.specs) this.renderComponent(component, spec);
    const manifest = JSON.stringify(this.manifest());
    TerraformStack.of(this.rendering.target).addOverride("//.bulwark", JSON.parse(literal(manifest)));
  }

  private renderNetworks(): void {
    const { target, environment, provider } = this.rendering;
    for (const { name, internal } of this.plan.networks()) {
      const id = `network_${name.slice(environment.length + 1)}`;
      const labels = this.containers.labels(`network/${name}`);
      const network = new Network(target, id, { provider, name, internal, labels });
      network.overrideLogicalId(id);
      this.networks.set(name, network);
    }
  }

  private renderConfigHolder(): void {
    for (const spec of this.specs.values()) {
      for (const files of [spec.files, ...spec.jobs.map((job) => job.files)]) this.configVolumes.add(files);
    }
    const volumes = this.configVolumes.all();
    const image = [...this.specs.values()][0]?.image;
    if (volumes.length === 0 || !image) return;
    // Rolling containers are created first and depend on it, so it is too.
    const how = { kind: ContainerKind.CONFIG, createFirst: true, dependsOn: [] };
    this.configHolder = this.containers.make(
      this.rendering.target,
      "config",
      configHolderAttributes(image, volumes),
      how,
    );
  }

  private renderComponent(component: Component, spec: Spec): void {
    const jobsOf = (wanted: JobPhase) => spec.jobs.filter(({ phase }) => phase === wanted);
    const prepared = jobsOf(JobPhase.BEFORE).map((job) => this.renderJob(component, spec, job));
    const servers = this.renderServers(component, spec, prepared);
    for (const job of jobsOf(JobPhase.AFTER)) this.renderJob(component, spec, job, servers[0]);
  }

  private renderServers(
    component: Component,
    spec: Spec,
    prepared: readonly MadeContainer[],
  ): readonly MadeContainer[] {
    const surroundings = this.surroundings(component, spec, this.configVolumes.add(spec.files));
    const attributes = containerAttributes(component, spec, surroundings);
    const createFirst = spec.lifecycle === Lifecycle.ROLLING;
    const ids = createFirst ? Array.from({ length: spec.replicas }, (_, index) => `${index + 1}`) : ["Resource"];
    const dependsOn = [...this.foundations(surroundings), ...prepared.map(({ resource }) => resource)];
    return ids.map((id) => {
      const made = this.containers.make(component, id, attributes, {
        kind: ContainerKind.SERVICE,
        createFirst,
        dependsOn,
      });
      this.containerEntries.push(containerEntry(made, component, spec, surroundings));
      return made;
    });
  }

  private renderJob(component: Component, spec: Spec, job: Job, server?: MadeContainer): MadeContainer {
    const surroundings = this.surroundings(component, spec, this.configVolumes.add(job.files));
    const own = this.plan.ownNetworkOf(component);
    const memberships = surroundings.memberships.filter(({ network }) => network === own);
    const attributes = jobAttributes(component, spec, job, { ...surroundings, memberships });
    const dependsOn = [...this.foundations(surroundings), ...(server ? [server.resource] : [])];
    // What a container that is created first depends on is created first as well.
    const createFirst = spec.lifecycle === Lifecycle.ROLLING && job.phase === JobPhase.BEFORE;
    const how = { kind: ContainerKind.JOB, createFirst, dependsOn };
    const made = this.containers.make(component, `job-${job.name}`, attributes, how);
    if (job.sharesProcesses && server) made.resource.pidMode = `container:${server.resource.id}`;
    // A helper that exits with an error counts as created.
    made.resource.lifecycle = {
      ...(createFirst ? { createBeforeDestroy: true } : {}),
      postcondition: [
        {
          condition: "${self.exit_code == 0}",
          errorMessage: literal(
            `job ${made.name} failed; docker logs ${made.name} says why. Mend it, docker rm ${made.name}, and apply again.`,
          ),
        },
      ],
    };
    this.jobEntries.push({ address: made.address, name: made.name, component: component.name, phase: job.phase });
    return made;
  }

  private surroundings(component: Component, spec: Spec, configVolume: string | undefined): Surroundings {
    return {
      environment: this.rendering.environment,
      host: this.rendering.host,
      memberships: this.plan.membershipsOf(component, spec),
      configVolume,
      reachesHost: component.peers(this.relations).some((peer) => peer.endpoint?.host === "host.docker.internal"),
    };
  }

  private foundations({ memberships }: Surroundings): readonly ITerraformDependable[] {
    const networks = memberships.map(({ network }) => this.networks.get(network)!);
    return this.configHolder ? [...networks, this.configHolder.resource] : networks;
  }

  private manifest(): Manifest {
    const { environment, host } = this.rendering;
    const specs = [...this.specs];
    return {
      environment,
      docker: host.docker,
      containers: this.containerEntries,
      jobs: this.jobEntries,
      configHolder: this.configHolder?.address,
      networks: this.plan.networks(),
      volumes: specs.flatMap(([component, spec]) => volumesOf(environment, component, spec)),
      configVolumes: this.configVolumes.all().map(({ name }) => name),
      secrets: secretsOf(specs.map(([, spec]) => spec)),
      routes: specs.flatMap(([component]) => (isRouted(component) ? [routeEntry(component)] : [])),
    };
  }
}
