import { dependable, TerraformStack } from "cdktf";
import type { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { Release, type ReleaseConfig } from "@cdktf/provider-helm/lib/release";
import type { Construct } from "constructs";
import { stringify } from "yaml";
import {
  Relations,
  literal,
  specsOf,
  type Component,
  type ImageCatalogue,
  type Spec,
  type Target,
} from "../../../core";
import type { Cluster } from "../cluster";
import { kubernetesAddresses } from "./addresses";
import { Chart } from "./chart";
import {
  releaseEntry,
  routesOf,
  secretObjects,
  type KubernetesManifest,
  type ReleaseEntry,
  type SecretObject,
} from "./manifest";
import { Namespaces } from "./namespaces";
import { Reach } from "./reach";
import { requireValid } from "./schema";
import type { NamespacesValues, WorkloadValues } from "./values";
import { Volumes } from "./volumes";
import { patienceSeconds, workloadValues } from "./workload";

export interface Rendering {
  readonly target: Target;
  readonly components: readonly Component[];
  readonly environment: string;
  readonly cluster: Cluster;
  readonly images: ImageCatalogue;
  readonly provider: HelmProvider;
  readonly leftOut: readonly string[];
  /** Writes late values in place of their marks. */
  readonly withLate: (text: string) => string;
}

/** Of the namespaces, which nothing has to start for. */
const NAMESPACES_SECONDS = 300;

/** Turns the specs of all components into one Helm release each, and says what the operations must know. */
export function render(rendering: Rendering): void {
  new Renderer(rendering).render();
}

class Renderer {
  private readonly relations: Relations;
  private readonly specs: ReadonlyMap<Component, Spec>;
  private readonly namespaces: Namespaces;
  private readonly releases: ReleaseEntry[] = [];
  private readonly secrets: SecretObject[] = [];

  constructor(private readonly rendering: Rendering) {
    const { components, environment, images, cluster } = rendering;
    this.relations = new Relations(components);
    this.namespaces = new Namespaces(environment);
    const addresses = kubernetesAddresses((one) => this.namespaces.of(one), cluster.domain ?? "cluster.local");
    this.specs = specsOf(components, { relations: this.relations, images, environment, addresses });
  }

  render(): void {
    const { target, environment, cluster, leftOut } = this.rendering;
    const workload = new Chart(target, "workload-chart", "workload");
    const ready = this.renderNamespaces();
    const reach = new Reach(this.specs, this.relations, (one) => this.namespaces.of(one));
    const volumes = new Volumes(this.specs, cluster);
    for (const [component, spec] of this.specs) {
      const values = workloadValues({ environment, component, spec, volumes, cluster }, pathOf(component), reach);
      this.renderRelease(component, spec, values, { chart: workload, ready });
    }
    const manifest: KubernetesManifest = {
      target: "kubernetes",
      environment,
      kubeconfig: cluster.kubeconfig,
      context: cluster.context,
      namespaces: this.namespaces.all(this.specs).map(({ name }) => name),
      releases: this.releases,
      secrets: cluster.externalSecrets ? [] : this.secrets,
      routes: routesOf(this.specs.keys()),
      leftOut,
    };
    TerraformStack.of(target).addOverride("//.bulwark", JSON.parse(literal(JSON.stringify(manifest))));
  }

  private renderNamespaces(): Release {
    const { target, environment } = this.rendering;
    const chart = new Chart(target, "namespaces-chart", "namespaces");
    const values: NamespacesValues = { environment, namespaces: this.namespaces.all(this.specs) };
    const timeout = NAMESPACES_SECONDS;
    const where = { name: `${environment}-namespaces`, namespace: "default", chart: chart.path, timeout };
    requireValid("namespaces", where.name, values);
    const release = this.release(target, "namespaces", where, values);
    release.overrideLogicalId("namespaces");
    return release;
  }

  private renderRelease(
    component: Component,
    spec: Spec,
    values: WorkloadValues,
    { chart, ready }: { readonly chart: Chart; readonly ready: Release },
  ): void {
    const namespace = this.namespaces.of(component);
    const timeout = patienceSeconds(values);
    const where = { name: component.name, namespace, chart: chart.path, timeout };
    requireValid("workload", component.name, values);
    const release = this.release(component, "Resource", where, values);
    const id = pathOf(component).replace(/[^\w-]/g, "_");
    release.overrideLogicalId(id);
    release.dependsOn = [dependable(ready)];
    this.releases.push(releaseEntry(component, spec, values, { namespace, address: `helm_release.${id}` }));
    this.secrets.push(...secretObjects(spec, values, namespace));
  }

  /** A release that fails is undone by itself: else its name is blocked, or the next apply is refused. */
  private release(
    scope: Construct,
    id: string,
    where: Pick<ReleaseConfig, "name" | "namespace" | "chart" | "timeout">,
    values: object,
  ): Release {
    const { provider, cluster, withLate } = this.rendering;
    return new Release(scope, id, {
      ...where,
      ...(cluster.timeoutSeconds === undefined ? {} : { timeout: cluster.timeoutSeconds }),
      provider,
      values: [withLate(literal(stringify(values, { lineWidth: 0, aliasDuplicateObjects: false })))],
      atomic: true,
      wait: true,
      maxHistory: 5,
    });
  }
}

/** The path below the stack: the same in every stack that is built the same way. */
const pathOf = (construct: Construct): string =>
  construct.node.path.slice(TerraformStack.of(construct).node.path.length + 1);
