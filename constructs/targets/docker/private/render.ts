import { TerraformStack, type ITerraformDependable } from "cdktf";
import { Network } from "@cdktf/provider-docker/lib/network";
import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import {
  JobPhase,
  JobReach,
  Lifecycle,
  Relations,
  isRouted,
  isSaving,
  literal,
  specsOf,
  type Component,
  type ImageCatalogue,
  type Job,
  type ScheduledJob,
  type Spec,
  type Target,
  type Task,
} from "../../../core";
import type { Host } from "../host";
import { DOCKER_ADDRESSES } from "./addresses";
import { checksOf } from "./checks";
import { configHolderAttributes } from "./config-holder";
import { ConfigVolumes } from "./config-volumes";
import { containerAttributes, jobAttributes, type Surroundings } from "./container-attributes";
import { ContainerKind, ContainerMaker, type MadeContainer } from "./container-maker";
import { generationOf, shortHash, stable } from "./generation";
import { scheduledSpec, stopWhenFailed, withDeadline, withSignal } from "./job-runner";
import {
  containerEntry,
  hostFoldersOf,
  routeEntry,
  scheduledEntry,
  secretsOf,
  volumesOf,
  type ContainerEntry,
  type JobEntry,
  type Manifest,
} from "./manifest";
import { NetworkPlan } from "./network-plan";
import { restoresOf } from "./restores";
import { refuseTokens } from "./token-check";

export interface Rendering {
  readonly target: Target;
  readonly components: readonly Component[];
  readonly environment: string;
  readonly host: Host;
  readonly images: ImageCatalogue;
  readonly provider: DockerProvider;
  readonly leftOut: readonly string[];
  /** Writes late values in place of their marks. */
  readonly withLate: (text: string) => string;
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
    const { components, environment, images, provider, withLate } = rendering;
    this.relations = new Relations(components);
    this.configVolumes = new ConfigVolumes(environment);
    this.containers = new ContainerMaker(environment, provider, withLate);
    const context = { relations: this.relations, images, environment, addresses: DOCKER_ADDRESSES };
    this.specs = new Map(
      [...specsOf(components, context)].map(([component, spec]) => {
        refuseTokens(component, spec);
        return [component, { ...spec, jobs: spec.jobs.map(withSignal).map(withDeadline) }] as const;
      }),
    );
    this.plan = new NetworkPlan(environment, components, this.relations, this.specs);
  }

  render(): void {
    this.renderNetworks();
    this.renderConfigHolder();
    for (const [component, spec] of this.specs) this.renderComponent(component, spec);
    const manifest = JSON.stringify(this.manifest());
    const stack = TerraformStack.of(this.rendering.target);
    stack.addOverride("//.bulwark", JSON.parse(literal(manifest)));
    const { moves } = this.containers;
    if (moves.length > 0) stack.addOverride("moved", moves);
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
      const scheduled = (spec.scheduled ?? []).map((job) => scheduledSpec(spec, job));
      for (const { files } of [spec, ...spec.jobs, ...scheduled]) this.configVolumes.add(files);
    }
    const volumes = this.configVolumes.all();
    const image = [...this.specs.values()][0]?.image;
    if (volumes.length === 0 || !image) return;
    // Rolling containers are created first and depend on it, so it is too.
    const how = { kind: ContainerKind.CONFIG, createFirst: true, dependsOn: [] };
    const attributes = configHolderAttributes(image, volumes);
    this.configHolder = this.containers.make(this.rendering.target, "config", attributes, how);
  }

  private renderComponent(component: Component, spec: Spec): void {
    const jobsOf = (wanted: JobPhase) => spec.jobs.filter(({ phase }) => phase === wanted);
    const before = jobsOf(JobPhase.BEFORE).map((job) => this.renderJob(component, spec, job));
    const prepared = [...before, ...this.renderRollJobs(component, spec, jobsOf(JobPhase.ROLL))];
    const servers = this.renderServers(component, spec, prepared);
    for (const job of jobsOf(JobPhase.AFTER)) this.renderJob(component, spec, job, servers.slice(0, 1));
    for (const job of spec.scheduled ?? []) this.renderScheduled(component, spec, job, prepared);
  }

  private renderServers(
    component: Component,
    spec: Spec,
    prepared: readonly MadeContainer[],
  ): readonly MadeContainer[] {
    const { attributes, surroundings } = this.serverOf(component, spec);
    const createFirst = spec.lifecycle === Lifecycle.ROLLING;
    const ids = createFirst ? Array.from({ length: spec.replicas }, (_, index) => `${index + 1}`) : ["Resource"];
    const dependsOn = this.dependencies(surroundings, prepared);
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

  private serverOf(component: Component, spec: Spec) {
    const surroundings = this.surroundings(component, spec, this.configVolumes.add(spec.files));
    return { attributes: containerAttributes(component, spec, surroundings), surroundings };
  }

  /** Each carries a hash over the new generation and all of them, so that they run again together with what they prepare. */
  private renderRollJobs(component: Component, spec: Spec, jobs: readonly Job[]): readonly MadeContainer[] {
    const wanted = jobs.map((job) => jobAttributes(component, spec, job, this.aroundJob(component, spec, job)));
    const all = [this.serverOf(component, spec).attributes, ...wanted].map((one) => generationOf({ ...one }));
    const release = shortHash(stable(all), 8);
    return jobs.reduce<readonly MadeContainer[]>((before, job) => {
      const environment = { ...job.environment, BULWARK_RELEASE: release };
      return [...before, this.renderJob(component, spec, { ...job, environment }, before.slice(-1))];
    }, []);
  }

  private renderJob(component: Component, spec: Spec, job: Job, after: readonly MadeContainer[] = []): MadeContainer {
    const surroundings = this.aroundJob(component, spec, job);
    const attributes = jobAttributes(component, spec, job, surroundings);
    const dependsOn = this.dependencies(surroundings, after);
    // What a container that is created first depends on is created first as well.
    const createFirst = spec.lifecycle === Lifecycle.ROLLING && job.phase !== JobPhase.AFTER;
    const how = { kind: ContainerKind.JOB, createFirst, dependsOn, phase: job.phase };
    const made = this.containers.make(component, `job-${job.name}`, attributes, how);
    const server = job.phase === JobPhase.AFTER ? after[0] : undefined;
    if (job.signal && server) made.resource.pidMode = `container:${server.resource.id}`;
    stopWhenFailed(made, job, createFirst);
    if (server) made.resource.addOverride("lifecycle.replace_triggered_by", [`${server.address}.id`]);
    this.jobEntries.push({ address: made.address, name: made.name, component: component.name, phase: job.phase });
    return made;
  }

  /** After the jobs before a roll: it is of the new generation as well. */
  private renderScheduled(
    component: Component,
    spec: Spec,
    job: ScheduledJob,
    prepared: readonly MadeContainer[],
  ): void {
    const own = scheduledSpec(spec, job);
    const around = this.aroundJob(component, spec, { ...job, files: own.files });
    const surroundings = { ...around, hostFolders: job.hostFolders };
    const attributes = containerAttributes(component, own, surroundings);
    const dependsOn = this.dependencies(surroundings, prepared);
    const how = { kind: ContainerKind.SERVICE, createFirst: false, dependsOn };
    const made = this.containers.make(component, `job-${job.name}`, attributes, how);
    this.containerEntries.push(scheduledEntry(containerEntry(made, component, own, surroundings), job));
  }

  private aroundJob(component: Component, spec: Spec, task: Task): Surroundings {
    const surroundings = this.surroundings(component, spec, this.configVolumes.add(task.files));
    const memberships = this.plan.membershipsOfJob(component, task);
    return { ...surroundings, memberships, reachesHost: surroundings.reachesHost && task.reach === JobReach.PEERS };
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

  private dependencies(
    { memberships }: Surroundings,
    others: readonly MadeContainer[],
  ): readonly ITerraformDependable[] {
    const networks = memberships.map(({ network }) => this.networks.get(network)!);
    const holder = this.configHolder ? [this.configHolder.resource] : [];
    return [...networks, ...holder, ...others.map(({ resource }) => resource)];
  }

  private manifest(): Manifest {
    const { environment, host } = this.rendering;
    const specs = [...this.specs];
    const around = (component: Component, spec: Spec) => (job: Job) => this.aroundJob(component, spec, job);
    return {
      environment,
      docker: host.docker,
      containers: this.containerEntries,
      jobs: this.jobEntries,
      checks: specs.flatMap(([one, spec]) => checksOf(one, spec, around(one, spec))),
      restores: specs.flatMap(([one, spec]) => restoresOf(one, spec, around(one, spec))),
      backup: this.relations.with(isSaving)[0]?.name,
      hostFolders: specs.flatMap(([, spec]) => hostFoldersOf(spec)),
      configHolder: this.configHolder?.address,
      networks: this.plan.networks(),
      volumes: specs.flatMap(([component, spec]) => volumesOf(environment, component, spec)),
      configVolumes: this.configVolumes.all().map(({ name }) => name),
      secrets: secretsOf(specs.map(([, spec]) => spec)),
      routes: specs.flatMap(([component]) => (isRouted(component) ? [routeEntry(component)] : [])),
      leftOut: this.rendering.leftOut,
    };
  }
}
