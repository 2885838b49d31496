import { Memory, VolumeContent, type Component, type Spec, type Task, type VolumeMount } from "../../../core";
import { noSharedClass } from "../../../core/errors";
import type { Cluster } from "../cluster";
import { jobObject } from "./names";
import { mebibytes } from "./quantities";
import type { MountValues, VolumeValues } from "./values";

const DEFAULT_SIZE = Memory.gibibytes(1);
const FOLDER_SIZE = Memory.gibibytes(10);

/** What pods mount, and who else mounts it. */
export class Volumes {
  private readonly shared = new Set<string>();

  constructor(
    specs: ReadonlyMap<Component, Spec>,
    private readonly cluster: Cluster,
  ) {
    for (const [component, { scheduled = [] }] of specs) {
      for (const mount of scheduled.flatMap(({ volumes = [] }) => volumes)) this.shared.add(keyOf(component, mount));
    }
  }

  /** The volumes of one pod: of its server and of the tasks inside it. */
  of(component: Component, mounts: readonly VolumeMount[]): readonly VolumeValues[] {
    const found = new Map(mounts.map((mount) => [nameOf(component, mount), mount]));
    return [...found].map(([name, mount]) => ({ name, ...this.kindOf(component, mount) }));
  }

  /** What is a folder of the host elsewhere outlives everything here as well: a claim that no release removes. */
  ofFolder(component: Component, job: string, name: string): VolumeValues {
    const { sharedClass } = this.cluster.storage ?? {};
    if (sharedClass === undefined) throw noSharedClass(component.node.path, name);
    const claim = `${jobObject(component, job)}-${name}`;
    return { name, kind: "shared-claim", size: mebibytes(FOLDER_SIZE), storageClass: sharedClass, claim, owned: true };
  }

  mountsOf(component: Component, mounts: readonly VolumeMount[] = []): readonly MountValues[] {
    return mounts.map((mount) => ({
      volume: nameOf(component, mount),
      path: mount.path,
      readOnly: mount.readOnly ?? false,
      ...(this.isClaim(component, mount) ? { subPath: "data" } : {}),
    }));
  }

  /** A component whose own pod alone has data is a StatefulSet: its claim outlives the release. */
  hasClaim(component: Component, { volumes }: Spec): boolean {
    return volumes.some((mount) => this.isClaim(component, mount));
  }

  private isClaim(component: Component, mount: VolumeMount): boolean {
    return mount.content === VolumeContent.DATA && !this.shared.has(keyOf(component, mount));
  }

  private kindOf(component: Component, mount: VolumeMount): Omit<VolumeValues, "name"> {
    const size = mebibytes(mount.size ?? DEFAULT_SIZE);
    const { className, sharedClass } = this.cluster.storage ?? {};
    if (this.shared.has(keyOf(component, mount))) {
      if (sharedClass === undefined) throw noSharedClass(component.node.path, mount.name);
      const owned = ownerOf(component, mount) === component.dataName;
      const claim = `${ownerOf(component, mount)}-${mount.name}`;
      return { kind: "shared-claim", size, storageClass: sharedClass, claim, owned };
    }
    if (mount.content === VolumeContent.SHARED) return { kind: "node", size };
    return { kind: "claim", size, ...(className === undefined ? {} : { storageClass: className }) };
  }
}

const ownerOf = ({ dataName }: Component, { owner = dataName }: VolumeMount) => owner;

const keyOf = (component: Component, mount: VolumeMount) => `${ownerOf(component, mount)}/${mount.name}`;

/** Of a volume that another component owns with the owner before it: two of them may have the same name. */
const nameOf = (component: Component, mount: VolumeMount): string =>
  ownerOf(component, mount) === component.dataName ? mount.name : `${ownerOf(component, mount)}-${mount.name}`;

export const volumesOfTasks = (tasks: readonly Task[]): readonly VolumeMount[] =>
  tasks.flatMap(({ volumes = [] }) => volumes);

/** Folders in memory, by their place: the same for every container of a component, jobs included. */
export function temporaryOf({ temporary, resources }: Spec): {
  readonly volumes: readonly VolumeValues[];
  readonly mounts: readonly MountValues[];
} {
  const shared = resources.sharedMemory ? [{ path: "/dev/shm", size: resources.sharedMemory }] : [];
  const all = [...temporary, ...shared].map(({ path, size }, index) => ({ name: `memory-${index}`, path, size }));
  return {
    volumes: all.map(({ name, size }) => ({ name, kind: "memory", size: mebibytes(size) })),
    mounts: all.map(({ name, path }) => ({ volume: name, path, readOnly: false })),
  };
}
