import { TerraformStack, type ITerraformDependable } from "cdktf";
import { Container } from "@cdktf/provider-docker/lib/container";
import type { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import type { Construct, IConstruct } from "constructs";
import { literal, literals } from "../../../core";
import type { Attributes } from "./container-attributes";
import { generationOf } from "./generation";

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
}

export interface MadeContainer {
  readonly resource: Container;
  readonly name: string;
  /** Terraform's address. */
  readonly address: string;
}

/** Gives every container its name, labels, address and generation. */
export class ContainerMaker {
  constructor(
    private readonly environment: string,
    private readonly provider: DockerProvider,
  ) {}

  make(scope: Construct, id: string, attributes: Attributes, how: Making): MadeContainer {
    const plain = literals(attributes);
    const generation = generationOf({ ...plain });
    const suffix = id === "Resource" ? [] : [id];
    const base = [this.environment, ...(how.kind === ContainerKind.CONFIG ? [] : [scope.node.id]), ...suffix].join("-");
    const name = how.createFirst ? `${base}-${generation}` : base;
    const resource = new Container(scope, id, {
      ...plain,
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
    // Ids of other people's constructs may hold what Terraform's addresses may not.
    const logicalId = [pathOf(scope), ...suffix].join("/").replace(/[^\w-]/g, "_");
    resource.overrideLogicalId(logicalId);
    return { resource, name, address: `docker_container.${logicalId}` };
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
