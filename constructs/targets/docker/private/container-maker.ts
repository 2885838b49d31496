import { TerraformStack, type ITerraformDependable } from "cdktf";
import { Container } from "@cdktf/provider-docker/lib/container";
import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import type { Construct, IConstruct } from "constructs";
import { Component, literal, literals, type JobPhase } from "../../../core";
import type { Attributes } from "./container-attributes";
import { generationOf } from "./generation";
import { movesOf, type Move } from "./moves";

export enum ContainerKind {
  SERVICE = "service",
  JOB = "job",
  CONFIG = "config",
}

export interface Making {
  readonly kind: ContainerKind;
  /** The new one exists before the old one goes; both exist at once, so the name carries the generation. */
  readonly createFirst: boolean;
  readonly dependsOn: readonly ITerraformDependable[];
  /** Of a job: it runs again when its place in the order is another one. */
  readonly phase?: JobPhase;
}

export interface MadeContainer {
  readonly resource: Container;
  readonly name: string;
  /** Terraform's address. */
  readonly address: string;
}

/** Gives every container its name, labels, address and generation. */
export class ContainerMaker {
  private readonly made: Move[] = [];

  constructor(
    private readonly environment: string,
    private readonly provider: DockerProvider,
    private readonly withLate: (text: string) => string,
  ) {}

  make(scope: Construct, id: string, attributes: Attributes, how: Making): MadeContainer {
    const plain = literals(attributes);
    const generation = generationOf({ ...plain, phase: how.phase });
    const suffix = id === "Resource" ? [] : [id];
    const name = this.nameOf(scope, suffix, how, generation);
    const resource = new Container(scope, id, {
      ...plain,
      ...(plain.env ? { env: plain.env.map(this.withLate) } : {}),
      provider: this.provider,
      name: literal(name),
      labels: [
        ...this.labels([pathOf(scope), ...suffix].join("/")),
        { label: "bulwark.kind", value: how.kind },
        { label: "bulwark.generation", value: generation },
      ],
      dependsOn: [...how.dependsOn],
      ...(how.createFirst ? { lifecycle: { createBeforeDestroy: true } } : {}),
    });
    const addressOf = (path: string) => `docker_container.${logicalId([path, ...suffix].join("/"))}`;
    const address = addressOf(pathOf(scope));
    resource.overrideLogicalId(address.slice("docker_container.".length));
    if (scope instanceof Component) this.made.push(...movesOf(scope, pathOf(scope), addressOf));
    return { resource, name, address };
  }

  /** What was at another address before a rename. */
  get moves(): readonly Move[] {
    return this.made;
  }

  /** One that keeps something has one name for ever: the engine then never runs two of them on one volume. */
  private nameOf(scope: Construct, suffix: readonly string[], how: Making, generation: string): string {
    const kept = scope instanceof Component && !how.createFirst ? scope.dataName : scope.node.id;
    const base = [this.environment, ...(how.kind === ContainerKind.CONFIG ? [] : [kept]), ...suffix].join("-");
    return how.createFirst ? `${base}-${generation}` : base;
  }

  labels(path: string): { readonly label: string; readonly value: string }[] {
    return [
      { label: "bulwark.environment", value: this.environment },
      { label: "bulwark.path", value: literal(path) },
    ];
  }
}

/** The path below the stack: the same in every stack that is built the same way. */
export function pathOf(construct: IConstruct): string {
  return construct.node.path.slice(TerraformStack.of(construct).node.path.length + 1);
}

/** Ids of other people's constructs may hold what Terraform's addresses may not. */
const logicalId = (path: string) => path.replace(/[^\w-]/g, "_");
